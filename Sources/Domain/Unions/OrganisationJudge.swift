/// What is known of the unions and enterprises that a file is about, looked up once for the whole file.
public struct KnownOrganisations: Sendable {
    /// Of the unions that the rows are about.
    public var particulars: [ID<Union>: OrganisationParticulars] = [:]
    /// By credit code; those of the subtree alone.
    public var enterprises: [String: KnownEnterprise] = [:]
    /// How many enterprises a union has.
    public var employers: [ID<Union>: Int] = [:]
    /// Whose a credit code is, in the whole city.
    public var holders: [String: [Holder]] = [:]
    /// 工会编号 that somebody has or had.
    public var takenNumbers: Set<String> = []
    /// Unions about which a request waits, with what it asks for if it is 修改信息.
    public var openRequests: [ID<Union>: OrganisationParticulars?] = [:]
    /// Where a new union has been asked for.
    public var openFoundings: Set<FederationIndex.Place> = []

    public init() {}

    public struct KnownEnterprise: Sendable {
        let enterprise: Enterprise
        let particulars: OrganisationParticulars

        public init(_ enterprise: Enterprise, _ particulars: OrganisationParticulars) {
            (self.enterprise, self.particulars) = (enterprise, particulars)
        }
    }

    public struct Holder: Sendable {
        let union: ID<Union>?
        let enterprise: ID<Enterprise>?
        /// By name within one's own scope only.
        let holder: OrganisationProblem.CodeHolder

        public init(
            union: ID<Union>? = nil, enterprise: ID<Enterprise>? = nil, _ holder: OrganisationProblem.CodeHolder
        ) {
            (self.union, self.enterprise, self.holder) = (union, enterprise, holder)
        }
    }
}

/// The words that a file may use.
public struct OrganisationFileWords: Sendable {
    let kinds: [String: UnionKind]
    let dictionaries: OrganisationWords

    public init(kinds: [String: UnionKind], _ dictionaries: OrganisationWords) {
        (self.kinds, self.dictionaries) = (kinds, dictionaries)
    }

    func kind(_ text: String) -> UnionKind? { kinds[text] }
}

/// Judges the rows of a file in their order: what each adds or changes, and why it cannot.
///
/// The same file again changes nothing: a union without a number is the one of its name under its superior, and what has
/// been asked for and waits is not asked for again.
public struct OrganisationJudge: Sendable {
    let subject: OrganisationSubject
    let index: FederationIndex
    let words: OrganisationFileWords
    /// The union whose account has uploaded the file.
    let home: Union
    /// Names that the file gives, one of which may be the superior that another row seeks.
    private let names: Set<String>
    public var known = KnownOrganisations()
    var unionRows: [ID<Union>: Int] = [:]
    var placeRows: [FederationIndex.Place: Int] = [:]
    var creditRows: [String: Int] = [:]
    var employers: [ID<Union>: Int] = [:]

    public init(
        _ subject: OrganisationSubject, _ index: FederationIndex, _ words: OrganisationFileWords, home: Union,
        names: Set<String>
    ) {
        (self.subject, self.index, self.words) = (subject, index, words)
        (self.home, self.names) = (home, names)
    }

    // MARK: Whom a row is about

    public enum Target: Hashable, Sendable {
        case known(Union)
        /// A new union, or an enterprise that may be new.
        case under(Union)
    }

    /// The number that a row gives its union.
    public static func number(of row: OrganisationRow) -> String {
        String(row.text(.code).filter { !$0.isWhitespace })
    }

    /// All 工会编号 that rows give, of unions and of their superiors.
    public static func numbers(in rows: [OrganisationRow]) -> Set<String> {
        Set(rows.flatMap { [number(of: $0), superiorNumber(of: $0)] }.filter { !$0.isEmpty })
    }

    /// All names that rows give, of unions and of their superiors.
    public static func names(in rows: [OrganisationRow]) -> Set<String> {
        // As they stand in the file, and as they would be kept.
        let names = rows.flatMap { [$0.text(.name), $0.text(.superiorName)] }
        let kept = names.map { OrganisationParticulars(name: $0).normalised.name }
        return Set(names + kept).subtracting([""])
    }

    private static func superiorNumber(of row: OrganisationRow) -> String {
        String(row.text(.superiorCode).filter { !$0.isWhitespace })
    }

    /// The credit code that a row gives, in its normal form.
    public static func credit(of row: OrganisationRow) -> String { CreditCode.normalise(row.text(.creditCode)).text }

    /// Whom a row is about, as far as the tree tells; for an enterprise nil where the row leaves its union open.
    public func target(of row: OrganisationRow) throws(OrganisationRemark) -> Target? {
        switch subject {
        case .unions: try unionTarget(of: row)
        case .enterprises: try superior(of: row).map { .under($0) }
        }
    }

    private func unionTarget(of row: OrganisationRow) throws(OrganisationRemark) -> Target {
        let number = Self.number(of: row)
        if let union = index.union(code: number) { return .known(union) }
        // The numbers of a district begin with six digits that somebody has to choose; all others are given here.
        guard number.isEmpty || words.kind(row.text(.kind))?.isDistrictLevel == true else {
            throw OrganisationRemark(.code, .codeUnknown)
        }
        let name = row.text(.name)
        guard !name.isEmpty else { throw OrganisationRemark(.name, .particular(.missing)) }
        guard let superior = try superior(of: row) else { throw OrganisationRemark(.superiorName, .superiorMissing) }
        if let union = index.union(at: FederationIndex.Place(superior.id, name)) { return .known(union) }
        guard index.contains(superior) else { throw OrganisationRemark(.superiorName, .superiorUnknown) }
        return .under(superior)
    }

    func superior(of row: OrganisationRow) throws(OrganisationRemark) -> Union? {
        let (code, name) = (Self.superiorNumber(of: row), row.text(.superiorName))
        do throws(OrganisationFault) {
            return try index.superior(code: code, name: name)
        } catch {
            let isNew = subject == .unions && error == .superiorUnknown && names.contains(name)
            throw OrganisationRemark(code.isEmpty ? .superiorName : .superiorCode, isNew ? .superiorIsNew : error)
        }
    }

    // MARK: Judging

    public mutating func judge(_ row: OrganisationRow) -> OrganisationVerdict {
        do throws(OrganisationRemark) {
            switch (subject, try target(of: row)) {
            case (.unions, .known(let union)?): return judge(row, of: union)
            case (.unions, .under(let superior)?): return judge(row, under: superior)
            case (.enterprises, .under(let union)?): return judgeEnterprise(row, at: union)
            case (.enterprises, _): return judgeEnterprise(row, at: nil)
            case (.unions, nil): return failed(row, [OrganisationRemark(.superiorName, .superiorMissing)])
            }
        } catch {
            return failed(row, [error])
        }
    }

    private mutating func judge(_ row: OrganisationRow, of union: Union) -> OrganisationVerdict {
        var faults = destroyed(in: row)
        if let former = unionRows[union.id] {
            faults.append(OrganisationRemark(.name, .repeated(row: former)))
        } else {
            unionRows[union.id] = row.number
        }
        let before = (known.particulars[union.id] ?? OrganisationParticulars(name: union.name, code: union.code))
            .normalised
        let after = row.filled(into: before)
        faults += misstated(row, of: union)
        faults += unknownWords(after, before)
        let isChanged = after != before
        if isChanged {
            faults += problems(OrganisationForm.union(numberPrefix: nil), after)
            faults += creditFaults(after, row, union: union.id)
            let place = FederationIndex.Place(union.parent, after.name)
            if after.name != before.name {
                if let other = index.union(at: place), other.id != union.id {
                    faults.append(OrganisationRemark(.name, .particular(.nameTaken)))
                } else if placeRows.updateValue(row.number, forKey: place) != nil {
                    faults.append(OrganisationRemark(.name, .particular(.nameTaken)))
                }
            }
        }
        guard faults.isEmpty else { return failed(row, faults, name: union.name) }
        guard isChanged else { return OrganisationVerdict(row: row.number, name: after.name, .unchanged) }
        if let open = known.openRequests[union.id] {
            guard open?.normalised == after else {
                return failed(row, [OrganisationRemark(.name, .requestOpen)], name: union.name)
            }
            return OrganisationVerdict(
                row: row.number, name: after.name, .unchanged, [OrganisationRemark(.name, .awaitsReview)])
        }
        return OrganisationVerdict(
            row: row.number, name: after.name, .changed, kept(after), .amend(union, from: before, to: after))
    }

    private mutating func judge(_ row: OrganisationRow, under superior: Union) -> OrganisationVerdict {
        var faults = destroyed(in: row)
        var particulars = row.filled(into: OrganisationParticulars())
        particulars.code = Self.number(of: row)
        let place = FederationIndex.Place(superior.id, particulars.name)
        if let former = placeRows[place] {
            faults.append(OrganisationRemark(.name, .repeated(row: former)))
        } else {
            placeRows[place] = row.number
        }
        let kind = words.kind(row.text(.kind))
        if let kind {
            if superior.role != .ordinary {
                faults.append(OrganisationRemark(.superiorName, .superiorFixed))
            } else if !superior.kind.children.contains(kind) {
                faults.append(OrganisationRemark(.kind, .misplaced(kind, under: superior.kind)))
            }
        } else {
            faults.append(
                OrganisationRemark(.kind, row.text(.kind).isEmpty ? .particular(.missing) : .kindUnknown))
        }
        faults += unknownWords(particulars, OrganisationParticulars())
        faults += problems(OrganisationForm.union(numberPrefix: nil), particulars)
        faults += numberFaults(particulars.code, kind)
        faults += creditFaults(particulars, row)
        guard let kind, faults.isEmpty else { return failed(row, faults) }
        guard !known.openFoundings.contains(place) else {
            return OrganisationVerdict(
                row: row.number, name: particulars.name, .unchanged, [OrganisationRemark(.name, .awaitsReview)])
        }
        return OrganisationVerdict(
            row: row.number, name: particulars.name, .added, kept(particulars),
            .found(particulars, kind, under: superior))
    }

    private mutating func judgeEnterprise(_ row: OrganisationRow, at union: Union?) -> OrganisationVerdict {
        var faults = destroyed(in: row)
        let credit = Self.credit(of: row)
        let found = known.enterprises[credit]
        let before = (found?.particulars ?? OrganisationParticulars()).normalised
        let after = row.filled(into: before)
        faults += unknownWords(after, before)
        if after != before || found == nil {
            faults += problems(.enterprise, after)
            faults += creditFaults(after, row, enterprise: found?.enterprise.id)
        } else {
            faults += repeatedCredit(after, row)
        }
        if let found {
            if let union, union.id != found.enterprise.union {
                let name = index.union(found.enterprise.union)?.name ?? ""
                faults.append(OrganisationRemark(.superiorName, .enterpriseElsewhere(name)))
            }
            guard faults.isEmpty, let owner = index.union(found.enterprise.union) else {
                return failed(row, faults, name: before.name)
            }
            guard after != before else { return OrganisationVerdict(row: row.number, name: before.name, .unchanged) }
            return OrganisationVerdict(
                row: row.number, name: after.name, .changed, kept(after),
                .amendEnterprise(found.enterprise, of: owner, from: before, to: after))
        }
        guard let employer = union ?? (home.kind.isBase ? home : nil) else {
            return failed(row, faults + [OrganisationRemark(.superiorName, .superiorMissing)])
        }
        faults += roomFaults(of: employer)
        guard faults.isEmpty else { return failed(row, faults) }
        employers[employer.id, default: 0] += 1
        return OrganisationVerdict(
            row: row.number, name: after.name, .added, kept(after), .addEnterprise(after, to: employer))
    }
}
