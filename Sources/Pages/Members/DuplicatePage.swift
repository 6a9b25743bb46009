public import Domain
public import Markup
import Wording

/// One pair side by side: merge, or not the same person.
public struct DuplicatePage: Component, Sendable {
    let frame: PageFrame
    let pair: DuplicatesPage.Pair
    let obstacle: MergeObstacle?
    let form: FormState

    /// - Parameter obstacle: what must be done before the two can be merged.
    public init(
        _ frame: PageFrame, _ pair: DuplicatesPage.Pair, obstacle: MergeObstacle? = nil, form: FormState = FormState()
    ) {
        (self.frame, self.pair, self.obstacle, self.form) = (frame, pair, obstacle, form)
    }

    /// Names of the forms' fields.
    public enum Field {
        public static let kept = "kept"
        public static let document = "document"
        public static let reason = "reason"
        public static let version = "version"
    }

    private var id: ID<DuplicatePair> { pair.pair.id }
    private var sides: [MembersPage.Row] { [pair.first, pair.second] }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对重复会员", above: [Crumb("会员管理"), Crumb("疑似重复会员", .duplicate(.list))],
                facts: [HTML(pair.pair.kind.wording), HTML(pair.pair.status.wording)]),
            current: .duplicate(.list), errors: form.errors, shape: .journey
        ) {
            Card("两条记录", id: "sides", note: pair.pair.kind.explanation) {
                div(.class("card-body")) {
                    VersionsConflict(stored: "会籍一", typed: "会籍二", fields)
                }
            }
            if pair.pair.status == .open {
                if let obstacle {
                    Callout("现在还不能合并", .warning) { p { obstacle.wording } }
                } else {
                    merge
                }
                difference
            } else {
                Callout("已处理：\(pair.pair.status.wording)") {
                    p {
                        pair.pair.decidedBy
                        " "
                        pair.pair.decidedAt?.htmlToTheMinute ?? HTML()
                    }
                    if let reason = pair.pair.reason { p { "原因：\(reason)" } }
                }
            }
        }.html
    }

    private var fields: [VersionsConflict.Field] {
        func field(_ label: String, _ text: (MembersPage.Row) -> String) -> VersionsConflict.Field {
            VersionsConflict.Field(label, stored: text(pair.first), typed: text(pair.second))
        }
        return [
            field("姓名", \.name), field("证件类型") { $0.documentType.wording }, field("证件号", \.document),
            field("手机号", \.phone), field("性别") { $0.sex.wording }, field("所在工会", \.unionName),
            field("工会编号", \.unionCode), field("工作单位/服务平台", \.workplace),
            field("会员来源") { $0.source.wording },
        ]
    }

    private var merge: HTML {
        PostForm(to: .duplicate(.merge(id)), frame.tokens, .class("stack")) {
            HiddenField(Field.version, String(pair.pair.version))
            Card("是同一人：合并", id: "merge") {
                div(.class("card-body stack")) {
                    RadioField(
                        Field.kept, "保留哪一条会籍", in: form,
                        zip(["会籍一", "会籍二"], sides).map { Choice($1.id.description, "\($0)：\($1.unionName)") },
                        shape: .boxes)
                    if pair.pair.kind != .twoUnions {
                        RadioField(
                            Field.document, "本人现在使用的证件", in: form,
                            sides.map { Choice($0.id.description, "\($0.documentType.wording) \($0.document)") },
                            shape: .boxes)
                    }
                    p(.class("muted")) {
                        "另一条会籍结束，另一个证件记为原证件。两条记录的参保、保障、给付、办卡和申请合到一人名下，一条不少；已提交的名单不变。合并不能撤销。"
                    }
                    SubmitButton("合并为一人", .primary, size: .large)
                }
            }
        }.html
    }

    private var difference: HTML {
        PostForm(to: .duplicate(.difference(id)), frame.tokens, .class("stack")) {
            HiddenField(Field.version, String(pair.pair.version))
            Card("不是同一人", id: "difference") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.reason, "怎样核实的", in: form, rows: 2,
                        hint: "\(DuplicatePair.reasonLimit) 字以内。标记后这两条记录不再提示。")
                    SubmitButton("标记为不是同一人", .plain, size: .large)
                }
            }
        }.html
    }
}
