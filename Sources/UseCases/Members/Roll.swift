import Domain
import Store

/// The roll of a union, held by blind index while a roster is read past it.
///
/// One scan of the roll answers for all rows that say what the platform says, so only those that say otherwise are
/// looked up again.
struct Roll: Sendable {
    private var members: [Held] = []
    private var documents: [DocumentIndex: (position: Int, known: PersonStore.Known)] = [:]
    private let placement: Placement
    /// Rows of people who are not on the roll, or whose number cannot be read, by name.
    private var strangers: [String: Int] = [:]

    struct Held: Sendable {
        let member: ID<Member>
        let version: Int
        let name: String
        let particulars: MemberStore.Particulars
        let address: [UInt8]?
        /// The first row that names him.
        var row: Int?
    }

    init(placement: Placement) {
        self.placement = placement
    }

    /// Takes the next entry of the roll.
    mutating func take(_ entry: RollStore.Entry) {
        if members.last?.member != entry.member {
            members.append(
                Held(
                    member: entry.member, version: entry.version, name: entry.known.name,
                    particulars: entry.particulars, address: entry.address))
        }
        documents[entry.documentIndex] = (members.count - 1, entry.known)
    }

    // MARK: Reading past it

    enum Meeting {
        /// The row says of a member what the platform says.
        case same
        /// The row has to be looked at closely; a second row of one person says which was the first.
        case other(PreparedRow)
    }

    mutating func meet(_ prepared: PreparedRow, _ seal: any FieldSealing) throws -> Meeting {
        let judged = prepared.judged
        let row = judged.row.number
        guard let entry = judged.entry, let indexes = prepared.indexes else {
            // A row that is kept out still names its person, who must not be taken for one that has left.
            if !name(judged.row, seal) { strangers[judged.row[.name].text] = row }
            return .other(prepared)
        }
        guard let (position, known) = documents[indexes.document] else {
            strangers[entry.name] = row
            return .other(prepared)
        }
        if let first = members[position].row {
            return .other(prepared.with([.documentRepeatedInFile(firstRow: first)]))
        }
        members[position].row = row
        return try isSame(entry, indexes, known, members[position], seal) ? .same : .other(prepared)
    }

    private mutating func name(_ row: MemberRow, _ seal: any FieldSealing) -> Bool {
        let number = row[.documentNumber].text
        guard !number.isEmpty else { return false }
        for candidate in DocumentIndex.candidates(for: number, seal) {
            guard let (position, _) = documents[candidate] else { continue }
            members[position].row = members[position].row ?? row.number
            return true
        }
        return false
    }

    private func isSame(
        _ entry: MemberEntry, _ indexes: PersonStore.Indexes, _ known: PersonStore.Known, _ held: Held,
        _ seal: any FieldSealing
    ) throws -> Bool {
        guard known.name == entry.name, known.sex == entry.sex, !changesExpiry(entry, known),
            known.phoneIndex == indexes.phone
        else { return false }
        var before = held.particulars
        // An empty cell takes nothing away, so the address is opened only to be compared.
        if entry.address != nil, let address = held.address {
            before.address = try seal.open(address, in: .address, row: held.member.rawValue)
        }
        return placement.particulars(entry, before: before) == before
    }

    // MARK: Who was not met

    /// The members whom no row names, in the order in which they joined.
    ///
    /// - Parameter last: the member after whom they begin, and his place; nil for all.
    func missing(after last: (member: ID<Member>, position: Int)?) -> [ComparisonLineStore.Draft] {
        let absent = members.filter { held in
            held.row == nil && held.member.rawValue > last?.member.rawValue ?? .min
        }
        return absent.enumerated().map { offset, held in
            ComparisonLineStore.Draft(
                .missing, position: (last?.position ?? 0) + offset + 1, outcome: nil, member: held.member,
                memberVersion: held.version, namesakeRow: strangers[held.name])
        }
    }
}

/// Where a row puts somebody who is a member of the union already.
struct Placement: Sendable {
    let target: ImportTarget
    let extent: ComparisonExtent

    /// The part of the roll that a roster of this extent names completely; nil when nobody has joined the unit yet.
    var part: RollStore.Part? {
        switch extent {
        case .wholeUnion: .wholeUnion
        case .unit: target.unit.map { .unit($0.id, target.category, flexibleKind: target.flexibleKind) }
        }
    }

    func particulars(_ entry: MemberEntry, before: MemberStore.Particulars) -> MemberStore.Particulars {
        var after = target.particulars(entry, before: before)
        guard extent == .wholeUnion else { return after }
        // A list of the whole union does not say which unit anybody belongs to.
        after.unit = before.unit
        after.enterprise = before.enterprise
        after.category = before.category
        after.flexibleKind = before.flexibleKind
        after.workplace = entry.workplace ?? before.workplace
        return after
    }
}
