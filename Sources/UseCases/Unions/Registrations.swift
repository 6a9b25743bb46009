import DatabaseKit
public import Domain
import Store
import Vault

/// 企业注册: an enterprise without a union asks on a public page, its district reviews, an account is issued.
public struct Registrations: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Asking

    /// What the form offers to choose from: 区局(产业), and the words of the dictionaries.
    public func choices() async throws -> (districts: [Union], words: OrganisationWords) {
        try await platform.database.read { transaction in
            (
                try TransferTargetStore(transaction).districts(),
                OrganisationWords(try Vocabulary(DictionaryStore(transaction)))
            )
        }
    }

    /// Keeps a registration of somebody who has agreed to the privacy notice; the event says to which version.
    ///
    /// Whether the code is known to the platform plays no part and is not told: the answer is the same for everybody,
    /// also for who has asked before. The district sees it.
    ///
    /// - Parameter proof: a picture or PDF of the licence, as it was sent.
    /// - Throws: `OrganisationProblems` and `VoucherRefusal` for what the applicant can mend,
    ///   `Refusal.registrationsFull`, `Refusal.notFound` for what is no district.
    public func submit(
        _ typed: OrganisationParticulars, proof: Vouchers.Upload, to district: ID<Union>, from address: String,
        at now: Instant
    ) async throws {
        let particulars = try Self.checked(typed)
        // A picture is decoded only for what would be taken.
        try await platform.database.read { [platform] transaction in
            _ = try Self.place(district, RegistrationStore(transaction, platform.seal), transaction)
        }
        guard let file = try await VoucherScreening.anonymous.screen([proof]).first else { return }
        try await platform.database.write { [platform] transaction in
            let store = RegistrationStore(transaction, platform.seal)
            let (union, open) = try Self.place(district, store, transaction)
            guard let made = try store.insert(particulars, proof: file, to: district, at: now) else { return }
            try EventStore(transaction).recordVisitor(
                "ask", on: .registration, made.rawValue, at: union.path,
                detail: "notice=\(PrivacyNotice.publicVersion)", from: address, now)
            try TodoStore(transaction).open(
                .decideRegistration, for: district, subject: district.rawValue, name: union.name, amount: open + 1,
                at: now)
        }
    }

    /// - Throws: `OrganisationProblems`.
    public static func checked(
        _ typed: OrganisationParticulars
    ) throws(OrganisationProblems) -> OrganisationParticulars {
        var particulars = typed.normalised
        particulars.code = ""
        var problems = OrganisationForm.enterprise.problems(of: particulars)
        for field in [OrganisationField.address, .contactName, .contactPhone] where particulars[field].isEmpty {
            problems.entries.append(.init(field, .missing))
        }
        guard problems.entries.isEmpty else { throw problems }
        return particulars
    }

    /// The district that is asked, and how many wait for it.
    private static func place(
        _ district: ID<Union>, _ store: RegistrationStore, _ transaction: any Transaction
    ) throws -> (union: Union, open: Int) {
        guard let union = try UnionStore(transaction).find(district), union.kind.isDistrictLevel,
            union.role == .ordinary
        else { throw Refusal.notFound }
        let open = try store.countOpen(of: district)
        guard open < EnterpriseRegistration.mostOpen else { throw Refusal.registrationsFull }
        return (union, open)
    }

    // MARK: Looking

    public struct Line: Sendable {
        public let id: ID<EnterpriseRegistration>
        public let status: EnterpriseRegistration.Status
        public let particulars: OrganisationParticulars
        public let districtName: String
        public let submittedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?
        public let union: ID<Union>?
        public let accountName: String?
        public let proof: EnterpriseRegistration.Proof?

        init(_ listed: RegistrationStore.Listed) {
            (id, status) = (listed.registration.id, listed.registration.status)
            (particulars, districtName) = (listed.particulars, listed.districtName)
            (submittedAt, decidedAt, reason) = (listed.submittedAt, listed.decidedAt, listed.reason)
            (union, accountName, proof) = (listed.union, listed.accountName, listed.proof)
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: RegistrationPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        let scope = try occasion.actor.authority.scope(for: .decideRegistrations)
        return try await platform.database.read { [platform] transaction in
            let store = RegistrationStore(transaction, platform.seal)
            let total = try store.count(part, in: scope)
            let page = page.within(total)
            return List(
                lines: try store.list(part, in: scope, page: page).map(Line.init), total: total, page: page)
        }
    }

    public struct Record: Sendable {
        public let line: Line
        /// Who has the code already; by name only within the actor's scope.
        public let holder: OrganisationProblem.CodeHolder?
        /// How many others with the same code wait for the same district.
        public let others: Int
        /// Under which unions the new one can stand; empty when it is decided.
        public let superiors: [Union]
    }

    /// How many superiors the page offers.
    public static let superiorLimit = 500

    public func find(_ id: ID<EnterpriseRegistration>, _ occasion: Occasion) async throws -> Record {
        try await platform.database.read { [platform] transaction in
            let found = try Self.find(id, platform, occasion, transaction)
            let isOpen = found.registration.status == .open
            let store = RegistrationStore(transaction, platform.seal)
            return Record(
                line: Line(found),
                holder: isOpen
                    ? try UnionRequestWriter(transaction, platform.seal, occasion).creditHolder(of: found.particulars)
                    : nil,
                others: isOpen
                    ? try store.countOthers(found.registration, found.particulars.creditCode) : 0,
                superiors: isOpen
                    ? try store.superiors(in: UnionScope(found.registration.path), limit: Self.superiorLimit) : [])
        }
    }

    /// The licence, for who decides about the registration.
    ///
    /// - Throws: `Refusal.notFound` for none, also for one whose days are over.
    public func proof(
        of id: ID<EnterpriseRegistration>, _ occasion: Occasion
    ) async throws -> (proof: EnterpriseRegistration.Proof, bytes: [UInt8]) {
        try await platform.database.read { [platform] transaction in
            guard let proof = try Self.find(id, platform, occasion, transaction).proof,
                let bytes = try RegistrationStore(transaction, platform.seal).proofContent(of: id)
            else { throw Refusal.notFound }
            return (proof, bytes)
        }
    }

    // MARK: Deciding

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<EnterpriseRegistration>
    }

    /// Founds the committee with its enterprise and opens its clerk's account.
    ///
    /// The account has no password: a system administrator issues a one-time code for it (security, section 1), so
    /// whoever reviews never knows how to log in as the clerk.
    ///
    /// - Parameter superior: in the district that was asked.
    /// - Throws: `OrganisationProblems` when the code is taken meanwhile, `AccountProblems`, `Refusal.notFound`.
    public func accept(
        _ id: ID<EnterpriseRegistration>, under superior: ID<Union>, unionName: String, accountName: String,
        _ occasion: Occasion
    ) async throws -> Receipt {
        let hash = try await platform.passwords.hash(Token.random().text).text
        return try await platform.once("accept-registration", occasion) { [platform] transaction in
            let found = try Self.find(id, platform, occasion, transaction)
            var registration = found.registration
            try registration.perform(.accept, by: occasion.actor)
            guard let above = try UnionStore(transaction).find(superior), registration.path.contains(above.path) else {
                throw Refusal.notFound
            }
            if let refusal = UnionRequestWriter.obstacle(toPutting: .unionCommittee, under: above) { throw refusal }
            let particulars = OrganisationParticulars(
                name: unionName, address: found.particulars.address, contactName: found.particulars.contactName,
                contactPhone: found.particulars.contactPhone
            ).normalised
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            let problems = try writer.problems(
                of: particulars, of: nil, before: nil, kind: .unionCommittee, at: above.path, under: above.id)
            guard problems.entries.isEmpty else { throw problems }
            try Self.require(accountName, found.particulars.contactName, transaction)
            let enterprise = try writer.judged(found.particulars, besides: nil)
            let union = try UnionFounding(transaction, platform.seal, occasion).found(
                particulars, .unionCommittee, under: superior
            ).union
            guard let founded = try UnionStore(transaction).find(union) else { throw Refusal.notFound }
            let made = try UnionStore(transaction).insertEnterprise(
                name: enterprise.name, code: enterprise.creditCode, union: union)
            try OrganisationStore(transaction, platform.seal).save(enterprise, of: made.id)
            try writer.tell(
                .enterpriseAdded, founded, at: founded.path,
                UnionChange.changes(from: OrganisationParticulars(), to: enterprise))
            let account = try AccountStore(transaction).insert(
                name: accountName, displayName: found.particulars.contactName, union: union, roles: [.clerk],
                passwordHash: hash, at: occasion.now)
            try EventStore(transaction).record(
                Accounts.Event.create.rawValue, on: .account, account.id.rawValue, at: founded.path,
                from: AccountStore.fingerprint(ofHash: hash), to: Role.clerk.rawValue, occasion)
            try Self.close(registration, .accept, nil, union, account.id, platform, occasion, transaction)
            return Receipt(id: id)
        }
    }

    /// - Throws: `Refusal.changedMeanwhile` for one that is decided.
    public func giveBack(
        _ id: ID<EnterpriseRegistration>, reason: String, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("return-registration", occasion) { [platform] transaction in
            var registration = try Self.find(id, platform, occasion, transaction).registration
            try registration.perform(.return, by: occasion.actor)
            try Self.close(registration, .return, reason, nil, nil, platform, occasion, transaction)
            return Receipt(id: id)
        }
    }

    // MARK: Parts

    private static func find(
        _ id: ID<EnterpriseRegistration>, _ platform: Platform, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> RegistrationStore.Listed {
        guard let found = try RegistrationStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.decideRegistrations, on: found.registration.path)
        return found
    }

    private static func require(_ name: String, _ displayName: String, _ transaction: any Transaction) throws {
        var problems = AccountProblem.problems(name: name, displayName: displayName)
        if try AccountStore(transaction).id(name: name) != nil { problems.insert(.nameTaken, at: 0) }
        guard problems.isEmpty else { throw AccountProblems(problems) }
    }

    private static func close(
        _ registration: EnterpriseRegistration, _ command: EnterpriseRegistration.Command, _ reason: String?,
        _ union: ID<Union>?, _ account: ID<Account>?, _ platform: Platform, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        let store = RegistrationStore(transaction, platform.seal)
        try store.close(
            registration, reason: reason, union: union, account: account, by: occasion.author, at: occasion.now)
        let (todos, district) = (TodoStore(transaction), registration.district)
        let left = try store.countOpen(of: district)
        if left == 0 {
            try todos.close(.decideRegistration, subjects: [district.rawValue], at: occasion.now)
        } else if let name = try UnionStore(transaction).find(district)?.name {
            try todos.open(
                .decideRegistration, for: district, subject: district.rawValue, name: name, amount: left,
                at: occasion.now)
        }
        try EventStore(transaction).record(
            command.rawValue, on: .registration, registration.id.rawValue, at: registration.path,
            from: EnterpriseRegistration.Status.open.rawValue, to: registration.status.rawValue, occasion)
    }
}
