/// What a row does, and what is to be said of it.
public struct OrganisationVerdict: Hashable, Sendable {
    public let row: Int
    /// Whom the row is about, as the file calls it, or as it is called here.
    public let name: String
    public let outcome: Outcome
    /// Why it fails; of a row that does not, what should be looked at.
    public let remarks: [OrganisationRemark]
    /// What is written; nil for a row that writes nothing.
    public let deed: Deed?

    public enum Outcome: String, Hashable, Sendable, CaseIterable, Codable {
        case failed, added, changed, unchanged
    }

    public enum Deed: Hashable, Sendable {
        case found(OrganisationParticulars, UnionKind, under: Union)
        case amend(Union, from: OrganisationParticulars, to: OrganisationParticulars)
        case addEnterprise(OrganisationParticulars, to: Union)
        case amendEnterprise(Enterprise, of: Union, from: OrganisationParticulars, to: OrganisationParticulars)

        /// Which particulars a row changes, from and to.
        public var changes: [UnionChange] {
            switch self {
            case .found, .addEnterprise: []
            case .amend(_, let before, let after), .amendEnterprise(_, _, let before, let after):
                UnionChange.changes(from: before, to: after)
            }
        }
    }

    public init(
        row: Int, name: String, _ outcome: Outcome, _ remarks: [OrganisationRemark] = [], _ deed: Deed? = nil
    ) {
        (self.row, self.name, self.outcome) = (row, name, outcome)
        (self.remarks, self.deed) = (remarks, deed)
    }
}

/// Something to be said of one cell of a row.
public struct OrganisationRemark: Hashable, Sendable {
    public let column: OrganisationColumn
    public let fault: OrganisationFault

    public init(_ column: OrganisationColumn, _ fault: OrganisationFault) {
        (self.column, self.fault) = (column, fault)
    }
}

public enum OrganisationFault: Hashable, Sendable {
    /// What the forms of 修改信息, 新建组织 and 添加企业信息 refuse too.
    case particular(OrganisationProblem)
    /// No union of the scope has the number; whether another has it is not said.
    case codeUnknown
    /// A numeric cell has lost digits.
    case destroyed
    case kindUnknown
    /// The union is of another kind, which no import changes.
    case kindDiffers(UnionKind)
    case superiorMissing
    case superiorUnknown
    case superiorAmbiguous
    /// The number and the name of the superior are not of one union.
    case superiorNamesDiffer(String)
    /// The union stands under another one, which 转移组织 changes.
    case superiorDiffers(String)
    /// Another row of the file is to found the superior.
    case superiorIsNew
    case misplaced(UnionKind, under: UnionKind)
    /// 临时工会 takes none.
    case superiorFixed
    /// An earlier row is about the same.
    case repeated(row: Int)
    case creditRepeated(row: Int)
    case wordUnknown
    /// Another request about the union waits.
    case requestOpen
    /// The enterprise belongs to another union of the scope.
    case enterpriseElsewhere(String)
    /// The union's kind has no enterprises.
    case notEmployer
    /// A committee has one enterprise.
    case noRoom

    /// The same was asked for before and waits for the superior; nothing is asked again.
    case awaitsReview
    /// A check does not fit; the code is kept with the reason that the row gives.
    case checkKept

    /// What has to be done about it; nil for what only wants a look.
    public var repair: OrganisationRepair? {
        switch self {
        case .particular(.missing), .superiorMissing: .fillIn
        case .particular(.tooLong): .shorten
        case .particular(.codeShape), .particular(.codeOfAnotherDistrict), .particular(.codeTaken), .codeUnknown:
            .correctNumber
        case .particular(.credit), .particular(.creditTaken): .correctCredit
        case .particular(.creditCheck): .giveReason
        case .particular(.phone): .correctPhone
        case .destroyed: .typeAsText
        case .kindUnknown, .wordUnknown: .chooseFromList
        case .kindDiffers, .superiorDiffers, .enterpriseElsewhere: .useOtherAct
        case .superiorUnknown, .superiorAmbiguous, .superiorNamesDiffer, .misplaced, .superiorFixed, .notEmployer,
            .noRoom:
            .correctSuperior
        case .superiorIsNew, .requestOpen: .awaitReview
        case .particular(.nameTaken), .particular(.nameAsked): .correctName
        case .repeated, .creditRepeated: .keepOneRow
        case .awaitsReview, .checkKept: nil
        }
    }
}

/// What is to be done with rows, which are grouped by it.
public enum OrganisationRepair: String, Hashable, Sendable, CaseIterable {
    case fillIn = "fill-in"
    case shorten
    case chooseFromList = "choose-from-list"
    case correctSuperior = "correct-superior"
    case correctNumber = "correct-number"
    case correctCredit = "correct-credit"
    case giveReason = "give-reason"
    case typeAsText = "type-as-text"
    case correctPhone = "correct-phone"
    case correctName = "correct-name"
    case keepOneRow = "keep-one-row"
    case awaitReview = "await-review"
    case useOtherAct = "use-other-act"
}

/// Why a list is not applied; nothing of it is written.
public enum OrganisationSheetRefusal: Error, Hashable, Sendable {
    /// The rows do something else by now than was shown.
    case changed(shown: Int, now: Int)
    case tooMany(limit: Int)
    /// Columns without which no row says what it is about.
    case columnsMissing
}

/// Why nothing is taken out.
public enum OrganisationExportRefusal: Error, Hashable, Sendable {
    case nothing
    case tooMany(limit: Int)
}
