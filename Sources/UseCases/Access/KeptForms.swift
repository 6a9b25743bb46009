import DatabaseKit
public import Domain
import Foundation
import Store
import Vault

/// What was typed into a form whose session had ended (idle, too old, ended from elsewhere): kept for a short while for
/// the same account or member, in the browser that sent it.
///
/// It is no act: nothing of it has been done, and nothing is until its person sends it again.
public struct KeptForms: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How long it waits for the login.
    public static let minutes: Int64 = 30
    /// So many wait for one of them at most; the oldest go.
    static let limit = 5

    /// A session that is over, as far as its forms are to be known.
    public struct Ended: Sendable {
        public let owner: FormOwner
        public let csrf: String
    }

    /// A form as it was typed; passwords, codes and files are not in it.
    public struct Typed: Codable, Hashable, Sendable {
        public struct Field: Codable, Hashable, Sendable {
            public let name: String
            public let value: String

            public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
        }

        /// Where it was sent.
        public let path: String
        /// The page that held it, where the browser has said so.
        public let page: String?
        public let fields: [Field]
        /// Whether something was sent that is not kept.
        public let isWhole: Bool

        public init(path: String, page: String?, fields: [Field], isWhole: Bool) {
            (self.path, self.page, self.fields, self.isWhole) = (path, page, fields, isWhole)
        }
    }

    /// The account's session that this cookie was of and that has ended; nil where it is not known any more.
    public func ended(token: String) async throws -> Ended? {
        guard let hash = Token(text: token)?.hash else { return nil }
        return try await platform.database.read {
            try SessionStore($0).ended(tokenHash: hash).map {
                Ended(owner: .account($0.account), csrf: $0.csrf)
            }
        }
    }

    /// The member's session that this cookie was of and that has ended.
    public func endedOwn(token: String) async throws -> Ended? {
        guard let hash = Token(text: token)?.hash else { return nil }
        return try await platform.database.read {
            try OwnSessionStore($0).ended(tokenHash: hash).map { Ended(owner: .person($0.person), csrf: $0.csrf) }
        }
    }

    /// - Returns: the token under which it is found again.
    public func keep(_ typed: Typed, of owner: FormOwner, at now: Instant) async throws -> String {
        let (token, seal) = (Token.random(), platform.seal)
        let text = String(decoding: try JSONEncoder().encode(typed), as: UTF8.self)
        try await platform.database.write {
            try KeptFormStore($0, seal).insert(
                text, tokenHash: token.hash, of: owner, keeping: Self.limit, at: now)
        }
        return token.text
    }

    /// What the actor typed.
    ///
    /// - Throws: `Refusal.notFound` for another account's, and when its time is over; the two are not told apart.
    public func find(_ token: String, _ occasion: Occasion) async throws -> Typed {
        try await find(token, of: .account(occasion.actor.account), at: occasion.now)
    }

    /// What the member typed.
    ///
    /// - Throws: `Refusal.notFound`, as for accounts.
    public func find(_ token: String, _ occasion: OwnOccasion) async throws -> Typed {
        try await find(token, of: .person(occasion.oneself.person), at: occasion.now)
    }

    private func find(_ token: String, of owner: FormOwner, at now: Instant) async throws -> Typed {
        guard let hash = Token(text: token)?.hash else { throw Refusal.notFound }
        let text = try await platform.database.read { [seal = platform.seal] in
            try KeptFormStore($0, seal).find(tokenHash: hash, of: owner, since: now.adding(minutes: -Self.minutes))
        }
        guard let text else { throw Refusal.notFound }
        return try JSONDecoder().decode(Typed.self, from: Data(text.utf8))
    }
}
