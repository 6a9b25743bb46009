public import DatabaseKit
public import Domain

/// Memberships: looked up for many people at once, added and changed.
public struct MemberStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// What a membership says besides person and union.
    public struct Particulars: Hashable, Sendable {
        public var unit: ID<EnrollingUnit>
        public var enterprise: ID<Enterprise>?
        public var category: MemberCategory
        /// Code of the dictionary; only flexible members have one.
        public var flexibleKind: String?
        public var workplace: String
        public var label: String?
        public var household: String?
        public var post: String?
        public var address: String?

        public init(
            unit: ID<EnrollingUnit>, enterprise: ID<Enterprise>?, category: MemberCategory,
            flexibleKind: String? = nil, workplace: String, label: String? = nil, household: String? = nil,
            post: String? = nil, address: String? = nil
        ) {
            self.unit = unit
            self.enterprise = enterprise
            self.category = category
            self.flexibleKind = flexibleKind
            self.workplace = workplace
            self.label = label
            self.household = household
            self.post = post
            self.address = address
        }
    }

    /// A membership that has not ended.
    public struct Open: Sendable {
        public let id: ID<Member>
        public let person: ID<Person>
        public let union: ID<Union>
        public let path: UnionPath
        public let kind: UnionKind
        public let standing: Union.Standing
        public let superior: ID<Union>?
        public let particulars: Particulars
        public let version: Int
    }

    /// Whom of the people the union has had: their memberships there have ended.
    public func former(of people: [ID<Person>], in union: ID<Union>) throws -> Set<ID<Person>> {
        var former: Set<ID<Person>> = []
        for part in people.inParts {
            // The union is looked at here, so that people are looked up and not all who have left the union.
            try transaction.forEach(
                "SELECT person_id, union_id FROM member WHERE person_id IN \(list: part) AND left_on IS NOT NULL"
            ) { row in
                if try row.get(1) as ID<Union> == union { former.insert(try row.get(0)) }
            }
        }
        return former
    }

    /// The open memberships of the people, in any union, without addresses.
    public func open(of people: [ID<Person>]) throws -> [ID<Person>: [Open]] {
        var memberships: [ID<Person>: [Open]] = [:]
        for part in people.inParts {
            memberships.merge(try open(of: Array(part), openingAddressesOf: ID(0))) { $0 + $1 }
        }
        return memberships
    }

    /// The open memberships of the people, in any union; addresses are opened only for members of `union`.
    public func open(of people: [ID<Person>], openingAddressesOf union: ID<Union>) throws -> [ID<Person>: [Open]] {
        guard !people.isEmpty else { return [:] }
        var memberships: [ID<Person>: [Open]] = [:]
        try transaction.forEach(
            """
            SELECT m.id, m.person_id, m.union_id, u.path, m.unit_id, m.enterprise_id, m.category, m.workplace,
                m.label, m.household, m.post, m.address_sealed, m.version, m.flexible_kind, u.kind,
                u.standing, u.parent_id
            FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.person_id IN \(list: people) AND m.left_on IS NULL
            """
        ) { row in
            let id: ID<Member> = try row.get(0)
            let memberUnion: ID<Union> = try row.get(2)
            let sealed: [UInt8]? = memberUnion == union ? try row.get(11) : nil
            let particulars = Particulars(
                unit: try row.get(4), enterprise: try row.get(5), category: try row.get(6),
                flexibleKind: try row.get(13), workplace: try row.get(7), label: try row.get(8),
                household: try row.get(9), post: try row.get(10),
                address: try sealed.map { try seal.open($0, in: .address, row: id.rawValue) })
            let person: ID<Person> = try row.get(1)
            memberships[person, default: []].append(
                Open(
                    id: id, person: person, union: memberUnion, path: try row.get(3), kind: try row.get(14),
                    standing: try row.get(15), superior: try row.get(16), particulars: particulars,
                    version: try row.get(12)))
        }
        return memberships
    }

    // MARK: Writing

    /// Numbers for so many new members (会员编号): twelve digits, given once, never used again.
    ///
    /// They are taken with one statement, so that a long import does not ask the series for each of its rows.
    public func takeNumbers(_ count: Int) throws -> [String] {
        guard count > 0 else { return [] }
        let row = try transaction.first(
            """
            INSERT INTO number_series (name, next) VALUES ('member', \(count + 1))
            ON CONFLICT (name) DO UPDATE SET next = number_series.next + \(count)
            RETURNING next
            """)
        guard let row else { throw DatabaseError.unexpectedValue(column: "number_series.next") }
        let end: Int64 = try row.get(0)
        return (0..<Int64(count)).map { String(Self.firstNumber + end - Int64(count) + $0) }
    }

    private static let firstNumber: Int64 = 100_000_000_000

    /// A membership to be added with others.
    public struct Joining: Sendable {
        public let number: String
        public let person: ID<Person>
        public let union: ID<Union>
        public let particulars: Particulars

        public init(number: String, person: ID<Person>, union: ID<Union>, particulars: Particulars) {
            self.number = number
            self.person = person
            self.union = union
            self.particulars = particulars
        }
    }

    /// Adds memberships; their keys in the same order.
    public func insert(_ joining: [Joining], source: MemberSource, joinedOn: CalendarDay) throws -> [ID<Member>] {
        guard !joining.isEmpty else { return [] }
        var members = Insertion(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, enterprise_id, category, flexible_kind,
                workplace, label, household, post, address_sealed, address_characters, address_chinese, source,
                joined_on)
            """, columns: 17)
        members.reserve(joining.count)
        let keyed = try joining.map { (id: try transaction.newID(Member.self), address: $0.particulars.address) }
        let addresses = try keyed.mapConcurrently { [seal] in try Self.sealed($0.address, of: $0.id, seal) }
        for (one, (key, address)) in zip(joining, zip(keyed, addresses)) {
            let particulars = one.particulars
            let length = particulars.address.map(AddressLength.init)
            members.append(
                key.id, one.number, one.person, one.union, particulars.unit, particulars.enterprise,
                particulars.category, particulars.flexibleKind, particulars.workplace, particulars.label,
                particulars.household, particulars.post, address, length?.characters, length?.chinese, source, joinedOn)
        }
        try transaction.insert(members)
        try MemberTallyStore(transaction).add(joining)
        try MemberDayStore(transaction).add(joining, source: source, on: joinedOn)
        try keepWorkplaces(joining.map { (union: $0.union, name: $0.particulars.workplace) })
        return keyed.map(\.id)
    }

    /// What a membership says from now on.
    public struct Update: Sendable {
        let member: Open
        let particulars: Particulars

        /// - Parameter member: as it was looked at.
        public init(_ member: Open, to particulars: Particulars) {
            (self.member, self.particulars) = (member, particulars)
        }

        /// Whether he is counted elsewhere from now on.
        var changesCounts: Bool {
            member.particulars.category != particulars.category || member.particulars.unit != particulars.unit
                || member.particulars.flexibleKind != particulars.flexibleKind
        }
    }

    /// Changes memberships, each by the same prepared statement.
    ///
    /// - Throws: `StaleVersion` when one of them has changed or ended meanwhile.
    public func update(_ updates: [Update]) throws {
        try MemberTallyStore(transaction).changing(updates.filter(\.changesCounts).map(\.member.id)) {
            try write(updates)
        }
        try keepWorkplaces(
            updates.filter { $0.particulars.workplace != $0.member.particulars.workplace }.map {
                (union: $0.member.union, name: $0.particulars.workplace)
            })
    }

    private func write(_ updates: [Update]) throws {
        let statements = try updates.map { update -> SQL in
            let particulars = update.particulars
            let length = particulars.address.map(AddressLength.init)
            return """
                UPDATE member SET unit_id = \(particulars.unit), enterprise_id = \(particulars.enterprise),
                    category = \(particulars.category), flexible_kind = \(particulars.flexibleKind),
                    workplace = \(particulars.workplace), label = \(particulars.label),
                    household = \(particulars.household), post = \(particulars.post),
                    address_sealed = \(try Self.sealed(particulars.address, of: update.member.id, seal)),
                    address_characters = \(length?.characters), address_chinese = \(length?.chinese),
                    version = version + 1
                WHERE id = \(update.member.id) AND version = \(update.member.version) AND left_on IS NULL
                """
        }
        guard try transaction.executeMany(statements) == updates.count else { throw StaleVersion() }
    }

    private func keepWorkplaces(_ placed: [(union: ID<Union>, name: String)]) throws {
        for (union, names) in Dictionary(grouping: placed, by: \.union).sorted(by: { $0.key < $1.key }) {
            try WorkplaceStore(transaction).keep(Set(names.map(\.name)), of: union)
        }
    }

    private static func sealed(
        _ address: String?, of member: ID<Member>, _ seal: any FieldSealing
    ) throws -> [UInt8]? {
        try address.map { try seal.seal($0, in: .address, row: member.rawValue) }
    }
}
