public import Domain
public import Markup
import Wording

/// 会员申请: what members have asked their union for from their own pages.
public struct MemberRequestsPage: Component {
    public static let part = "part"

    let frame: PageFrame
    let part: OwnRequestPart
    let rows: [RequestRow]
    let window: PageWindow

    public init(_ frame: PageFrame, _ part: OwnRequestPart, _ rows: [RequestRow], _ window: PageWindow) {
        (self.frame, self.part, self.rows, self.window) = (frame, part, rows, window)
    }

    public var html: HTML {
        Layout(frame, PageHead("会员申请", above: [Crumb("会员管理")]), current: .memberRequests) {
            section(.class("card"), .ariaLabel("会员申请")) {
                ListBar(window.caption) {
                    tab("待答复", .open)
                    tab("已答复", .answered)
                }
                DataTable(
                    "会员申请", rows,
                    blank: .nothingYet(part == .open ? "没有待答复的申请" : "还没有答复过的申请") {
                        "会员本人登录后提交的信息更正和个人办卡申请会显示在这里。"
                    },
                    columns: [
                        .head("姓名") { HTML($0.memberName) }, .text("会员编号") { $0.memberNumber },
                        .text("事项") { $0.kind.wording }, .moment("提交时间") { $0.askedAt }, .state("状态") { $0.badge },
                        .actions { row in a(.href(.memberRequest(row.id))) { row.status == .open ? "答复" : "查看" } },
                    ])
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.memberRequests.url(
                            (Self.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }

    private func tab(_ words: String, _ other: OwnRequestPart) -> HTML {
        a(
            .class("btn btn-small"), .href(Path.memberRequests.url((Self.part, other.rawValue))),
            .ariaCurrent(.page, if: other == part)
        ) { words }
    }
}

/// One request of a member, with the clerk's answer.
public struct MemberRequestPage: Component {
    public enum Field {
        public static let verdict = "verdict"
        public static let answer = "answer"
        public static let version = "version"
        /// The raw value of `RequestedAddress.taken` when it is ticked.
        public static let address = "address"
    }

    /// The form before anything is typed: the member's address is taken unless the clerk unticks it.
    public static var blank: FormState { FormState([Field.address: [RequestedAddress.taken.rawValue]]) }

    let frame: PageFrame
    let row: RequestRow
    let check: OwnCardCheck?
    let form: FormState

    /// - Parameters:
    ///   - check: of a request for a card.
    ///   - form: fields of ``Field``.
    public init(_ frame: PageFrame, _ row: RequestRow, _ check: OwnCardCheck?, form: FormState) {
        (self.frame, self.row, self.check, self.form) = (frame, row, check, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(row.memberName)：\(row.kind.wording)", tab: "会员申请：\(row.kind.wording)",
                above: [Crumb("会员管理"), Crumb("会员申请", .memberRequests)], here: "申请详情"
            ) { if row.standing == .member { LinkButton("查看会员", .member(row.member)) } },
            current: .memberRequests, errors: form.errors, shape: .journey
        ) {
            Card("申请内容", id: "request") {
                CheckAnswers(
                    [
                        .init("状态") { row.badge },
                        .init("会员") { "\(row.memberName)　\(row.memberNumber)" },
                        .init(row.kind == .card ? "会员填写的收卡地址" : "会员填写") { row.text },
                        .init("提交时间") { row.askedAt.htmlToTheMinute },
                    ] + answered)
            }
            if let check { card(check) }
            if row.status == .open { answerForm }
        }.html
    }

    @HTMLBuilder private func card(_ check: OwnCardCheck) -> HTML {
        Card("办卡条件", id: "card-check") {
            CheckAnswers([
                .init("会员类别") { check.category.wording },
                .init("证件到期日") { check.expiry?.wording ?? "没有登记" },
                .init("登记的地址") {
                    p { check.keptAddress ?? "没有登记" }
                    if check.keptAddress != nil {
                        p(.class("small muted")) { check.comparison == .same ? "与会员填写的一致" : "与会员填写的不同" }
                    }
                },
            ])
        }
        if check.obstacles.isEmpty {
            Callout("可以办卡", .good) { p { "类别、证件到期日和登记的地址符合办卡要求。" } }
        } else {
            Callout(row.status == .open ? "办卡前要先处理" : "还不能放入办卡批次", .warning) {
                ul {
                    for obstacle in check.obstacles { li { "\(obstacle.wording)：\(repair(obstacle, check))" } }
                }
                if check.obstacles.contains(where: { $0 == .expired || $0 == .expiryMissing }) {
                    LinkButton("修改证件到期日", .cardExpiry(row.member.description), icon: .edit)
                }
            }
        }
    }

    private func repair(_ obstacle: CardObstacle, _ check: OwnCardCheck) -> String {
        if row.status == .open, check.mendedByAddress.contains(obstacle) { return "同意时勾选登记会员填写的收卡地址即可。" }
        if obstacle == .addressTooShort { return check.rule.wording + "请在会员详情中修改工作单位详细地址。" }
        return obstacle.repair(check.rule)
    }

    private var answered: [CheckAnswers.Answer] {
        guard let at = row.answeredAt else { return [] }
        return [
            .init("答复") { row.answer ?? "—" },
            .init("答复时间") { at.htmlToTheMinute },
        ]
    }

    private var answerForm: HTML {
        PostForm(to: .memberRequestAnswer(row.id), frame.tokens, .class("card form-narrow")) {
            HiddenField(Field.version, String(row.version))
            div(.class("card-body stack")) {
                p {
                    switch row.kind {
                    case .correction: "请先核对证件，在会员详情中修改后，再答复本人。"
                    case .card: "请核对上面的办卡条件。同意后该会员列入待办会员列表，放入下一个办卡批次后才制卡。"
                    }
                }
                RadioField(
                    Field.verdict, "处理结果", in: form,
                    [
                        Choice(OwnRequest.Command.grant.rawValue, row.kind == .card ? "同意，等待办卡" : "已办理"),
                        Choice(OwnRequest.Command.decline.rawValue, "不同意"),
                    ])
                if check?.comparison == .different {
                    CheckField(
                        Field.address, "收卡地址", in: form,
                        [
                            Choice(
                                RequestedAddress.taken.rawValue, "同意时登记会员填写的收卡地址",
                                hint: "写入会员的工作单位详细地址，制卡文件使用这个地址。")
                        ], need: .required)
                }
                TextArea(Field.answer, "答复", in: form, hint: "会员本人会看到，最多 \(OwnRequest.textLimit) 个字。")
                SubmitButton("答复会员")
            }
        }.html
    }
}
