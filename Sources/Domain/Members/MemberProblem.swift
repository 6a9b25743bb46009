/// What is wrong with one cell, or worth a look.
public enum MemberProblem: Hashable, Sendable, Codable {
    case missing(MemberColumn)
    case tooLong(MemberColumn, limit: Int)
    /// A formula of the file ended in an error, such as #REF!, where free text belongs.
    case formulaError(MemberColumn)
    /// A formula of the file has no result in it, though it has one where the file is opened.
    case formulaUnsaved(MemberColumn)
    case nameUnreadable
    /// Words in brackets stand behind the name and would go in with it.
    case nameWithRemark
    case unknownDocumentType
    case number(IdentityNumberProblem)
    case damagedNumber(NumberDamage)
    /// The number is good, but will be entered in its proper writing.
    case numberRewritten([NormalisedNumber.Change])
    case documentRepeatedInFile(firstRow: Int)
    case phoneMalformed
    /// Two numbers or more in one cell.
    case severalPhones
    case phoneDamaged
    case phoneRepeatedInFile(otherRow: Int)
    case phoneOfAnotherMember
    case phoneOfAnotherUnion
    case unknownSex
    case sexAgainstNumber(Sex)
    case unionCodeOfAnotherUnion(expected: String)
    case unionNameDiffers(expected: String)
    case unknownLabel
    case unknownHousehold
    case unknownPost
    case addressTooShort(AddressRule)
    case expiryUnreadable
    case expiryAgainstAge
    case expired
    /// The city knows the document under another name.
    case nameDiffersFromRegister
    /// The union knows the document under this other name, and the row would change it.
    case nameWouldChange(from: String)
    /// The person has been asked for before, and the other union has not answered yet.
    case openTransfer
    case memberOfAnotherUnion
    /// The person has a newer document; the day on which it replaced this one, where it is known.
    case documentReplaced(on: CalendarDay?)

    /// Whether the row may still go in.
    public var severity: Severity {
        switch self {
        case .missing, .tooLong, .formulaError, .formulaUnsaved, .severalPhones, .unknownDocumentType, .number,
            .damagedNumber, .phoneMalformed,
            .phoneDamaged,
            .phoneRepeatedInFile, .phoneOfAnotherMember, .documentRepeatedInFile, .unknownSex, .sexAgainstNumber,
            .unionCodeOfAnotherUnion, .unknownLabel, .unknownHousehold, .unknownPost, .expiryUnreadable,
            .nameUnreadable, .nameDiffersFromRegister:
            .error
        case .numberRewritten, .nameWithRemark, .phoneOfAnotherUnion, .unionNameDiffers, .addressTooShort,
            .expiryAgainstAge, .expired,
            .openTransfer, .memberOfAnotherUnion, .nameWouldChange, .documentReplaced:
            .warning
        }
    }

    /// Whether it comes from another row of the file.
    public var isOfFile: Bool {
        switch self {
        case .documentRepeatedInFile, .phoneRepeatedInFile: true
        case .missing, .tooLong, .formulaError, .formulaUnsaved, .nameUnreadable, .nameWithRemark, .severalPhones,
            .unknownDocumentType, .number, .damagedNumber,
            .numberRewritten,
            .phoneMalformed, .phoneDamaged, .phoneOfAnotherMember, .phoneOfAnotherUnion, .unknownSex,
            .sexAgainstNumber, .unionCodeOfAnotherUnion, .unionNameDiffers, .unknownLabel, .unknownHousehold,
            .unknownPost, .addressTooShort, .expiryUnreadable, .expiryAgainstAge, .expired, .nameDiffersFromRegister,
            .nameWouldChange, .openTransfer, .memberOfAnotherUnion, .documentReplaced:
            false
        }
    }

    public enum Severity: Hashable, Sendable {
        case error, warning
    }

    /// The column that the sentence stands beside.
    public var column: MemberColumn {
        switch self {
        case .missing(let column), .tooLong(let column, _), .formulaError(let column), .formulaUnsaved(let column):
            column
        case .unknownDocumentType: .documentType
        case .number, .damagedNumber, .numberRewritten, .documentRepeatedInFile, .openTransfer, .memberOfAnotherUnion,
            .documentReplaced:
            .documentNumber
        case .phoneMalformed, .severalPhones, .phoneDamaged, .phoneRepeatedInFile, .phoneOfAnotherMember,
            .phoneOfAnotherUnion:
            .phone
        case .unknownSex, .sexAgainstNumber: .sex
        case .unionCodeOfAnotherUnion: .unionCode
        case .unionNameDiffers: .unionName
        case .unknownLabel: .label
        case .unknownHousehold: .household
        case .unknownPost: .post
        case .addressTooShort: .address
        case .expiryUnreadable, .expiryAgainstAge, .expired: .documentExpiry
        case .nameUnreadable, .nameWithRemark, .nameDiffersFromRegister, .nameWouldChange: .name
        }
    }

    /// Whether the row would rename a member.
    public var renames: Bool {
        if case .nameWouldChange = self { true } else { false }
    }

    /// What mends it; problems with the same repair are shown together.
    public var repair: Repair {
        switch self {
        case .missing(let column): column.isEssential ? .fillIn : .derive
        case .tooLong: .shorten
        case .formulaError: .replaceFormula
        case .formulaUnsaved: .saveFormulas
        case .nameWithRemark: .checkRemark
        case .nameUnreadable, .nameDiffersFromRegister: .checkName
        case .nameWouldChange: .chooseName
        case .unknownDocumentType: .chooseDocumentType
        case .damagedNumber(let damage):
            switch damage.repair {
            case .typeAgainAsText: .typeNumberAgain
            case .replaceLetters: .replaceLetters
            case .joinDigits: .joinDigits
            case .takeFromPresentCard: .takeNumberFromCard
            }
        case .number: .checkNumber
        case .numberRewritten: .checkWriting
        case .documentReplaced: .useNewDocument
        case .documentRepeatedInFile: .keepOneRow
        case .phoneMalformed, .severalPhones, .phoneDamaged: .correctPhone
        case .phoneRepeatedInFile, .phoneOfAnotherMember: .giveOwnPhone
        case .phoneOfAnotherUnion: .checkPhone
        case .unknownSex, .sexAgainstNumber: .correctSex
        case .unionCodeOfAnotherUnion: .correctUnionCode
        case .unionNameDiffers: .checkUnionName
        case .unknownLabel, .unknownHousehold, .unknownPost: .chooseFromList
        case .addressTooShort: .completeAddress
        case .expiryUnreadable: .correctExpiry
        case .expiryAgainstAge, .expired: .checkExpiry
        case .openTransfer, .memberOfAnotherUnion: .awaitTransfer
        }
    }

    /// The acts that mend rows, in the order in which they are shown: errors first.
    public enum Repair: String, Hashable, Sendable, CaseIterable, Codable {
        case fillIn = "fill-in"
        /// Fill in what number and union tell.
        case derive
        case typeNumberAgain = "type-number-again"
        case replaceLetters = "replace-letters"
        case joinDigits = "join-digits"
        case takeNumberFromCard = "take-number-from-card"
        case checkNumber = "check-number"
        case chooseDocumentType = "choose-document-type"
        case keepOneRow = "keep-one-row"
        case correctPhone = "correct-phone"
        case giveOwnPhone = "give-own-phone"
        case correctSex = "correct-sex"
        case checkName = "check-name"
        case correctUnionCode = "correct-union-code"
        case chooseFromList = "choose-from-list"
        case correctExpiry = "correct-expiry"
        case shorten
        case replaceFormula = "replace-formula"
        /// Open the file in a spreadsheet, save it and bring it again.
        case saveFormulas = "save-formulas"
        /// Say whether the member is renamed.
        case chooseName = "choose-name"
        case checkRemark = "check-remark"
        case checkWriting = "check-writing"
        case useNewDocument = "use-new-document"
        case checkPhone = "check-phone"
        case checkUnionName = "check-union-name"
        case completeAddress = "complete-address"
        case checkExpiry = "check-expiry"
        case awaitTransfer = "await-transfer"
    }
}
