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
    let filter: TransferFilter
    let choice: Selected
    let window: PageWindow

    /// - Parameters:
    ///   - waiting: how many wait for a decision.
    ///   - parts: what there is to choose from.
    public init(
        _ frame: PageFrame, _ part: TransferPart, _ rows: [Row], waiting: Int, parts: [TransferPart],
        filter: TransferFilter = TransferFilter(), choice: Selected = .boxes, _ window: PageWindow
    ) {
        (self.filter, self.choice) = (filter, choice)
        (self.frame, self.part, self.rows, self.parts) = (frame, part, rows, parts)
        (self.waiting, self.window) = (waiting, window)
    }

    /// What is chosen.
    public enum Selected: Sendable {
        /// Nothing can be done with several at once.
        case nothing
        case boxes
        /// Everything that waits and fits the filter.
        case everything
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
        public static let initiator = "initiator"
        public static let union = "union"
        public static let status = "status"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("会籍审核管理", above: [Crumb("会员管理")]) {
                if frame.menu.offers(.join(.codes)) { LinkButton("扫码入会审核", .join(.applications)) }
                LinkButton("删除审核", .removalRequests)
            },
            current: .memberTransfers
        ) {
            nav(.class("row-gap"), .ariaLabel("会籍转移")) {
                for other in parts {
                    LinkButton(
                        other == .waiting ? "\(other.wording)（\(waiting.grouped)）" : other.wording,
                        Self.url(other),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                search
                ListBar(window.caption)
                if canChoose {
                    PostForm(to: .memberTransferDecisionCheck, frame.tokens) {
                        bar
                        DataTable(part.wording, rows, pick: pick, blank: blank, columns: columns)
                    }
                } else {
                    DataTable(part.wording, rows, blank: blank, columns: columns)
                }
                Pager(window) { number, size in
                    url([
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)),
                    ])
                }
            }
        }
    }

    /// The filter as an address or a form carries it.
    public static func fields(of filter: TransferFilter) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        if let initiator = filter.initiator { fields.append((name: Field.initiator, value: initiator.rawValue)) }
        if let union = filter.union { fields.append((name: Field.union, value: union)) }
        if let status = filter.status { fields.append((name: Field.status, value: status.rawValue)) }
        return fields
    }

    static func url(_ part: TransferPart) -> URLText {
        Path.memberTransfers.url((name: Field.part, value: part.rawValue))
    }

    private func url(_ more: [(name: String, value: String)] = []) -> URLText {
        Path.memberTransfers.url(
            query: [(name: Field.part, value: part.rawValue)] + Self.fields(of: filter) + more)
    }

    private var search: HTML {
        var form = FormState()
        form[Field.initiator] = filter.initiator?.rawValue ?? ""
        form[Field.union] = filter.union ?? ""
        form[Field.status] = filter.status?.rawValue ?? ""
        return FilterForm(.memberTransfers, .address, reset: Self.url(part)) {
            SelectField(
                Field.initiator, "申请方式", in: form,
                MembershipTransfer.Initiator.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            TextField(Field.union, "转出或转入工会", in: form, .search)
            if part == .requested {
                SelectField(
                    Field.status, "状态", in: form,
                    MembershipTransfer.Status.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            }
            HiddenField(Field.part, part.rawValue)
        }.html
    }

    /// Whether something on the page waits for a decision or can be withdrawn.
    private var canChoose: Bool {
        switch (choice, part) {
        case (.nothing, _), (_, .below), (_, .decided): false
        case (.boxes, .waiting), (.everything, .waiting): !rows.isEmpty
        case (.boxes, .requested), (.everything, .requested): rows.contains { $0.status == .open }
        }
    }

    private var pick: Pick<Row> {
        Pick(
            TransferDecisionPage.Field.transfer, value: \.id.description, label: \.name,
            isChosen: { _ in choice == .everything }, isOpen: { choice == .boxes && $0.status == .open })
    }

    private var bar: HTML {
        HTML {
            if choice == .everything {
                HiddenField(TransferDecisionPage.Field.everybody, "yes")
                HiddenField(TransferDecisionPage.Field.expected, String(window.total))
                for field in Self.fields(of: filter) { HiddenField(field.name, field.value) }
            }
            BatchBar(chosen: choice == .everything ? window.total : 0, "人") {
                switch choice {
                case .nothing: HTML()
                case .boxes:
                    if part == .waiting || filter.status == .open {
                        a(.href(url([(name: TransferDecisionPage.Field.everybody, value: "yes")]))) {
                            "选择全部 \(window.total.grouped) 人（当前筛选）"
                        }
                    } else {
                        a(.href(openAlone)) { "只看待审核的" }
                    }
                case .everything: a(.href(url())) { "清空" }
                }
            } actions: {
                switch part {
                case .waiting:
                    act("同意所选", .primary, .accept)
                    act("退回所选", .plain, .return)
                case .requested: act("撤回所选", .plain, .withdraw)
                case .below, .decided: HTML()
                }
            }
        }
    }

    private func act(
        _ words: String, _ style: ButtonStyle, _ decision: TransferDecisionPage.Decision
    ) -> SubmitButton {
        SubmitButton(
            words, style, size: .small, .name(TransferDecisionPage.Field.decision), .value(decision.rawValue))
    }

    /// Those alone that can be withdrawn, to be chosen as a whole.
    private var openAlone: URLText {
        var open = filter
        open.status = .open
        return Path.memberTransfers.url(query: [(name: Field.part, value: part.rawValue)] + Self.fields(of: open))
    }

    private var blank: Blank {
        if !filter.isEmpty {
            return .noMatch("没有符合条件的会籍转移") {
                "请减少条件后再查找。"
            } actions: {
                LinkButton("清除全部条件", Self.url(part))
            }
        }
        return partBlank
    }

    private var partBlank: Blank {
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
