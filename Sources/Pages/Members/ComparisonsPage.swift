public import Domain
public import Markup
import Wording

/// 会员比对: the past comparisons, the latest first (manual 2023, part 1, 三, 方式二).
public struct ComparisonsPage: Component, Sendable {
    let frame: PageFrame
    let comparisons: [MemberComparison]
    let window: PageWindow
    let filter: ComparisonFilter

    public init(
        _ frame: PageFrame, _ comparisons: [MemberComparison], _ window: PageWindow,
        filter: ComparisonFilter = ComparisonFilter()
    ) {
        (self.frame, self.comparisons, self.window, self.filter) = (frame, comparisons, window, filter)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let fileName = "file-name"
        public static let account = "account"
        public static let state = "state"
        public static let page = "page"
        public static let size = "size"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("会员比对", above: [Crumb("会员管理")]) {
                LinkButton("下载比对模板", .comparison(.template), icon: .download)
                LinkButton("会员比对", .comparison(.new), .primary, icon: .upload)
            }, current: .comparison(.list)
        ) {
            section(.class("card"), .ariaLabel("筛选")) {
                FilterForm(.comparison(.list), .address) {
                    TextField(Field.fileName, "比对表名", in: form, .search)
                    TextField(Field.account, "操作账号", in: form, .search)
                    SelectField(
                        Field.state, "比对状态", in: form,
                        MemberComparison.State.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                }
            }
            section(.class("card"), .ariaLabel("比对记录")) {
                ListBar(window.caption)
                DataTable("比对记录", comparisons, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.comparison(.list).url(
                        query: fields + [
                            (name: Field.page, value: String(number)), (name: Field.size, value: String(size)),
                        ])
                }
            }
        }.html
    }

    private var fields: [(name: String, value: String)] {
        [
            (name: Field.fileName, value: filter.fileName), (name: Field.account, value: filter.account),
            (name: Field.state, value: filter.state?.rawValue),
        ].compactMap { field in field.value.map { (name: field.name, value: $0) } }
    }

    private var form: FormState {
        FormState(Dictionary(fields.map { ($0.name, [$0.value]) }, uniquingKeysWith: { first, _ in first }))
    }

    private var blank: Blank {
        filter.isEmpty
            ? .nothingYet("还没有比对过") {
                "上传本单位现在的完整名册，系统找出新增、名册里没有和信息变更的会员。"
            } actions: {
                LinkButton("会员比对", .comparison(.new), .primary)
            }
            : .noMatch("没有符合条件的比对") {
                "请减少条件后重新搜索。"
            } actions: {
                LinkButton("清除全部条件", .comparison(.list))
            }
    }

    private var columns: [Column<MemberComparison>] {
        [
            .head("比对表名") { $0.fileName },
            .text("操作账号", absent: "命令行") { $0.createdBy },
            .moment("上传时间") { $0.createdAt },
            .state("比对状态") { $0.state.badge },
            .number("新增") { $0.counts.new },
            .number("名册里没有") { $0.counts.missing },
            .number("信息变更") { $0.counts.changed },
            .number("已执行") { $0.executed },
            .actions { comparison in
                if comparison.state == .compared {
                    a(
                        .href(Path.comparison(.one(comparison.id)).url((ComparisonPage.Field.part, "missing"))),
                        .ariaLabel("查看处理详情：\(comparison.fileName)")
                    ) { "查看处理详情" }
                    a(
                        .href(.comparison(.newPeople(comparison.id))),
                        .ariaLabel("下载比对结果：\(comparison.fileName)")
                    ) { "下载比对结果" }
                } else {
                    let words = comparison.state.wayOn
                    a(
                        .href(.comparison(.one(comparison.id))), .ariaLabel("\(words)：\(comparison.fileName)")
                    ) { words }
                }
                if comparison.executed > 0 {
                    a(
                        .href(.comparison(.results(comparison.id))),
                        .ariaLabel("查看执行结果：\(comparison.fileName)")
                    ) { "查看执行结果" }
                }
            },
        ]
    }
}

extension MemberComparison.State {
    var badge: StateBadge {
        switch self {
        case .arranging, .held: StateBadge(wording, .wait)
        case .comparing, .executing: StateBadge(wording, .now)
        case .compared: StateBadge(wording, .done)
        case .interrupted: StateBadge(wording, .bad)
        case .givenUp, .expired: StateBadge(wording)
        }
    }

    /// What one goes to it for.
    fileprivate var wayOn: String {
        switch self {
        case .arranging: "核对列"
        case .comparing, .executing: "查看进度"
        case .compared, .held, .interrupted, .givenUp, .expired: "查看"
        }
    }
}
