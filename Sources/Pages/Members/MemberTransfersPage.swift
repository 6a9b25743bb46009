public import Domain
public import Markup
import Wording

/// 会籍审核管理: transfers that wait, that are decided, and that were asked for.
public struct MemberTransfersPage: Component, Sendable {
    let frame: PageFrame
    let rows: [Row]
    let part: TransferPart
    let waiting: Int
    let parts: [TransferPart]
    let window: PageWindow

    /// - Parameters:
    ///   - waiting: how many wait for a decision.
    ///   - parts: what there is to choose from.
    public init(
        _ frame: PageFrame, _ part: TransferPart, _ rows: [Row], waiting: Int, parts: [TransferPart],
        _ window: PageWindow
    ) {
        (self.frame, self.part, self.rows, self.parts) = (frame, part, rows, parts)
        (self.waiting, self.window) = (waiting, window)
    }

    /// One transfer; the number is masked.
    public struct Row: Sendable {
        public let id: ID<MembershipTransfer>
        public let name: String
        public let documentType: DocumentType
        public let document: String
        /// Nil when the account does not learn it.
        public let from: String?
        public let to: String
        /// Where the person goes; nil until the receiving union says.
        public let unit: String?
        public let category: MemberCategory?
        /// Why it is asked for (转移原因).
        public let motive: String?
        public let initiator: MembershipTransfer.Initiator
        public let superiorFrom: CalendarDay
        public let status: MembershipTransfer.Status
        public let requestedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?

        public init(
            id: ID<MembershipTransfer>, name: String, documentType: DocumentType, document: String, from: String?,
            to: String, unit: String?, category: MemberCategory?, motive: String?,
            initiator: MembershipTransfer.Initiator, superiorFrom: CalendarDay, status: MembershipTransfer.Status,
            requestedAt: Instant, decidedAt: Instant?, reason: String?
        ) {
            self.id = id
            self.name = name
            self.documentType = documentType
            self.document = document
            self.from = from
            self.to = to
            self.unit = unit
            self.category = category
            self.motive = motive
            self.initiator = initiator
            self.superiorFrom = superiorFrom
            self.status = status
            self.requestedAt = requestedAt
            self.decidedAt = decidedAt
            self.reason = reason
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let part = "part"
    }

    public var html: HTML {
        Layout(frame, PageHead("会籍审核管理", above: [Crumb("会员管理")]), current: .memberTransfers) {
            nav(.class("row-gap"), .ariaLabel("会籍转移")) {
                for other in parts {
                    LinkButton(
                        other == .waiting ? "\(other.wording)（\(waiting.grouped)）" : other.wording,
                        Path.memberTransfers.url((name: Field.part, value: other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(part.wording, rows, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.memberTransfers.url(
                        (name: Field.part, value: part.rawValue),
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
        }
    }

    private var blank: Blank {
        switch part {
        case .waiting: .nothingYet("没有待审核的会籍转移") { "其他工会申请转入本工会会员时，会显示在这里。" }
        case .below: .nothingYet("下级工会没有正在审核的会籍转移") { "到期未审核的，会转到待审核，由本级审核。" }
        case .decided: .nothingYet("还没有审核过会籍转移") { "同意或退回的申请会显示在这里。" }
        case .requested: .nothingYet("还没有提交过会籍转移") { "导入的会员属于其他工会时，会自动提交转入申请。" }
        }
    }

    private var columns: [Column<Row>] {
        [
            .head("姓名") { $0.name },
            .text("证件号") { $0.document },
            Column("转出工会") { textOr($0.from, "其他工会") },
            Column("转入工会") { $0.to },
            .moment("申请时间") { $0.requestedAt },
            .state("状态") { $0.status.badge },
            .actions { row in
                a(.href(.memberTransfer(row.id)), .ariaLabel("\(verb)\(row.name)的会籍转移")) { verb }
            },
        ]
    }

    private var verb: String { part == .waiting ? "审核" : "查看" }
}

extension MembershipRequest.Status {
    var badge: StateBadge {
        switch self {
        case .open: StateBadge(wording, .wait)
        case .accepted: StateBadge(wording, .done)
        case .returned: StateBadge(wording, .bad)
        case .withdrawn, .lapsed: StateBadge(wording)
        }
    }
}
