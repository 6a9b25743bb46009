public import Domain
public import Markup
import Wording

/// One person whom two units want: both sides, and whose list he is to stand on.
public struct ClaimConflictPage: Component, Sendable {
    let frame: PageFrame
    let conflict: ClaimConflict
    let form: FormState

    public init(_ frame: PageFrame, _ conflict: ClaimConflict, form: FormState) {
        (self.frame, self.conflict, self.form) = (frame, conflict, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let winner = "winner"
        public static let reason = "reason"
        public static let version = "version"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(conflict.person.name)由哪个单位参保", tab: "一人一保裁定",
                above: [Crumb("业务工作台", .workbench), Crumb("一人一保裁定", .centre(.conflicts))],
                facts: [
                    HTML("\(conflict.year) 年度"),
                    HTML("\(conflict.person.document.type.wording) \(conflict.person.document.masked)"),
                    HTML("人保状态 \(conflict.person.socialInsurance.wording)"), HTML(conflict.status.wording),
                ]),
            current: .centre(.conflicts), errors: form.errors, shape: .journey
        ) {
            Card("两个单位", id: "sides") {
                div(.class("card-body")) {
                    VersionsConflict(
                        stored: ClaimConflict.Party.holder.wording, typed: ClaimConflict.Party.claimant.wording, fields)
                }
            }
            if conflict.status == .open { decision } else { closed }
            div(.class("row-gap")) { LinkButton("返回列表", .centre(.conflicts)) }
        }.html
    }

    private var fields: [VersionsConflict.Field] {
        func field(_ label: String, _ text: (ClaimConflict.Side) -> String) -> VersionsConflict.Field {
            VersionsConflict.Field(label, stored: text(conflict.holder), typed: text(conflict.claimant))
        }
        return [
            field("单位", \.unitName), field("工会", \.unionName), field("会员编号", \.memberNumber),
            field("工作单位", \.workplace), field("入会日期") { $0.joinedOn.description },
            field("会籍") { $0.leftOn.map { "已于 \($0) 结束" } ?? "有效" }, field("参保编号", \.number),
            field("名单状态") { $0.status.wording },
            field("名单") { $0.listVersion == 0 ? "尚未提交" : "第 \($0.listVersion) 版，\($0.heads.grouped) 人" },
        ]
    }

    private var decision: HTML {
        PostForm(to: .centre(.conflictDecision(conflict.id)), frame.tokens, .class("stack")) {
            HiddenField(Field.version, String(conflict.version))
            Card("裁定", id: "decision") {
                div(.class("card-body stack")) {
                    p {
                        "建议：由\(conflict.proposal.wording)“\(conflict.side(conflict.proposal).unitName)”参保"
                        conflict.holder.leftOn == nil ? "（先提交）。" : "（另一单位的会籍已结束）。"
                        "由谁缴纳社会保险优先考虑；登记名单不含缴费单位，请先核实。"
                    }
                    if let refusal = conflict.refusal(of: .claimant) { Callout { p { refusal.wording } } }
                    RadioField(
                        Field.winner, "由哪个单位参保", in: form,
                        ClaimConflict.Party.allCases.filter { conflict.refusal(of: $0) == nil }.map { party in
                            Choice(
                                party.rawValue, "\(party.wording)：\(conflict.side(party).unitName)",
                                hint: consequence(party))
                        }, shape: .boxes)
                    TextArea(
                        Field.reason, "理由", in: form, rows: 2,
                        hint: "\(ClaimConflict.reasonLimit) 字以内。双方都会看到，请勿写明对方单位。")
                    SubmitButton("裁定", .primary, size: .large)
                }
            }
        }.html
    }

    private func consequence(_ party: ClaimConflict.Party) -> String {
        switch party {
        case .holder: "两份名单不变；后提出的单位不能再列入此人。"
        case .claimant:
            conflict.holder.heads > 1
                ? "先提交的单位名单减少 1 人，生成第 \(conflict.holder.listVersion + 1) 版和新的告知书，金额随之减少；后提出的单位名单已提交的，同时增加 1 人。"
                : "先提交的单位名单只有此人，将退回该单位；后提出的单位名单已提交的，同时增加 1 人。"
        }
    }

    private var closed: HTML {
        Callout("已处理：\(conflict.status.wording)", .good) {
            p {
                conflict.closedBy
                " "
                conflict.closedAt?.htmlToTheMinute ?? HTML()
            }
            if let reason = conflict.reason { p { "理由：\(reason)" } }
        }.html
    }
}
