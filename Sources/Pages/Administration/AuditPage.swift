public import Domain
public import Markup
import Wording

/// 审计日志: who did what, when and from where, within one's subtree.
public struct AuditPage: Component, Sendable {
    public struct Model: Sendable {
        public var union: String
        public var listing: AuditListing
        public var filter: AuditFilter
        public var size: Int
        /// The newest day before the days that are shown on which something is recorded.
        public var earlier: CalendarDay?

        public init(
            union: String, listing: AuditListing, filter: AuditFilter, size: Int, earlier: CalendarDay? = nil
        ) {
            (self.union, self.listing, self.filter, self.size) = (union, listing, filter, size)
            self.earlier = earlier
        }
    }

    /// The conditions that stand in an address; none of them is about a member.
    public static let fields = ["from", "through", "account", "action", "subject", "union", "result"]

    let frame: PageFrame
    let model: Model
    let form: FormState

    /// - Parameter form: ``fields`` from the address.
    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    private var query: [(name: String, value: String)] {
        Self.fields.filter { !form[$0].isEmpty }.map { (name: $0, value: form[$0]) }
    }

    private var days: String { "\(model.filter.from) 至 \(model.filter.through)" }

    public var html: HTML {
        Layout(
            frame,
            PageHead("审计日志", above: [Crumb("系统管理")], facts: [HTML("\(model.union)及下级")]), current: .audit,
            errors: form.errors
        ) {
            section(.class("card"), .ariaLabel("审计日志")) {
                filter
                ListBar("\(days)，最新的在前", chips: chips) {
                    if !model.listing.entries.isEmpty {
                        PostForm(to: .auditExport, frame.tokens, .data("repeatable", "")) {
                            for field in query { HiddenField(field.name, field.value) }
                            SubmitButton("导出当前筛选", .plain, size: .small, icon: .download)
                        }
                    }
                }
                DataTable("审计日志", model.listing.entries, blank: blank, columns: columns)
                if model.listing.previous != nil || model.listing.next != nil {
                    KeyedPager(
                        caption: "本页 \(model.listing.entries.count) 条", size: model.size, offset: 0,
                        count: model.listing.entries.count, previous: model.listing.previous?.text,
                        next: model.listing.next?.text
                    ) { more in
                        Path.audit.url(query: query + more.filter { $0.name != "offset" })
                    }
                }
                if let earlier = model.earlier {
                    div(.class("card-body")) { LinkButton("查看更早的日志（至 \(earlier)）", url(before: earlier)) }
                }
            }
        }.html
    }

    /// The same search in the usual number of days up to this one.
    private func url(before day: CalendarDay) -> URLText {
        let others = query.filter { $0.name != "from" && $0.name != "through" }
        return Path.audit.url(
            query: [
                (name: "from", value: day.adding(days: -Int(AuditFilter.usualDays)).description),
                (name: "through", value: day.description),
            ] + others)
    }

    private var typed: FormState {
        var typed = form
        typed["from"] = model.filter.from.description
        typed["through"] = model.filter.through.description
        return typed
    }

    private var filter: HTML {
        FilterForm(.audit, .address, moreInUse: moreInUse) {
            DateField("from", "日期起", in: typed)
            DateField("through", "日期止", in: typed)
            TextField("account", "账号", in: typed, .search)
            SelectField(
                "action", "操作", in: typed, AuditWording.actions.map { Choice($0.name, $0.words) }, blank: "全部")
        } more: {
            SelectField(
                "subject", "对象", in: typed, AuditWording.subjects.map { Choice($0.name, $0.words) }, blank: "全部")
            TextField("union", "工会名称或编号（含下级）", in: typed, .search)
            SelectField(
                "result", "结果", in: typed, AuditResult.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
        }.html
    }

    private func chip(_ field: String, _ words: String) -> Chip {
        Chip(words, without: Path.audit.url(query: query.filter { $0.name != field }))
    }

    private var chips: [Chip] {
        var chips: [Chip] = []
        if !form["account"].isEmpty { chips.append(chip("account", "账号 \(form["account"])")) }
        if !form["action"].isEmpty { chips.append(chip("action", AuditWording.action(form["action"]))) }
        return chips + moreInUse
    }

    private var moreInUse: [Chip] {
        var chips: [Chip] = []
        if !form["subject"].isEmpty { chips.append(chip("subject", AuditWording.subject(form["subject"]))) }
        if !form["union"].isEmpty { chips.append(chip("union", "工会 \(form["union"])")) }
        if let result = AuditResult(rawValue: form["result"]) { chips.append(chip("result", result.wording)) }
        return chips
    }

    private var columns: [Column<AuditEntry>] {
        [
            .moment("时间") { $0.at },
            Column("操作人") { AuditWording.doer($0) },
            .text("来源地址") { $0.origin },
            .text("操作") { AuditWording.action($0.action) },
            Column("对象", .line) { AuditWording.object($0) },
            .text("所属工会", absent: "已撤销") { $0.union },
            .state("结果") { $0.result.badge },
            .text("说明") { AuditWording.detail($0.detail) },
        ]
    }

    private var blank: Blank {
        .noMatch("没有符合条件的日志") {
            "请放宽日期范围，或减少筛选条件后重新搜索。"
        } actions: {
            LinkButton("清空条件", .audit)
        }
    }
}

extension AuditResult {
    fileprivate var badge: StateBadge {
        switch self {
        case .done: StateBadge(wording, .done)
        case .refused: StateBadge(wording, .bad)
        }
    }
}
