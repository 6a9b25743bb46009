public import Domain
public import Markup
import Wording

/// 参保信息管理: the unit's enrolments and the ways to the journey (domain 5.0).
public struct EnrolmentListPage: Component {
    /// 批次编号, 提交时间 from–to, 状态, 参保类型.
    public struct Filter: Sendable, Hashable {
        public var number: String
        public var from: CalendarDay?
        public var through: CalendarDay?
        public var status: UnitEnrolment.Status?
        public var kind: UnitEnrolment.Kind?

        public init(
            number: String = "", from: CalendarDay? = nil, through: CalendarDay? = nil,
            status: UnitEnrolment.Status? = nil, kind: UnitEnrolment.Kind? = nil
        ) {
            (self.number, self.from, self.through, self.status, self.kind) = (number, from, through, status, kind)
        }

        var isEmpty: Bool { self == Filter() }

        /// Whether an entry is shown.
        public func shows(_ entry: EnrolmentEntry) -> Bool {
            if !number.isEmpty, !entry.record.number.contains(number) { return false }
            if let status, entry.record.enrolment.status != status { return false }
            if let kind, entry.record.enrolment.kind != kind { return false }
            let submitted = entry.version?.submittedOn
            if let from, submitted.map({ $0 >= from }) != true { return false }
            if let through, submitted.map({ $0 <= through }) != true { return false }
            return true
        }

        var form: FormState {
            FormState([
                "number": [number], "from": [from?.description ?? ""], "through": [through?.description ?? ""],
                "status": [status?.rawValue ?? ""], "kind": [kind?.rawValue ?? ""],
            ])
        }
    }

    let frame: PageFrame
    let unitName: String
    let entries: [EnrolmentEntry]
    let filter: Filter
    let instantYear: Int?

    /// - Parameter instantYear: the year of which people can be covered today; nil where there is none.
    public init(
        _ frame: PageFrame, unitName: String, _ entries: [EnrolmentEntry], _ filter: Filter, instantYear: Int? = nil
    ) {
        (self.frame, self.unitName, self.entries, self.filter) = (frame, unitName, entries, filter)
        self.instantYear = instantYear
    }

    private var shown: [EnrolmentEntry] { entries.filter(filter.shows) }
    private var newestNotice: ID<Notice>? {
        entries.first { $0.notice != nil && $0.record.enrolment.kind == .centralised }?.notice
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "参保信息管理", above: [Crumb("业务工作台", .workbench), Crumb("会员服务卡管理")], facts: [HTML(unitName)]
            ) {
                LinkButton("集中参保办理", .enrolment(.tasks), .primary)
                LinkButton("集中参保待确认名单", .enrolment(.confirmations))
                if entries.contains(where: { $0.record.submission != nil }) {
                    LinkButton("更正申请", .correction(.list))
                }
                if let newestNotice { LinkButton("重新下载集中参保告知书", .notice(newestNotice), icon: .download) }
            }, current: .enrolments
        ) {
            if let instantYear {
                Card("即时参保", id: "instant", note: "\(instantYear) 年度") {
                    div(.class("card-body stack")) {
                        p { "今年还没有保障的会员可以随时办理即时参保，由区局（产业）工会审核确认。" }
                        div(.class("row-gap")) {
                            for entry in [InstantEntry.uncovered, .newCard] {
                                LinkButton(entry.title, Path.enrolment(.instant(entry)).url)
                            }
                        }
                    }
                }
            } else {
                Callout {
                    p { "有卡无保人员即时参保办理、新办卡人员即时参保办理：在保障年度内开放，现在没有可以办理的年度。" }
                }
            }
            section(.class("card"), .ariaLabel("参保批次")) {
                FilterForm(.enrolments, .address) {
                    TextField("number", "批次编号", in: filter.form, .search)
                    DateField("from", "提交时间起", in: filter.form)
                    DateField("through", "提交时间止", in: filter.form)
                    SelectField(
                        "status", "状态", in: filter.form,
                        UnitEnrolment.Status.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                } more: {
                    SelectField(
                        "kind", "参保类型", in: filter.form,
                        UnitEnrolment.Kind.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                }
                ListBar("共 \(shown.count.grouped) 条")
                table
            }
        }.html
    }

    private var table: HTML {
        DataTable(
            "参保批次", shown,
            blank: filter.isEmpty
                ? .nothingYet("还没有参保批次") {
                    "提交集中参保名单后，批次会出现在这里。"
                } actions: {
                    LinkButton("集中参保办理", .enrolment(.tasks), .primary)
                }
                : .noMatch("没有符合条件的批次") {
                    "请修改条件后重新搜索。"
                } actions: {
                    LinkButton("清空条件", .enrolments)
                },
            columns: [
                .head("批次编号") { entry in
                    if let page = Self.page(of: entry) {
                        a(.href(page)) { entry.record.number }
                    } else {
                        HTML(entry.record.number)
                    }
                },
                .text("参保类型") { $0.record.enrolment.entry?.wording ?? UnitEnrolment.Kind.centralised.wording },
                Column("年度", .line) { String($0.record.enrolment.year) },
                .number("参保人数") { $0.version?.heads ?? 0 },
                .moment("提交时间", absent: "未提交") { $0.version?.submittedAt },
                .moment("最后更新时间") { $0.record.updatedAt },
                Column("状态", .state) { entry in
                    entry.record.enrolment.badge
                    if entry.record.outdatedSince != nil, entry.record.enrolment.status.claims {
                        StateBadge("需再次提交", .bad)
                    }
                    if entry.corrections.open > 0 {
                        StateBadge("更正审核中 \(entry.corrections.open.grouped) 件", .wait)
                    }
                    if entry.corrections.removed > 0 {
                        span(.class("hint")) { "已更正移除 \(entry.corrections.removed.grouped) 人" }
                    }
                },
                .actions { entry in
                    if let notice = entry.notice { a(.href(.notice(notice))) { "重新下载告知书" } }
                    if let page = Self.page(of: entry) { a(.href(page)) { "查看" } }
                    if entry.record.enrolment.status == .lapsed, entry.record.enrolment.year == instantYear,
                        entry.rest == .some
                    {
                        a(.href(Path.enrolment(.lapsed(entry.record.enrolment.id)))) { "转为即时参保" }
                    }
                    if let version = entry.version, version.number > 1, entry.record.enrolment.kind == .centralised {
                        a(.href(Path.enrolment(.versions(version.id)))) { "各版名单" }
                    }
                },
            ]
        ).html
    }

    /// Where a list can be looked at; nil as long as it has never been handed in.
    private static func page(of entry: EnrolmentEntry) -> Path? {
        guard let version = entry.version else { return nil }
        return .enrolment(
            entry.record.enrolment.kind == .instant
                ? .instantList(entry.record.enrolment.id) : .result(version.id))
    }
}
