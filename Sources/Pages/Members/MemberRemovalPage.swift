public import Domain
public import Markup
import Wording

/// 删除会员: the reason, and what follows from it.
public struct MemberRemovalPage: Component, Sendable {
    let frame: PageFrame
    let row: MembersPage.Row
    let consequences: RemovalConsequences
    let form: FormState

    public init(
        _ frame: PageFrame, _ row: MembersPage.Row, _ consequences: RemovalConsequences, form: FormState = FormState()
    ) {
        (self.frame, self.row, self.consequences, self.form) = (frame, row, consequences, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
        public static let version = "version"
        public static let note = "note"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "删除会员", above: [Crumb("会员管理"), Crumb("会员信息", .members), Crumb(row.name, .member(row.id))],
                facts: [HTML(row.name), HTML("\(row.documentType.wording) \(row.document)"), HTML(row.unionName)]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            PostForm(to: .memberRemoval(row.id), frame.tokens, .class("stack")) {
                HiddenField(Field.version, String(consequences.version))
                Card("为什么删除", id: "why") {
                    div(.class("card-body")) {
                        RadioField(
                            Field.reason, "删除原因", in: form,
                            RemovalReason.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) }
                                + RemovalRequest.Ground.allCases.map {
                                    Choice($0.rawValue, $0.wording, hint: $0.explanation)
                                },
                            shape: .boxes)
                        TextArea(
                            Field.note, "说明", in: form, rows: 2, hint: "误录、重复必填，上级工会会看到。", need: .optional)
                        p(.class("muted")) { "离职的会员请办理会籍转移，不要删除。" }
                    }
                }
                if !sentences.isEmpty {
                    Callout("删除前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
                }
                DecideBlock("确认删除 1 名会员") {
                    "退休、犯罪、死亡立即删除：不再是本工会会员，不计入会员数；参保记录和会员服务卡记录保留，仍可查询；删除不能撤销，误删的需要重新导入。"
                        + "误录、重复由上级工会审核，审核之前会籍不变。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("删除会员 \(row.name)", .danger, size: .large)
                        LinkButton("返回会员详情", .member(row.id), size: .large)
                    }
                }
            }
        }
    }

    private var sentences: [String] { consequences.removalSentences }
}

extension RemovalConsequences {
    /// What a deletion means for cards and lists.
    var removalSentences: [String] {
        [
            listedYear.map { "在 \($0) 年度已提交的参保名单中，删除后名单需要再次提交。" },
            lockedYear.map { "在 \($0) 年度已锁定的参保名单中，名单和保障不因删除改变。" },
            cardBatch.map { "在办卡批次 \($0) 中，名单已交银行，银行仍会制卡。" },
            openCardBatch.map { "在办卡批次 \($0) 中，尚未交银行，批次中将自动剔除。" },
            issuedCards > 0 ? "持有有效的会员服务卡，卡片不会自动注销，请提醒本人或家属到银行办理。" : nil,
            coveredThrough.map { "保障有效至 \($0.description)，已生效的保障不受影响。" },
        ].compactMap(\.self)
    }
}
