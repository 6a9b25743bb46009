import DatabaseKit
public import Domain
import Foundation
import Store
import Vault

/// The roll as people look at it: 会员信息 (domain, section 3).
public struct Members: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One line of the list; numbers are masked here, so that whole ones never reach a page.
    public struct Line: Sendable {
        public let id: ID<Member>
        public let number: String
        public let name: String
        public let documentType: DocumentType
        public let document: String
        public let phone: String
        public let sex: Sex
        public let unionName: String
        public let unionCode: String
        public let workplace: String
        public let label: String?
        public let source: MemberSource
        public let electronicCard: ElectronicCard
        public let note: String?
        public let category: MemberCategory

        init(_ listed: MemberListStore.Listed, _ vocabulary: Vocabulary) {
            let (member, person) = (listed.member, listed.member.person)
            id = member.id
            number = member.number
            name = person.name
            documentType = person.document.type
            document = person.document.masked
            phone = person.phone?.masked ?? ""
            sex = person.sex
            unionName = listed.unionName
            unionCode = listed.unionCode
            workplace = member.workplace
            label = vocabulary.name(of: member.label, in: .label)
            source = member.source
            electronicCard = listed.electronicCard
            note = member.note
            category = member.category
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let count: BoundedCount
        public let page: ListPage
        /// The union whose subtree is listed, and the way to it from the actor's own.
        public let lineage: [Union]
        public let children: [Union]
        public let labels: [DictionaryEntry]
    }

    /// Unions shown beneath the one that is listed; the others are found by the filter.
    static let shownChildren = 100

    /// A page of the members of a union and all under it.
    ///
    /// - Parameter union: nil for the actor's own.
    public func list(
        _ filter: MemberFilter, under union: ID<Union>? = nil, page: ListPage, _ occasion: Occasion
    ) async throws -> List {
        try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            guard let top = try unions.find(union ?? occasion.actor.union) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewMembers, on: top.path)
            let scope = UnionScope(top.path)
            let store = MemberListStore(transaction, platform.seal)
            let count = try store.count(filter, in: scope)
            let page = page.within(count.reachable)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            return List(
                lines: try store.list(filter, in: scope, page: page).map { Line($0, vocabulary) }, count: count,
                page: page,
                lineage: try unions.lineage(of: top.path).filter { occasion.actor.path.contains($0.path) },
                children: Array(try unions.children(of: top.id).prefix(Self.shownChildren)),
                labels: vocabulary[.label])
        }
    }

    /// One member with all that is known, and what happened to him.
    public struct Record: Sendable {
        public let line: Line
        public let expiry: IdentityDocument.Expiry?
        public let socialInsurance: SocialInsuranceStatus
        public let socialInsuranceAsOf: CalendarDay?
        public let unitName: String
        public let household: String?
        public let post: String?
        /// Cut short; the whole address is shown only with a reason.
        public let address: String?
        public let joinedOn: CalendarDay
        public let history: [Entry]

        /// Something that happened to him, and who did it.
        public struct Entry: Sendable {
            public let at: Instant
            public let account: String
            public let event: MemberEvent?
            public let action: String
        }
    }

    public func find(_ id: ID<Member>, _ occasion: Occasion) async throws -> Record {
        try await platform.database.read { transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewMembers, on: found.listed.unionPath)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let person = found.listed.member.person
            return Record(
                line: Line(found.listed, vocabulary), expiry: person.document.expiry,
                socialInsurance: person.socialInsurance, socialInsuranceAsOf: found.socialInsuranceAsOf,
                unitName: found.unitName, household: vocabulary.name(of: found.household, in: .household),
                post: vocabulary.name(of: found.post, in: .post), address: found.address.map(MemberRow.maskedAddress),
                joinedOn: found.joinedOn,
                history: try EventStore(transaction).history(of: .member, id.rawValue).map {
                    Record.Entry(
                        at: $0.at, account: $0.account, event: MemberEvent(rawValue: $0.action), action: $0.action)
                })
        }
    }

    // MARK: Filters by name and number

    private static let list = "members"

    /// Keeps what must not stand in an address and gives the token that may.
    public func keep(_ filter: MemberFilter, _ occasion: Occasion) async throws -> String {
        try occasion.actor.authority.require(.viewMembers, on: occasion.actor.path)
        let kept = KeptFilter(name: filter.name, document: filter.document, phone: filter.phone?.text)
        let text = String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
        let token = Token.random().text
        try await platform.database.write { [platform] transaction in
            try SavedFilterStore(transaction, platform.seal).save(
                text, token: token, list: Self.list, for: occasion.actor.account, at: occasion.now)
        }
        return token
    }

    /// The kept parts of a filter; nil for a token that is not this account's or has grown old.
    public func kept(_ token: String, _ occasion: Occasion) async throws -> MemberFilter? {
        let text = try await platform.database.read { [platform] transaction in
            try SavedFilterStore(transaction, platform.seal).find(
                token, list: Self.list, for: occasion.actor.account)
        }
        guard let text else { return nil }
        let kept = try JSONDecoder().decode(KeptFilter.self, from: Data(text.utf8))
        var filter = MemberFilter()
        filter.name = kept.name
        filter.document = kept.document
        filter.phone = kept.phone.flatMap { MemberFilter.PhoneCondition($0) }
        return filter
    }

    private struct KeptFilter: Codable {
        let name: String?
        let document: String?
        let phone: String?
    }
}
