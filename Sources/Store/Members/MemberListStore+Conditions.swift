import DatabaseKit
import Domain

/// The statements of the list: from the unions down, or from the people up when the filter names them.
///
/// Without statistics SQLite cannot tell which of the two is short, so the order is written down: `CROSS JOIN` keeps it
/// there and means nothing to PostgreSQL, which has statistics.
extension MemberListStore {
    func counting(_ filter: MemberFilter, in scope: UnionScope) -> SQL {
        """
        SELECT count(*) AS members FROM (SELECT m.id FROM \(tables(filter, scope))
            WHERE \(condition(filter, scope)) LIMIT \(Self.bound + 1)) AS found
        """
    }

    func listing(_ filter: MemberFilter, in scope: UnionScope, page: ListPage) -> SQL {
        "\(selecting(filter, in: scope, limit: page.size)) OFFSET \(page.offset)"
    }

    func selecting(_ filter: MemberFilter, in scope: UnionScope, limit: Int) -> SQL {
        """
        \(Self.columns) FROM \(tables(filter, scope)) CROSS JOIN identity_document d
        WHERE \(condition(filter, scope)) AND d.person_id = p.id AND d.standing = 'current'
        ORDER BY u.path, m.id LIMIT \(limit)
        """
    }

    func choosing(_ filter: MemberFilter, in scope: UnionScope, limit: Int) -> SQL {
        "SELECT m.id FROM \(tables(filter, scope)) WHERE \(condition(filter, scope)) ORDER BY m.id LIMIT \(limit)"
    }

    private func tables(_ filter: MemberFilter, _ scope: UnionScope) -> SQL {
        if let people = people(filter, scope) {
            return "(\(people)) AS named CROSS JOIN person p CROSS JOIN member m CROSS JOIN trade_union u"
        }
        if filter.selection != nil {
            return "member_selection s CROSS JOIN member m CROSS JOIN person p CROSS JOIN trade_union u"
        }
        if let pending = filter.pending, Self.isWide(scope) {
            return "(\(Self.asked(pending))) AS asked CROSS JOIN member m CROSS JOIN person p CROSS JOIN trade_union u"
        }
        return "trade_union u CROSS JOIN member m CROSS JOIN person p"
    }

    /// Members about whom something is asked: few in a city of any size.
    private static func asked(_ kind: PendingRequests.Kind) -> SQL {
        switch kind {
        case .transfer: "SELECT DISTINCT member_id AS id FROM membership_transfer WHERE status = 'open'"
        case .removal: "SELECT member_id AS id FROM removal_request WHERE status = 'open'"
        case .correction: "SELECT member_id AS id FROM own_request WHERE status = 'open' AND kind = 'correction'"
        }
    }

    private static func isAsked(_ kind: PendingRequests.Kind) -> SQL {
        switch kind {
        case .transfer:
            """
            EXISTS (SELECT 1 FROM membership_transfer q
                WHERE q.person_id = m.person_id AND q.member_id = m.id AND q.status = 'open')
            """
        case .removal: "EXISTS (SELECT 1 FROM removal_request q WHERE q.member_id = m.id AND q.status = 'open')"
        case .correction:
            """
            EXISTS (SELECT 1 FROM own_request q WHERE q.person_id = m.person_id AND q.member_id = m.id
                AND q.kind = 'correction' AND q.status = 'open')
            """
        }
    }

    /// The people whom the filter names so narrowly that looking them up first is short.
    func people(_ filter: MemberFilter, _ scope: UnionScope) -> SQL? {
        if let number = filter.document {
            let candidates = DocumentIndex.candidates(for: number, seal)
            return """
                SELECT DISTINCT person_id AS id FROM identity_document
                WHERE type IN \(list: Set(candidates.map(\.type))) AND number_index IN \(list: candidates.map(\.index))
                """
        }
        switch filter.phone {
        case .whole(let phone): return "SELECT id FROM person WHERE phone_index = \(index(of: phone))"
        case .tail(let digits): return "SELECT id FROM person WHERE phone_tail_index = \(index(ofTail: digits))"
        case nil: break
        }
        guard filter.selection == nil, Self.isWide(scope), let name = filter.name else { return nil }
        if let reading = ReadingCondition(name) {
            // One or two are not looked for here (`answers`).
            guard reading.letters.utf8.count > 2 else { return nil }
            // Not OR, for which SQLite may rather read the whole table.
            return SQL.joined(
                read(reading, "name_reading", "name_initials").map { "SELECT id FROM person WHERE \($0)" },
                separator: " UNION ")
        }
        guard name.count > 1 else { return nil }
        return SQL.joined(
            Self.nameParts.map { "SELECT id FROM person WHERE \(Self.begins($0, name))" }, separator: " UNION ")
    }

    /// A name from its first, second and third character on, each with its index.
    ///
    /// Behind a surname of one character or two the given name begins. The numbers stand in the text, as they do in the
    /// indexes.
    private static let nameParts: [SQL] = ["name", "substr(name, 2)", "substr(name, 3)"]

    /// Whether the subtree is a district or the city: more members than any name has bearers.
    static func isWide(_ scope: UnionScope) -> Bool { scope.path.depth <= 2 }

    func condition(_ filter: MemberFilter, _ scope: UnionScope) -> SQL {
        var parts: [SQL] = [scope.covers("u.path"), "m.union_id = u.id", "p.id = m.person_id", Self.stands(filter)]
        if people(filter, scope) != nil { parts.append("p.id = named.id") }
        if let name = filter.name {
            if let reading = ReadingCondition(name) {
                parts.append(
                    "(\(SQL.joined(read(reading, "p.name_reading", "p.name_initials"), separator: " OR ")))")
            } else {
                parts.append("p.name LIKE \(Self.containing(name)) ESCAPE '\\'")
            }
        }
        if let selection = filter.selection {
            parts.append(
                people(filter, scope) == nil
                    ? "s.token = \(selection) AND s.member_id = m.id"
                    : "m.id IN (SELECT member_id FROM member_selection WHERE token = \(selection))")
        }
        if let pending = filter.pending {
            let isFirst = people(filter, scope) == nil && filter.selection == nil && Self.isWide(scope)
            parts.append(isFirst ? "m.id = asked.id" : Self.isAsked(pending))
        }
        if let label = filter.label { parts.append("m.label = \(label) AND m.label IS NOT NULL") }
        if let household = filter.household {
            parts.append("m.household = \(household) AND m.household IS NOT NULL")
        }
        if let post = filter.post { parts.append("m.post = \(post) AND m.post IS NOT NULL") }
        if let kind = filter.flexibleKind {
            parts.append("m.flexible_kind = \(kind) AND m.category = 'flexible'")
        }
        if let union = filter.union {
            parts.append("(u.code = \(union) OR u.name LIKE \(Self.containing(union)) ESCAPE '\\')")
        }
        if let workplace = filter.workplace {
            parts.append(WorkplaceStore.has(part: workplace))
            parts.append("m.workplace LIKE \(Self.containing(workplace)) ESCAPE '\\'")
        }
        if let source = filter.source { parts.append(Self.isFrom(source)) }
        switch filter.electronicCard {
        case .active: parts.append("m.electronic_card = 'active'")
        case .inactive: parts.append("m.electronic_card = 'inactive'")
        case nil: break
        }
        if let category = filter.category { parts.append(Self.isOf(category)) }
        return SQL.joined(parts, separator: " AND ")
    }

    // MARK: Parts; constants stand in the text, so that partial indexes fit

    private static func stands(_ filter: MemberFilter) -> SQL {
        switch filter.standing {
        case .former: "m.left_on IS NOT NULL"
        case nil: "m.left_on IS NULL"
        }
    }

    private static func isFrom(_ source: MemberSource) -> SQL {
        switch source {
        case .batchImport: "m.source = 'batch-import'"
        case .single: "m.source = 'single'"
        case .scan: "m.source = 'scan'"
        case .transfer: "m.source = 'transfer'"
        }
    }

    private static func isOf(_ category: MemberCategory) -> SQL {
        switch category {
        case .enterprise: "m.category = 'enterprise'"
        case .outsideEnterprise: "m.category = 'outside-enterprise'"
        case .flexible: "m.category = 'flexible'"
        }
    }

    private func read(_ reading: ReadingCondition, _ whole: SQL, _ initials: SQL) -> [SQL] {
        var parts = [Self.begins(whole, reading.letters), Self.begins(initials, reading.letters)]
        if let letters = reading.initials {
            let pattern = reading.beginnings.joined(separator: "%") + "%"
            parts.append("(\(Self.begins(initials, letters)) AND \(whole) LIKE \(pattern))")
        }
        return parts
    }

    static func begins(_ column: SQL, _ text: String) -> SQL {
        "(\(column) >= \(text) AND \(column) < \(text + "\u{10FFFF}"))"
    }

    private func index(of phone: PhoneNumber) -> [UInt8] { seal.index(phone.rawValue, for: .phone) }

    private func index(ofTail digits: String) -> [UInt8] { seal.index(digits, for: .phoneTail) }

    static func containing(_ text: String) -> String {
        var pattern = "%"
        for character in text {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
