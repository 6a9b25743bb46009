public import Domain
public import Markup
import Wording

/// 删除审核: deletions for 误录 and 重复 that a superior approves.
public struct RemovalRequestsPage: Component, Sendable {
    let frame: PageFrame
    let part: RemovalPart
    let rows: [Row]
    let window: PageWindow
    /// Those that wait for a second person.
    let many: [Many]

    public init(_ frame: PageFrame, _ part: RemovalPart, _ rows: [Row], _ window: PageWindow, many: [Many] = []) {
        (self.frame, self.part, self.rows, self.window, self.many) = (frame, part, rows, window, many)
    }

    /// 批量删除申请.
    public struct Many: Sendable {
        let request: MassRemoval
        let union: String
        let asker: String
        let askedAt: Instant

        public init(_ request: MassRemoval, union: String, asker: String, askedAt: Instant) {
            (self.request, self.union, self.asker, self.askedAt) = (request, union, asker, askedAt)
        }
    }

    /// One request; the number is masked.
    public struct Row: Sendable {
        public let id: ID<RemovalRequest>
        public let name: String
        public let document: String
        public let union: String
        public let ground: RemovalRequest.Ground
        public let note: String
        public let status: RemovalRequest.Status
        public let requestedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?

        public init(
            id: ID<RemovalRequest>, name: String, document: String, union: String, ground: RemovalRequest.Ground,
            note: String, status: RemovalRequest.Status, requestedAt: Instant, decidedAt: Instant?, reason: String?
        ) {
            self.id = id
            self.name = name
            self.document = document
            self.union = union
            self.ground = ground
            self.note = note
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
        Layout(
            frame, PageHead("删除审核", above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers)]),
            current: .memberTransfers
        ) {
            nav(.class("row-gap"), .ariaLabel("删除审核")) {
                for other in RemovalPart.allCases {
                    LinkButton(
                        other.wording, Path.removalRequests.url((name: Field.part, value: other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            if !many.isEmpty {
                Card("批量删除申请", id: "many", note: "等待另一人同意") {
                    DataTable(
                        "批量删除申请", many,
                        columns: [
                            .head("申请人") { $0.asker }, Column("所在工会") { $0.union },
                            .text("人数") { "\($0.request.people.grouped) 人" },
                            .text("删除原因") { $0.request.reasons.wording }, .moment("申请时间") { $0.askedAt },
                            .actions { one in
                                a(
                                    .href(.massRemoval(.one(one.request.id))),
                                    .ariaLabel("查看\(one.asker)的批量删除申请")
                                ) { "查看" }
                            },
                        ])
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(
                    part.wording, rows,
                    blank: .nothingYet("没有\(part.wording)的删除申请") { "因误录、重复申请删除会员后，会显示在这里，由上级工会审核。" },
                    columns: [
                        .head("姓名") { $0.name }, .text("证件号") { $0.document }, Column("所在工会") { $0.union },
                        .text("删除原因") { $0.ground.wording }, .moment("申请时间") { $0.requestedAt },
                        .state("状态") { $0.status.badge },
                        .actions { row in
                            a(.href(.removalRequest(row.id)), .ariaLabel("查看\(row.name)的删除申请")) { "查看" }
                        },
                    ])
                Pager(window) { number, size in
                    Path.removalRequests.url(
                        (name: Field.part, value: part.rawValue),
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
        }
    }
}
