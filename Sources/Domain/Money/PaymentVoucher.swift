/// Pictures of a bank transfer that a district has sent for one batch (缴费凭证).
public struct PaymentVoucher: Hashable, Sendable {
    public let id: ID<PaymentVoucher>
    public let status: Status
    public let uploadedAt: Instant
    public let uploadedBy: String
    public let decidedAt: Instant?
    public let decidedBy: String?
    public let reason: String?
    public let files: [VoucherFile]

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case underReview = "under-review"
        case accepted
        case moreMaterial = "more-material"
        case rejected
    }

    public init(
        id: ID<PaymentVoucher>, status: Status, uploadedAt: Instant, uploadedBy: String, decidedAt: Instant?,
        decidedBy: String?, reason: String?, files: [VoucherFile]
    ) {
        self.id = id
        self.status = status
        self.uploadedAt = uploadedAt
        self.uploadedBy = uploadedBy
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
        self.reason = reason
        self.files = files
    }

    /// How many files one voucher may have.
    public static let fileLimit = 6
    /// Bytes of one file.
    public static let byteLimit = 10_485_760
    /// Characters of the centre's reason.
    public static let reasonLimit = 200
}

/// One file of a voucher, without its content.
public struct VoucherFile: Hashable, Sendable {
    public let id: ID<VoucherFile>
    public let name: String
    public let kind: Kind
    public let size: Int

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case jpeg = "image/jpeg"
        case png = "image/png"
        case pdf = "application/pdf"

        public var isPicture: Bool {
            switch self {
            case .jpeg, .png: true
            case .pdf: false
            }
        }
    }

    public init(id: ID<VoucherFile>, name: String, kind: Kind, size: Int) {
        self.id = id
        self.name = name
        self.kind = kind
        self.size = size
    }
}

/// Why an uploaded file is not taken.
public enum VoucherFileProblem: String, Hashable, Sendable, CaseIterable {
    case empty
    case tooLarge
    /// Neither jpg, png nor PDF by its content.
    case otherKind
    case damaged
    case tooManyPixels
    case encrypted
    /// A PDF that can do something by itself: scripts, embedded files.
    case active
}

/// The files of an upload that are not taken; nothing of the upload is kept.
public struct VoucherRefusal: Error, Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public let name: String
        public let problem: VoucherFileProblem

        public init(name: String, problem: VoucherFileProblem) {
            self.name = name
            self.problem = problem
        }
    }

    public let files: [File]

    public init(_ files: [File]) {
        self.files = files
    }
}

/// What the centre says to a voucher.
public enum VoucherDecision: Hashable, Sendable {
    case accept
    case reject(reason: String)
    case askForMore(reason: String)

    public var command: DistrictSubmission.Command {
        switch self {
        case .accept: .accept
        case .reject: .reject
        case .askForMore: .askForMore
        }
    }

    public var status: PaymentVoucher.Status {
        switch self {
        case .accept: .accepted
        case .reject: .rejected
        case .askForMore: .moreMaterial
        }
    }

    public var reason: String? {
        switch self {
        case .accept: nil
        case .reject(let reason), .askForMore(let reason): reason
        }
    }

    /// A decision as it is typed; rejecting and asking for more need a reason.
    public init(_ command: DistrictSubmission.Command, reason: String) throws(Refusal) {
        let reason = String(reason.prefix(PaymentVoucher.reasonLimit))
        let isBlank = reason.allSatisfy(\.isWhitespace)
        switch command {
        case .accept: self = .accept
        case .reject, .askForMore:
            if isBlank { throw .reasonMissing }
            self = command == .reject ? .reject(reason: reason) : .askForMore(reason: reason)
        case .uploadVoucher, .missDeadline: throw .reasonMissing
        }
    }
}
