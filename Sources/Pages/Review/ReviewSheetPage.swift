public import Domain
public import Markup
import Wording

/// One unit's list as its reviewer reads it: equation, money, people, versions (domain 5.5).
public struct ReviewSheetPage: Component, Sendable {
    let frame: PageFrame
    let sheet: Sheet
    let query: ReviewQuery

    public struct Sheet: Sendable {
        public var entry: ReviewEntry
        public var version: EnrolmentVersion
        public var versions: [EnrolmentVersion]
        public var bucket: Bucket
        public var people: Listing<RosterPerson>
        public var changes: [(change: RosterChange, person: RosterPerson)]
        public var history: [(at: Instant, account: String, command: UnitEnrolment.Command)]
        public var returned: (reason: String, note: String?)?
        public var approval: Refusal?
        public var returning: Refusal?
        public var takingBack: Refusal?
        public var passing: UnitEnrolment.Command
        public var place: ReviewPlace?
        public var window: PageWindow

        public init(
            entry: ReviewEntry, version: EnrolmentVersion, versions: [EnrolmentVersion], bucket: Bucket,
            people: Listing<RosterPerson>, changes: [(change: RosterChange, person: RosterPerson)],
            history: [(at: Instant, account: String, command: UnitEnrolment.Command)],
            returned: (reason: String, note: String?)?, approval: Refusal?, returning: Refusal?,
            takingBack: Refusal?, passing: UnitEnrolment.Command = .approve, place: ReviewPlace? = nil,
            window: PageWindow
        ) {
            self.entry = entry
            self.version = version
            self.versions = versions
            self.bucket = bucket
            self.people = people
            self.changes = changes
            self.history = history
            self.returned = returned
            self.approval = approval
            self.returning = returning
            self.takingBack = takingBack
            self.passing = passing
            self.place = place
            self.window = window
        }
    }

    public init(_ frame: PageFrame, _ sheet: Sheet, _ query: ReviewQuery = ReviewQuery()) {
        (self.frame, self.sheet, self.query) = (frame, sheet, query)
    }

    private var entry: ReviewEntry { sheet.entry }
    private var path: Path { .reviewSheet(entry.enrolment.rawValue) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                entry.unit, above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [
                    HTML("参保编号 \(entry.number)，第 \(entry.version) 版"),
                    HTML(entry.organisationCode.map { "组织机构代码 " + $0 } ?? "无组织机构代码"),
                    HTML(entry.unionName), StateBadge(entry.status.wording, entry.status.reviewTone).html,
                ]), current: .review
        ) {
            if let place = sheet.place { ReviewSteps(place: place, query: query) }
            returned
            RiskSentences(entry: entry, account: nil)
            equation
            amounts
            decisions
            people
            if !sheet.changes.isEmpty { changes }
            versions
            history
        }
    }

    @HTMLBuilder private var returned: HTML {
        if entry.status == .returned, let returned = sheet.returned {
            let reason = ReturnReason(rawValue: returned.reason)?.wording ?? returned.reason
            Callout("已退回：" + reason, .warning) { p { returned.note ?? "没有说明。" } }
        }
    }

    private var equation: HTML {
        let counts = sheet.version.equation
        let order: [Bucket] = [
            .enrolling, .noCard, .pendingConfirmation, .suspectedRetired, .retired, .deceased, .manuallyExcluded,
            .coveredElsewhere,
        ]
        return section(.class("card"), .ariaLabel("人数等式")) {
            Equation(
                [EquationTerm(.total, counts.members, "会员总数", query.url(path))]
                    + order.map { bucket in
                        EquationTerm(
                            bucket == .enrolling ? .included : .outside, counts[bucket], bucket.wording,
                            query.url(path, [(name: "bucket", value: bucket.rawValue)]))
                    })
            if counts.outsideWorkbench > 0 {
                p(.class("card-body muted")) { "另有 \(counts.outsideWorkbench.grouped) 人不在业务工作台。" }
            }
        }
    }

    private var amounts: HTML {
        let rates = sheet.version.rates
        let heads = entry.heads.grouped
        return section(.class("card"), .ariaLabel("保障费用")) {
            Payers(
                total: Payers.Part(
                    "保障费用（\(entry.plan) 类）", entry.amounts.premium, how: "\(heads) 人 × \(rates.premium.yuanText) 元"),
                [
                    Payers.Part("市总统一划拨", entry.amounts.city, how: "\(heads) 人 × \(rates.city.yuanText) 元"),
                    Payers.Part(
                        "区局/各级工会缴费", entry.amounts.district, how: "\(heads) 人 × \(rates.district.yuanText) 元"),
                    Payers.Part("基层单位缴费", entry.amounts.base, how: "\(heads) 人 × \(rates.base.yuanText) 元"),
                ])
        }
    }

    @HTMLBuilder private var decisions: HTML {
        if let refusal = sheet.approval, sheet.takingBack != nil {
            Callout { p { refusal.wording } }
        }
        div(.class("row-gap")) {
            if sheet.approval == nil {
                PostForm(to: .reviewApprove, frame.tokens, .class("row-gap")) {
                    query.hidden
                    HiddenField("list", entry.reviewed.text)
                    SubmitButton("\(sheet.passing.passingWording) \(entry.heads.grouped) 人")
                    if sheet.place?.next != nil {
                        SubmitButton(
                            "通过并看下一家", .plain, icon: .right, .name("then"), .value("next"),
                            .data("key", "Enter"), .attribute("accesskey", "a"))
                    }
                }
            }
            if sheet.takingBack == nil {
                PostForm(to: .reviewTakeBack, frame.tokens) {
                    query.hidden
                    HiddenField("list", entry.reviewed.text)
                    SubmitButton("移回待审批", .plain)
                }
            }
            if sheet.returning == nil {
                LinkButton(
                    "退回", query.here([(name: "return", value: entry.reviewed.text)]).at("return-title"), .danger)
            }
        }
    }

    private var people: HTML {
        Card(
            "\(sheet.bucket.wording)人员", id: "people",
            note: "第 \(sheet.version.number) 版，\(sheet.people.total.grouped) 人"
        ) {
            DataTable(
                "人员", sheet.people.entries,
                blank: .nothingYet("没有人员") { "这一类没有人员。" },
                columns: [
                    .text("会员编号") { $0.number },
                    .head("姓名") { $0.name },
                    .text("证件类型") { $0.document.type.wording },
                    .text("证件号码") { $0.document.masked },
                    .text("卡号") { $0.card?.masked },
                ])
            if sheet.window.total > PageWindow.sizes[0] {
                Pager(sheet.window) { page, size in
                    query.url(
                        self.path,
                        [
                            (name: "bucket", value: sheet.bucket.rawValue), (name: "page", value: String(page)),
                            (name: "size", value: String(size)),
                        ])
                }
            }
        }.html
    }

    private var changes: HTML {
        Card("与上一版的差异", id: "changes", note: "\(sheet.changes.count.grouped) 人") {
            DataTable(
                "与上一版的差异", sheet.changes,
                columns: [
                    .text("变化") { $0.change.direction == .added ? "新增" : "减少" },
                    .head("姓名") { $0.person.name },
                    .text("证件号码") { $0.person.document.masked },
                    .text("原来") { $0.change.before?.wording ?? "不在名单" },
                    .text("现在") { $0.change.now?.wording ?? "不在单位" },
                ])
        }.html
    }

    private var versions: HTML {
        Card("各版名单", id: "versions") {
            DataTable(
                "各版名单", sheet.versions,
                columns: [
                    .head("版本") { "第 \($0.number) 版" },
                    .text("原因") { $0.reason.inVersions },
                    .text("类型") { $0.plan },
                    .number("人数") { $0.heads },
                    .money("保障费用（元）") { $0.amounts?.premium ?? .zero },
                    .moment("提交时间") { $0.submittedAt },
                ])
        }.html
    }

    private var history: HTML {
        Card("办理记录", id: "history") {
            DataTable(
                "办理记录", sheet.history,
                columns: [
                    .moment("时间") { $0.at }, .head("事项") { $0.command.wording }, .text("账号") { $0.account },
                ])
        }.html
    }
}

/// The way through the queue without coming back to the desk.
struct ReviewSteps: Component {
    let place: ReviewPlace
    let query: ReviewQuery

    var html: HTML {
        nav(.class("row-gap review-steps"), .ariaLabel("待审批名单")) {
            span { "待审批第 \(place.position.grouped) 家，共 \(place.total.grouped) 家" }
            if let previous = place.previous {
                LinkButton(
                    "上一家", query.url(.reviewSheet(previous.rawValue)), size: .small, icon: .left,
                    attribute: .all([.rel("prev"), .data("key", "ArrowUp"), .attribute("accesskey", "p")]))
            }
            if let next = place.next {
                LinkButton(
                    "下一家", query.url(.reviewSheet(next.rawValue)), size: .small, icon: .right,
                    attribute: .all([.rel("next"), .data("key", "ArrowDown"), .attribute("accesskey", "n")]))
            }
            LinkButton("返回列表", query.here([]), .quiet, size: .small)
            // The keys of the script; without it the browser's own access keys (A, N, P) do the same.
            span(.class("muted small"), .data("with-script", ""), .hidden(if: true)) {
                "快捷键：Ctrl+↑ 上一家，Ctrl+↓ 下一家，Ctrl+回车 通过并看下一家"
            }
        }
    }
}

extension UnitEnrolment.Status {
    /// The colour family in which a reviewer sees the state.
    public var reviewTone: StateTone {
        switch self {
        case .submitted, .endorsed: .wait
        case .approved, .locked: .now
        case .inForce: .done
        case .returned, .lapsed: .bad
        case .notStarted, .draft, .declined, .leftOut: .plain
        }
    }
}
