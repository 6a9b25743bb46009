/// A batch with its unit and what has happened to it.
public struct CardBatchRecord: Sendable {
    public let batch: CardBatch
    public let path: UnionPath
    public let union: ID<Union>
    public let unitName: String
    public let unionName: String
    public let people: Int
    public let issued: Int
    public let failed: Int
    /// Of the people, who were taken out before the bank got the batch.
    public let leftOut: Int
    /// Of those with a card, whose number has a check digit that does not fit.
    public let odd: Int
    public let createdAt: Instant
    public let submittedAt: Instant?
    public let handedOverAt: Instant?
    public let completedAt: Instant?
    /// The key of the file that was handed to the bank.
    public let orderFile: Int64?
    /// SHA-256 of that file, with which the bank can compare what it got.
    public let orderFileHash: [UInt8]?
    /// Of the contents of the bank's answer that was applied, in whatever file and order.
    public let resultHash: [UInt8]?
    /// SHA-256 of the file in which it came.
    public let resultFileHash: [UInt8]?
    public let version: Int
    /// The state of the newest request to take the batch back; nil when nobody has asked.
    public let revocation: CardBatchRevocation.Status?

    public init(
        batch: CardBatch, path: UnionPath, union: ID<Union>, unitName: String, unionName: String, people: Int,
        issued: Int, failed: Int, leftOut: Int = 0, odd: Int = 0, createdAt: Instant, submittedAt: Instant?,
        handedOverAt: Instant?, completedAt: Instant?, orderFile: Int64?, orderFileHash: [UInt8]? = nil,
        resultHash: [UInt8]?,
        resultFileHash: [UInt8]? = nil, version: Int, revocation: CardBatchRevocation.Status? = nil
    ) {
        self.batch = batch
        self.path = path
        self.union = union
        self.unitName = unitName
        self.unionName = unionName
        self.people = people
        self.issued = issued
        self.failed = failed
        self.leftOut = leftOut
        self.odd = odd
        self.createdAt = createdAt
        self.submittedAt = submittedAt
        self.handedOverAt = handedOverAt
        self.completedAt = completedAt
        self.orderFile = orderFile
        self.orderFileHash = orderFileHash
        self.resultHash = resultHash
        self.resultFileHash = resultFileHash
        self.version = version
        self.revocation = revocation
    }

    /// For whom the batch orders cards.
    public var ordered: Int { people - leftOut }
}

extension CardBatchRecord {
    /// Whether the file for the bank has had its time.
    public var isOrderFileCleared: Bool { orderFile == nil && orderFileHash != nil }
}

/// Which people of a batch are shown, where not all of them are.
public enum CardLinePart: String, Hashable, Sendable, CaseIterable {
    case failed
    /// With a card whose number has an odd check digit.
    case odd
    /// Taken out before the bank got the batch.
    case leftOut = "left-out"
    case issued
}

extension CardBatchRecord {
    /// How many a part of the batch's people has; nil is all of them.
    public func people(in part: CardLinePart?) -> Int {
        switch part {
        case .failed: failed
        case .odd: odd
        case .leftOut: leftOut
        case .issued: issued
        case nil: people
        }
    }
}

/// What a list of batches is narrowed to; empty shows everything.
public struct CardBatchFilter: Hashable, Sendable {
    public var number: String?
    public var status: CardBatch.Status?

    public init(number: String? = nil, status: CardBatch.Status? = nil) {
        self.number = number
        self.status = status
    }
}

/// One person of a batch with what came of the order.
public struct CardLine: Sendable {
    public let member: ID<Member>
    /// The member number 会员编号.
    public let number: String
    public let name: String
    public let document: IdentityDocument
    public let status: Status
    /// The bank's own words.
    public let reason: String?
    public let card: BankCardNumber?
    /// Why no card was ordered after all: what had happened to the person before the bank got the batch.
    public let leftOut: CardObstacle?
    /// What has happened to the person since the batch was made: left, retired or died; nil when nothing has.
    public let since: CardObstacle?
    /// Of a draft: what stands in the way of submitting the person, mendable or not; nil for nothing.
    public var obstacle: CardObstacle?

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case pending, issued, failed, cancelled
    }

    public init(
        member: ID<Member>, number: String, name: String, document: IdentityDocument, status: Status, reason: String?,
        card: BankCardNumber?, leftOut: CardObstacle? = nil, since: CardObstacle? = nil, obstacle: CardObstacle? = nil
    ) {
        self.member = member
        self.number = number
        self.name = name
        self.document = document
        self.status = status
        self.reason = reason
        self.card = card
        self.leftOut = leftOut
        self.since = since
        self.obstacle = obstacle
    }
}

/// Somebody who was chosen for a batch and is not in it.
public struct CardLeftOut: Sendable {
    public let member: ID<Member>
    public let number: String
    public let name: String
    public let obstacle: CardObstacle

    public init(member: ID<Member>, number: String, name: String, obstacle: CardObstacle) {
        self.member = member
        self.number = number
        self.name = name
        self.obstacle = obstacle
    }
}
