public import Domain
public import Markup
import Wording

/// Before several transfers are decided or withdrawn: how many, the first ten, what follows, and why they are returned.
public struct TransferDecisionPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public enum Decision: String, Sendable {
        case accept, `return`, withdraw
    }

    public struct Model: Sendable {
        public var decision: Decision
        public var people: Int
        public var first: [MemberTransfersPage.Row]
        public var consequences: TransferConsequences
        /// The same for each of the first, by the transfer.
        public var each: [ID<MembershipTransfer>: TransferConsequences]
        /// Units of the receiving unions whose handed-in list lacks who comes to them.
        public var openLists: Int
        /// Which transfers are meant, as the form carries it.
        public var fields: [(name: String, value: String)]

        public init(
            _ decision: Decision, people: Int, first: [MemberTransfersPage.Row], consequences: TransferConsequences,
            each: [ID<MembershipTransfer>: TransferConsequences] = [:],
            openLists: Int = 0, fields: [(name: String, value: String)]
        ) {
            self.decision = decision
            self.people = people
            self.first = first
            self.consequences = consequences
            self.each = each
            self.openLists = openLists
            self.fields = fields
        }
    }

    /// Names of the fields.
    public enum Field {
        public static let transfer = "transfer"
        public static let decision = "decision"
        public static let everybody = "everybody"
        public static let expected = "expected"
        public static let reason = "reason"
    }

    private var title: String {
        switch model.decision {
        case .accept: "同意会籍转移"
        case .return: "退回会籍转移"
        case .withdraw: "撤回会籍转移申请"
        }
    }

    private var columns: [Column<MemberTransfersPage.Row>] {
        let columns: [Column<MemberTransfersPage.Row>] = [
            .head("姓名") { $0.name }, .text("证件号") { $0.document },
            Column("转出工会") { textOr($0.from, "其他工会") }, Column("转入工会") { $0.to },
        ]
        return switch model.decision {
        case .accept: columns + [.text("有关事项") { model.each[$0.id]?.words }]
        case .return, .withdraw: columns
        }
    }

    private var sentences: [String] {
        model.consequences.sentences + [ReceivingLists.sentence(model.openLists)].compactMap(\.self)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                title, above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers)],
                facts: [HTML("\(model.people.grouped) 人")]),
            current: .memberTransfers, errors: form.errors, shape: .journey
        ) {
            Card(
                "涉及的会员", id: "people",
                note: model.people > model.first.count ? "只列出前 \(model.first.count) 人" : ""
            ) {
                DataTable("涉及的会员", model.first, columns: columns)
            }
            if model.decision == .accept, !sentences.isEmpty {
                Callout("同意前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
            }
            PostForm(to: .memberTransferDecisions, frame.tokens, .class("stack")) {
                for field in model.fields { HiddenField(field.name, field.value) }
                HiddenField(Field.decision, model.decision.rawValue)
                switch model.decision {
                case .accept:
                    DecideBlock("同意转移 \(model.people.grouped) 人") {
                        "同意后他们不再是原工会的会员，成为转入工会的会员，不能撤销。每个人的结果会逐一列出。"
                    } content: {
                        SubmitButton("同意转移 \(model.people.grouped) 人", .primary, size: .large)
                    }
                case .return:
                    Card("退回原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(Field.reason, "退回原因", in: form, rows: 2, hint: "申请的工会会看到。")
                        }
                    }
                    DecideBlock("退回 \(model.people.grouped) 人的申请") {
                        "退回后会籍不变，申请的工会可以再次申请。"
                    } content: {
                        SubmitButton("退回 \(model.people.grouped) 人的申请", .primary, size: .large)
                    }
                case .withdraw:
                    DecideBlock("撤回 \(model.people.grouped) 人的申请") {
                        "撤回后会籍不变，对方工会不再审核，需要时可以再次申请。已由对方办理的不受影响，每个人的结果会逐一列出。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("撤回 \(model.people.grouped) 人的申请", .primary, size: .large)
                            LinkButton("返回本工会申请的", MemberTransfersPage.url(.requested), size: .large)
                        }
                    }
                }
            }
        }
    }
}

/// What coming to a union means for its lists.
enum ReceivingLists {
    /// - Parameter units: whose list is handed in and not locked; nil for none.
    static func sentence(_ units: Int) -> String? {
        units > 0 ? "转入的工会有 \(units.grouped) 个单位的参保名单已提交、尚未锁定：转入这些单位的会员不在名单中，需要再次提交。" : nil
    }
}

extension TransferConsequences {
    /// What a transfer means for these people's lists and cards.
    var sentences: [String] {
        [
            gone,
            listed > 0 ? "\(listed.grouped) 人在已提交、尚未锁定的参保名单中，转出后原单位的名单需要再次提交；未再次提交的，锁定时自动剔除。" : nil,
            locked > 0 ? "\(locked.grouped) 人在已锁定的参保名单中，保障仍由原单位办理，不受转移影响。" : nil,
            ordered > 0 ? "\(ordered.grouped) 人在办卡批次中，名单已交银行，银行仍会制卡。" : nil,
            batched > 0 ? "\(batched.grouped) 人在办卡批次中，尚未交银行，批次中将自动剔除。" : nil,
            carded > 0 ? "\(carded.grouped) 人持有会员服务卡，卡片随本人转移，不需要重新办卡。" : nil,
        ].compactMap(\.self)
    }

    /// Whom the register has as retired or dead; nil for nobody.
    private var gone: String? {
        let words = [
            deceased > 0 ? "\(deceased.grouped) 人登记为死亡" : nil, retired > 0 ? "\(retired.grouped) 人登记为退休" : nil,
        ].compactMap(\.self)
        guard !words.isEmpty else { return nil }
        return words.joined(separator: "、") + "：应由所在工会按死亡、退休办理删除，不应转移。请先核对，登记有误的再转移。"
    }
}
