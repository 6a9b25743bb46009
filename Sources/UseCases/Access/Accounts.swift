import DatabaseKit
public import Domain
import Store
import Vault

/// Accounts that are made outside the pages.
public struct Accounts: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The first administrator of a kind, with a one-time password: without a system administrator there are no other
    /// accounts, without a security administrator none of them gets a role.
    ///
    /// Makes the city's union when there is none yet. Returns the password, which is stored nowhere, or nil when
    /// somebody holds the role already; further ones are made on the pages.
    public func createFirst(
        account: String, displayName: String, cityName: String, role: Role = .systemAdministrator, now: Instant
    ) async throws -> String? {
        let password = String(Token.random().text.prefix(16))
        let hash = try await platform.passwords.hash(password).text
        return try await platform.database.write { transaction in
            let accounts = AccountStore(transaction)
            guard role.isAdministrator, try accounts.count(holding: role, from: now.day) == 0 else { return nil }
            let unions = UnionStore(transaction)
            let city =
                try unions.root()
                ?? unions.insert(name: cityName, code: "000000000001", kind: .cityFederation, under: nil)
            let created = try accounts.insert(
                name: account, displayName: displayName, union: city.id, roles: [role],
                passwordHash: hash, at: now)
            try accounts.setPassword(hash, of: created.id, mustChange: true, at: now)
            let made = EventStore.Change(
                id: created.id.rawValue, path: city.path, from: AccountStore.fingerprint(ofHash: hash),
                detail: role.rawValue)
            try EventStore(transaction).recordVisitor(
                Event.create.rawValue, on: .account, [made], from: "gonghui admin", now)
            return password
        }
    }

    /// Where accounts come from that no page has made.
    private static let origin = "gonghui demo"

    public struct NewAccount: Sendable {
        public let name: String
        public let displayName: String
        public let union: ID<Union>
        public let roles: Set<Role>
        public let password: String
        /// The second factor's secret in base32; nil for one that is set up at the first login, if it is needed.
        public let secret: String?

        public init(
            name: String, displayName: String, union: ID<Union>, roles: Set<Role>, password: String,
            secret: String? = nil
        ) {
            self.name = name
            self.displayName = displayName
            self.union = union
            self.roles = roles
            self.password = password
            self.secret = secret
        }
    }

    /// Adds accounts in one transaction, after their passwords have been hashed; the log tells who got which roles.
    public func create(_ new: [NewAccount], now: Instant) async throws {
        var hashes: [String: String] = [:]
        for account in new where hashes[account.password] == nil {
            hashes[account.password] = try await platform.passwords.hash(account.password).text
        }
        let known = hashes
        let seal = platform.seal
        try await platform.database.write { transaction in
            let unions = UnionStore(transaction)
            var paths: [ID<Union>: UnionPath] = [:]
            var (made, secured): ([EventStore.Change], [EventStore.Change]) = ([], [])
            for account in new {
                let hash = known[account.password] ?? ""
                let created = try AccountStore(transaction).insert(
                    name: account.name, displayName: account.displayName, union: account.union, roles: account.roles,
                    passwordHash: hash, at: now)
                let path = try paths[account.union] ?? unions.find(account.union)?.path ?? .root
                paths[account.union] = path
                made.append(
                    EventStore.Change(
                        id: created.id.rawValue, path: path, from: AccountStore.fingerprint(ofHash: hash),
                        to: account.roles.recorded))
                if let secret = account.secret {
                    try SecondFactorStore(transaction, seal).set(secret, step: nil, of: created.id)
                    secured.append(EventStore.Change(id: created.id.rawValue, path: path))
                }
            }
            let events = EventStore(transaction)
            try events.recordVisitor(Event.create.rawValue, on: .account, made, from: Self.origin, now)
            try events.recordVisitor(Event.setUpSecondFactor.rawValue, on: .account, secured, from: Self.origin, now)
        }
    }
}
