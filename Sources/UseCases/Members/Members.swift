import DatabaseKit
public import Domain
import Store
import Wording

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
        public let flexibleKind: String?
        public let household: String?
        public let post: String?
        public let socialInsurance: SocialInsuranceStatus
        public let joinedOn: CalendarDay
        /// Since when and why he is a member no more; his telephone number is no longer told then.
        public let left: FormerMembership?

        init(_ listed: MemberListStore.Listed, _ vocabulary: Vocabulary) {
            let (member, person) = (listed.member, listed.member.person)
            id = member.id
            number = member.number
            name = person.name
            documentType = person.document.type
            document = person.document.masked
            phone = listed.left == nil ? person.phone?.masked ?? "" : ""
            sex = person.sex
            unionName = listed.unionName
            unionCode = listed.unionCode
            workplace = member.workplace
            label = vocabulary.name(of: member.label, in: .label)
            source = member.source
            electronicCard = listed.electronicCard
            note = member.note
            category = member.category
            flexibleKind = vocabulary.name(of: listed.flexibleKind, in: .flexibleKind)
            household = vocabulary.name(of: listed.household, in: .household)
            post = vocabulary.name(of: listed.post, in: .post)
            socialInsurance = person.socialInsurance
            joinedOn = listed.joinedOn
            left = listed.left
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let count: BoundedCount
        /// Whether the people were looked for; a name of one character is not looked for in a district or the city.
        public let answer: Answer
        public let page: ListPage
        /// The unions beside the list, the one that is listed among them.
        public let tree: Tree
        /// The words that the filters offer.
        public let words: Vocabulary
        /// The columns that the account sees.
        public let columns: Set<MemberListColumn>
        public let namedFilters: [NamedFilter]
        /// What is asked about the members of the page and not decided.
        public let pending: [ID<Member>: PendingRequests]
        /// Of a filter by a number that a newer document has replaced.
        public let replacement: Replacement?

        public enum Answer: Sendable {
            case given, nameTooShort
        }
    }

    /// What has replaced a document that was looked for; the number is masked.
    public struct Replacement: Sendable {
        public let on: CalendarDay?
        public let present: String
    }

    /// A page of the members of a union and all under it.
    ///
    /// - Parameters:
    ///   - union: nil for the actor's own.
    ///   - sought: the unions that are looked for in the tree beside it; nil for those directly below.
    public func list(
        _ filter: MemberFilter, under union: ID<Union>? = nil, seeking sought: String? = nil, page: ListPage,
        _ occasion: Occasion
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
            let listed = try store.list(filter, in: scope, page: page)
            return List(
                lines: listed.map { Line($0, vocabulary) }, count: count,
                answer: MemberListStore.answers(filter, in: scope) ? .given : .nameTooShort,
                page: page,
                tree: try tree(top, seeking: sought, occasion, transaction), words: vocabulary,
                columns: try chosenColumns(occasion, transaction), namedFilters: try named(occasion, transaction),
                pending: try PendingStore(transaction).find(
                    ofEach: listed.map { (id: $0.member.id, person: $0.member.person.id) }),
                replacement: try filter.document.flatMap { number in
                    try PersonStore(transaction, platform.seal).replacement(
                        of: number, among: listed.map(\.member.person.id))
                }.map { Replacement(on: $0.on, present: "\($0.present.type.wording) \($0.present.masked)") })
        }
    }

    /// One member with all that is known, and what happened to him.
    public struct Record: Sendable {
        public let line: Line
        public let expiry: IdentityDocument.Expiry?
        public let socialInsuranceAsOf: CalendarDay?
        public let unitName: String
        /// Cut short; the whole address is shown only with a reason.
        public let address: String?
        /// What is asked about the membership and not decided.
        public let pending: PendingRequests
        /// What he was covered by through the unions that the account looks after.
        public let coverages: [Coverage]
        public let history: [Entry]

        /// Something that happened to him, and who did it.
        public struct Entry: Sendable {
            public let at: Instant
            public let account: String
            public let event: MemberEvent?
            public let action: String
            /// What was changed, fit to be shown.
            public let changes: [Change]
            /// Why whole numbers were looked at.
            public let reason: DisclosureReason?
        }

        /// One field as it was and as it is, numbers masked; nil for nothing.
        public struct Change: Sendable {
            public let field: MemberField
            public let before: String?
            public let after: String?
        }
    }

    /// - Parameter id: of a membership, which may have ended: what it was serves queries of coverage.
    public func find(_ id: ID<Member>, _ occasion: Occasion) async throws -> Record {
        try await platform.database.read { transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(id, .ended) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.viewMembers, on: found.listed.unionPath)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let person = found.listed.member.person
            let authority = occasion.actor.authority
            return Record(
                line: Line(found.listed, vocabulary), expiry: person.document.expiry,
                socialInsuranceAsOf: found.socialInsuranceAsOf, unitName: found.unitName,
                address: found.address.map(MemberRow.maskedAddress),
                pending: try PendingStore(transaction).find(of: id),
                coverages: authority.includes(.viewCoverage)
                    ? try CoverageStore(transaction, platform.seal).list(
                        of: person.id, in: authority.scope(for: .viewCoverage)) : [],
                history: try history(of: id, vocabulary, transaction))
        }
    }

    private func history(
        of id: ID<Member>, _ vocabulary: Vocabulary, _ transaction: any Transaction
    ) throws -> [Record.Entry] {
        let events = try EventStore(transaction).history(of: .member, id.rawValue)
        let changes = try MemberChangeStore(transaction, platform.seal).changes(of: events.map(\.id))
        return events.map { event in
            Record.Entry(
                at: event.at, account: event.account, event: MemberEvent(rawValue: event.action),
                action: event.action,
                changes: (changes[event.id] ?? []).map { change in
                    Record.Change(
                        field: change.field, before: change.before.map { vocabulary.shown($0, of: change.field) },
                        after: change.after.map { vocabulary.shown($0, of: change.field) })
                }, reason: event.detail.flatMap(DisclosureReason.init))
        }
    }
}

extension Vocabulary {
    /// A stored value in the words of a page, numbers masked.
    fileprivate func shown(_ value: String, of field: MemberField) -> String {
        switch field {
        case .sex: Sex(rawValue: value)?.wording ?? value
        case .document:
            IdentityDocument(changeText: value).map { "\($0.type.wording) \($0.masked)" } ?? field.masked(value)
        case .documentExpiry: IdentityDocument.Expiry(rawValue: value)?.wording ?? value
        case .flexibleKind: name(of: value, in: .flexibleKind) ?? value
        case .label: name(of: value, in: .label) ?? value
        case .household: name(of: value, in: .household) ?? value
        case .post: name(of: value, in: .post) ?? value
        case .name, .phone, .workplace, .address, .note: field.masked(value)
        }
    }
}
