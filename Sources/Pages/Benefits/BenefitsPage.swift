public import Domain
public import Markup
import Wording

/// One part of a list of payments with its place, for the caption and the way on.
public struct BenefitWindow: Sendable {
    let listing: BenefitListing
    let offset: Int
    let size: Int

    /// - Parameter offset: rows before this part, as the address says it; only the caption depends on it.
    public init(_ listing: BenefitListing, offset: Int, size: Int) {
        self.listing = listing
        self.size = size
        self.offset = listing.previous == nil ? 0 : min(max(0, offset), listing.total - listing.payments.count)
    }

    var caption: String {
        guard !listing.payments.isEmpty else { return "共 \(listing.total.grouped) 条" }
        let last = offset + listing.payments.count
        return "共 \(listing.total.grouped) 条，第 \((offset + 1).grouped)–\(last.grouped) 条"
    }
}

/// 给付信息查询: what was paid to whom, when, of which kind, how much (domain 5.8).
public struct BenefitsPage: Component, Sendable {
    public struct Model: Sendable {
        public var union: String
        public var window: BenefitWindow
        public var totals: BenefitTotals
        public var kinds: [String]
        public var years: [Int]
        /// Whether the account enters payments.
        public var manages: Bool
        /// Whether it takes lists out in files.
        public var exports: Bool

        public init(
            union: String, window: BenefitWindow, totals: BenefitTotals, kinds: [String], years: [Int], manages: Bool,
            exports: Bool
        ) {
            self.union = union
            self.window = window
            self.totals = totals
            self.kinds = kinds
            self.years = years
            self.manages = manages
            self.exports = exports
        }
    }

    /// The conditions that may stand in an address.
    public static let fields = ["unit", "year", "kind", "from", "through", "state"]
    /// The value of `state` for payments of every standing; none of them is a standing.
    public static let anyStanding = "all"

    let frame: PageFrame
    let model: Model
    let form: FormState
    let search: PersonSearch

    /// - Parameter form: `unit`, `year`, `kind`, `from`, `through`, `state` from the address.
    public init(_ frame: PageFrame, _ model: Model, form: FormState, _ search: PersonSearch) {
        (self.frame, self.model, self.form, self.search) = (frame, model, form, search)
    }

    private var query: [(name: String, value: String)] {
        search.query + Self.fields.filter { !form[$0].isEmpty }.map { (name: $0, value: form[$0]) }
    }

    private var typed: FormState {
        var form = form
        form["name"] = search.name
        form["document"] = search.document
        return form
    }

    private func url(_ more: [(name: String, value: String)]) -> URLText {
        Path.benefit(.list).url(query: query + more)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "给付信息查询", above: [Crumb("业务工作台", .workbench), Crumb("会员服务卡管理系统")],
                facts: [HTML("\(model.union)及下级")]
            ) {
                if model.manages {
                    LinkButton("登记一笔给付", .benefit(.new))
                    LinkButton("导入给付信息", .benefit(.imports), .primary, icon: .upload)
                }
            },
            current: .benefit(.list), errors: form.errors
        ) {
            if model.totals.count > 0 { totals }
            section(.class("card"), .ariaLabel("给付信息")) {
                filter
                ListBar(model.window.caption, chips: chips) {
                    if model.exports, model.window.listing.total > 0 {
                        PostForm(to: .benefit(.export), frame.tokens, .data("repeatable", "")) {
                            for field in query { HiddenField(field.name, field.value) }
                            if model.window.listing.total > AlertRule.peopleWithoutConsent(.masked, after: 0) {
                                SelectField(
                                    ExportForm.Field.purpose, "用途", in: form,
                                    ExportPurpose.allCases.map { Choice($0.rawValue, $0.wording) },
                                    hint: "条数较多，须经另一人同意后下载。")
                            }
                            SubmitButton("导出当前筛选", .plain, size: .small, icon: .download)
                        }
                    }
                }
                DataTable("给付信息", model.window.listing.payments, blank: blank, columns: columns)
                if model.window.listing.total > 0 {
                    KeyedPager(
                        caption: model.window.caption, size: model.window.size, offset: model.window.offset,
                        count: model.window.listing.payments.count, previous: model.window.listing.previous?.text,
                        next: model.window.listing.next?.text, url: url)
                }
            }
        }.html
    }

    private var totals: HTML {
        Card("有效给付合计", id: "totals", note: "按当前条件，不含已更正和已撤销的记录") {
            div(.class("card-body")) {
                Totals(
                    model.totals.parts.map {
                        TotalLine("\($0.kind)（\($0.count.grouped) 笔）", $0.amount.inSentence)
                    }
                        + [
                            TotalLine(
                                "合计（\(model.totals.count.grouped) 笔）", model.totals.amount.inSentence, .sum)
                        ])
            }
        }.html
    }

    private var filter: HTML {
        FilterForm(.benefit(.list), .kept(frame.tokens), moreInUse: moreInUse) {
            TextField("name", "姓名", in: typed, .search)
            TextField("document", "证件号码", in: typed, .documentNumber)
            SelectField(
                "year", "保障年度", in: typed, model.years.map { Choice(String($0), "\($0) 年度") }, blank: "全部")
            SelectField("kind", "给付种类", in: typed, model.kinds.map { Choice($0, $0) }, blank: "全部")
        } more: {
            TextField("unit", "单位名称或组织机构代码", in: typed, .search)
            DateField("from", "给付日期起", in: typed)
            DateField("through", "给付日期止", in: typed)
            SelectField(
                "state", "状态", in: typed,
                BenefitPayment.Standing.allCases.map { Choice($0.rawValue, $0.wording) }
                    + [Choice(Self.anyStanding, "全部")], blank: nil)
        }.html
    }

    private var chips: [Chip] {
        search.chips(Path.benefit(.list).url(query: query.filter { $0.name != "f" })) + moreInUse
    }

    private var moreInUse: [Chip] {
        var chips: [Chip] = []
        func add(_ field: String, _ words: String) {
            chips.append(Chip(words, without: Path.benefit(.list).url(query: query.filter { $0.name != field })))
        }
        if !form["unit"].isEmpty { add("unit", "单位 \(form["unit"])") }
        if !form["from"].isEmpty { add("from", "\(form["from"]) 起") }
        if !form["through"].isEmpty { add("through", "至 \(form["through"])") }
        switch BenefitPayment.Standing(rawValue: form["state"]) {
        case .corrected?: add("state", "已更正")
        case .cancelled?: add("state", "已撤销")
        case .paid?: break
        case nil: if form["state"] == Self.anyStanding { add("state", "含已更正、已撤销") }
        }
        return chips
    }

    private var columns: [Column<BenefitPayment>] {
        [
            .head("姓名") { payment in a(.href(.benefit(.payment(payment.id)))) { payment.name } },
            .text("证件号码") { $0.document.masked }, Column("参保单位") { $0.unitName },
            Column("保障年度", .line) { BenefitText.year($0) }, .text("给付种类") { $0.kind },
            .money("给付金额（元）") { $0.amount }, .day("给付日期") { $0.paidOn },
            .text("给付编号") { $0.reference }, .state("状态") { $0.standing.badge },
        ]
    }

    private var blank: Blank {
        if query.isEmpty {
            .nothingYet("还没有给付信息") { "给付信息由职保中心登记，登记后会出现在这里。" }
        } else {
            .noMatch("没有符合条件的给付信息") {
                "请减少筛选条件后重新搜索。"
            } actions: {
                LinkButton("清空条件", .benefit(.list))
            }
        }
    }
}

/// Words that several pages of payments say.
enum BenefitText {
    /// The year and, where it is known, the plan.
    static func year(_ payment: BenefitPayment) -> String {
        payment.plan.map { "\(payment.year) 年度 \($0) 类" } ?? "\(payment.year) 年度"
    }
}

extension BenefitPayment.Standing {
    var badge: StateBadge {
        switch self {
        case .paid: StateBadge(wording, .done)
        case .corrected: StateBadge(wording)
        case .cancelled: StateBadge(wording, .bad)
        }
    }
}
