/// 更正申请: what a unit asks to be put right about a person of a list that is locked for good.
///
/// The list, its versions and its notices stay as they are; the correction stands beside them with a number of its own.
/// It goes from the unit to its district and from there to the centre. Who was forgotten is not added by a correction:
/// he is covered by 即时参保 (domain 5.7).
public struct EnrolmentCorrection: Hashable, Sendable {
    public let id: ID<EnrolmentCorrection>
    /// GZ + yyyymmdd + 4 digits.
    public let number: String
    public let kind: Kind
    public let coverage: ID<Coverage>
    /// The path of the union whose list it is.
    public let path: UnionPath
    public let requestedBy: ID<Account>?
    public let endorsedBy: ID<Account>?
    public private(set) var status: Status

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 更正姓名、证件
        case identity
        /// 移除误参保人员
        case removal
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// 待区局审核
        case submitted
        /// 待职保中心审核
        case endorsed
        case accepted, returned, withdrawn

        /// The workflow: what is decided is decided; whoever was returned asks anew.
        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.submitted, .endorse): .endorsed
            case (.submitted, .return), (.endorsed, .return): .returned
            case (.submitted, .withdraw): .withdrawn
            case (.endorsed, .accept): .accepted
            case (.submitted, .accept), (.endorsed, .endorse), (.endorsed, .withdraw),
                (.accepted, .endorse), (.accepted, .accept), (.accepted, .return), (.accepted, .withdraw),
                (.returned, .endorse), (.returned, .accept), (.returned, .return), (.returned, .withdraw),
                (.withdrawn, .endorse), (.withdrawn, .accept), (.withdrawn, .return), (.withdrawn, .withdraw):
                nil
            }
        }

        public var isOpen: Bool {
            switch self {
            case .submitted, .endorsed: true
            case .accepted, .returned, .withdrawn: false
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case endorse, accept, `return`, withdraw
    }

    public init(
        id: ID<EnrolmentCorrection>, number: String, kind: Kind, coverage: ID<Coverage>, path: UnionPath,
        requestedBy: ID<Account>?, endorsedBy: ID<Account>?, status: Status
    ) {
        (self.id, self.number, self.kind, self.coverage) = (id, number, kind, coverage)
        (self.path, self.requestedBy, self.endorsedBy, self.status) = (path, requestedBy, endorsedBy, status)
    }

    /// The event that begins its history; the commands are the others.
    public static let requested = "request"
    /// How many can be decided at once.
    public static let decisionLimit = 200
    /// Characters of a reason.
    public static let reasonLimit = 200

    /// Digits in a row that are no date, telephone or amount: notes are read by many, and are not kept sealed.
    static let digitLimit = 15

    /// Whether a text that is written freely holds what may be the number of a document or a card.
    ///
    /// Spaces within it do not hide it; full-width digits count.
    public static func holdsNumber(_ text: String) -> Bool {
        var run = 0
        for character in text {
            if character.isWholeNumber, character.wholeNumberValue.map({ $0 < 10 }) ?? false {
                run += 1
                if run >= digitLimit { return true }
            } else if !(character == " " || character == "\u{3000}") {
                run = 0
            }
        }
        return false
    }

    public static func number(on day: CalendarDay, serial: Int64) -> String {
        let text = String(serial)
        return "GZ" + day.compact + String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    /// Why the actor may not do this; nil when he may: the district looks first, then the centre, and nobody at what
    /// he has asked for or looked at himself; the unit withdraws as long as nobody has looked.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        switch command {
        case .withdraw:
            if let refusal = actor.authority.refusal(of: .askCorrections, on: path) { return refusal }
            return status.after(command) == nil ? .changedMeanwhile : nil
        case .endorse, .accept, .return:
            if let refusal = actor.authority.refusal(of: .decideCorrections, on: path) { return refusal }
            guard status.after(command) != nil else { return .changedMeanwhile }
            guard Self.decides(status, actor.kind) else { return .notAllowed(.decideCorrections, .level) }
            let isOwn = actor.account == requestedBy || actor.account == endorsedBy
            return isOwn ? .notAllowed(.decideCorrections, .ownWork) : nil
        }
    }

    /// Whose turn it is.
    private static func decides(_ status: Status, _ kind: UnionKind) -> Bool {
        switch status {
        case .submitted: kind.isDistrictLevel
        case .endorsed: kind == .cityFederation
        case .accepted, .returned, .withdrawn: false
        }
    }

    /// - Throws: what `refusal(of:by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// Which corrections are looked at.
public enum CorrectionPart: String, Hashable, Sendable, CaseIterable {
    /// Those whose turn is the actor's level.
    case waiting
    case underWay = "under-way"
    case closed
}

/// What corrections do to one list.
public struct CorrectionCounts: Hashable, Sendable {
    /// Those that nobody has decided.
    public let open: Int
    /// People whose coverage was taken back.
    public let removed: Int

    public init(open: Int = 0, removed: Int = 0) {
        (self.open, self.removed) = (open, removed)
    }
}

/// Who a person is, as a correction finds him and as it asks for.
public struct CorrectedIdentity: Hashable, Sendable, Codable {
    public let name: String
    public let type: DocumentType
    public let number: String

    public init(name: String, document: IdentityDocument) {
        (self.name, type, number) = (name, document.type, document.number)
    }

    public var document: IdentityDocument { IdentityDocument(type: type, number: number, expiry: nil) }

    /// Reads what was typed.
    ///
    /// - Throws: `CorrectionProblem` for a name or a number that cannot be one.
    public init(name: String, type: DocumentType, number: String, today: CalendarDay) throws(CorrectionProblem) {
        guard let name = MemberRules.personName(name), name.count <= Self.nameLimit else { throw .name }
        switch IdentityDocument.validate(type: type, number: number, today: today) {
        case .success(let document): self.init(name: name, document: document)
        case .failure(let problem): throw .document(problem)
        }
    }

    /// Characters of a name.
    public static let nameLimit = 50
}

/// What is wrong in the form of a correction.
public enum CorrectionProblem: Error, Hashable, Sendable {
    case name
    case document(IdentityNumberProblem)
    /// Somebody else in the city has this document.
    case documentOfAnother
    /// Nothing differs from what is known.
    case unchanged
    case noteMissing
    /// A note or a reason in which the number of a document seems to stand.
    case numberInText
}

/// Why a correction cannot be asked for, or not be carried out as things stand.
public enum CorrectionObstacle: Hashable, Sendable {
    /// The person stands on no list of the unit.
    case notListed
    /// The list is not locked: it can still be withdrawn and handed in anew.
    case notLocked
    /// Another one about the same person waits.
    case open(number: String)
    /// The person's coverage has been taken back.
    case voided
    /// The list has lapsed, and with it all coverage.
    case lapsed
    /// The days of the coverage are over; who was covered stays so.
    case ended(CalendarDay)
    /// Something was paid out to the person.
    case benefitPaid
    /// Name or document are no longer what they were when it was asked for.
    case changed
    /// The voucher of the batch is not accepted: nobody knows yet what there is to refund.
    case batchOpen(number: String)
}
