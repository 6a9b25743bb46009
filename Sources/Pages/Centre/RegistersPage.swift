public import Domain
public import Markup
import Wording

/// 登记名单导入: the form for the next list, and what was imported before.
public struct RegistersPage: Component, Sendable {
    let frame: PageFrame
    let lists: [RegisterList]
    let year: PlanYear?
    let form: FormState

    /// - Parameter form: fields `kind`, `as-of`, `file`.
    public init(_ frame: PageFrame, _ lists: [RegisterList], year: PlanYear?, form: FormState) {
        (self.frame, self.lists, self.year, self.form) = (frame, lists, year, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "登记名单导入", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML("社保、退休、死亡名单与全市会员比对，决定哪些人可以参保")]),
            current: .centre(.registers), errors: form.errors
        ) {
            Card("上传名单", id: "upload", note: "先预览，确认后才生效") {
                PostForm(to: .centre(.registers), frame.tokens, .multipart) {
                    div(.class("card-body form-narrow stack")) {
                        RadioField(
                            "kind", "名单种类", in: form,
                            RegisterKind.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.consequence) },
                            shape: .boxes)
                        DateField("as-of", "数据截止日", in: form, hint: asOfHint)
                        FileField(
                            "file", "名单文件", in: form, accept: ".xlsx,.csv", maxBytes: RegisterList.byteLimit,
                            hint:
                                "xlsx 或 csv，第一行为表头，必须有“证件号码”列，可以有“证件类型”列（没有时均按身份证）。最大 10 MB、10 万行；更大的请分成几个文件，或请系统管理员用命令导入（gonghui import register）。"
                        )
                        div(.class("row-gap")) { SubmitButton("上传并预览", icon: .upload) }
                    }
                }
            }
            Card("导入记录", id: "lists") {
                DataTable("导入记录", lists, blank: blank, columns: columns)
            }
        }
    }

    private var asOfHint: String {
        let common = "名单反映到哪一天的情况。"
        guard let year else { return common }
        return common + "\(year.year) 年度的退休数据截止日为 \(year.registerAsOf.withWeekday)。"
    }

    private var columns: [Column<RegisterList>] {
        [
            .head("名单") { list in
                if list.status == .staged {
                    a(.href(.centre(.register(list.id)))) { list.kind.wording }
                } else {
                    list.kind.wording
                }
            },
            .text("文件", absent: "命令行导入") { $0.fileName },
            .day("数据截止日") { $0.asOf },
            .number("行数") { $0.counts.rows },
            .number("无法识别") { $0.counts.unreadable },
            .number("匹配会员") { $0.counts.matched },
            .number("状态改变") { $0.counts.changed },
            .moment("时间") { $0.at },
            .text("账号") { $0.account },
            .state("状态") { $0.status.badge },
            .actions { list in
                if list.status == .applied, list.undoing == .forgotten {
                    span(.class("muted")) { "之后又导入过\(list.kind.wording)，不能撤销" }
                } else if list.status == .applied {
                    a(
                        .href(.centre(.registerUndoing(list.id))),
                        .ariaLabel("撤销导入：\(list.kind.wording) \(list.asOf)")
                    ) { "撤销导入" }
                }
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("还没有导入过名单") { "请先上传社保名单；没有名单时，新导入的会员都在“待确认”中。" }
    }
}

/// What a staged list would do, before anybody's status changes.
public struct RegisterPreviewPage: Component, Sendable {
    let frame: PageFrame
    let list: RegisterList
    let year: PlanYear?

    public init(_ frame: PageFrame, _ list: RegisterList, year: PlanYear?) {
        (self.frame, self.list, self.year) = (frame, list, year)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "预览\(list.kind.wording)",
                above: [Crumb("业务工作台", .workbench), Crumb("登记名单导入", .centre(.registers))],
                facts: [HTML(list.fileName ?? ""), HTML("数据截止 \(list.asOf.withWeekday)")]),
            current: .centre(.registers)
        ) {
            Card("比对结果", id: "counts", note: "共 \(list.counts.rows.grouped) 行") {
                Counts([
                    Counts.Item(list.counts.changed, "会员状态将改变", .warning),
                    Counts.Item(max(0, list.counts.matched - list.counts.changed), "匹配，状态不变", .good),
                    Counts.Item(list.counts.waiting, "不是会员，留待入会时比对"),
                    Counts.Item(list.counts.unreadable, "证件号码无法识别，不导入", .bad),
                ])
            }
            if list.counts.unreadable > 0 {
                Callout("有 \(list.counts.unreadable.grouped) 行证件号码无法识别", .warning) {
                    p { "常见原因是表格软件把 18 位号码变成了科学计数法（如 3.10101E+17）。请把该列设为文本后重新导出。" }
                }
            }
            if let year, list.kind == .retired, list.asOf != year.registerAsOf {
                Callout("数据截止日与本年度不一致", .warning) {
                    p { "\(year.year) 年度规定的退休数据截止日为 \(year.registerAsOf.withWeekday)，本名单为 \(list.asOf.withWeekday)。" }
                }
            }
            PostForm(to: .centre(.registerApplication(list.id)), frame.tokens) {
                DecideBlock("请确认") {
                    list.kind.consequence
                    "已提交但因此不再准确的名单会标为“已过时”，并提醒单位再次提交。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("导入\(list.kind.wording)，改变 \(list.counts.changed.grouped) 人的状态", size: .large)
                        SubmitButton("放弃", to: .centre(.registerDiscard(list.id)), size: .large)
                    }
                }
            }
        }
    }
}

extension RegisterList.Status {
    public var badge: StateBadge {
        switch self {
        case .staged: StateBadge(wording, .wait)
        case .applied: StateBadge(wording, .done)
        case .discarded, .undone: StateBadge(wording)
        }
    }
}
