public import Domain
public import Markup
import Wording

/// 核对并执行: what will be done, to whom, and what cannot be undone (ux pattern 7).
public struct ComparisonExecutionPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let errors: FieldErrors

    public init(_ frame: PageFrame, _ model: Model, errors: FieldErrors = FieldErrors()) {
        (self.frame, self.model, self.errors) = (frame, model, errors)
    }

    public struct Model: Sendable {
        public var comparison: MemberComparison
        /// The 临时工会 that who leaves is offered to.
        public var holding: String?
        public var acts: [Act]
        /// Who would have to consent to so many deletions; nil when nobody.
        public var consenter: MassRemovalConsenter?

        public init(
            comparison: MemberComparison, holding: String?, acts: [Act], consenter: MassRemovalConsenter? = nil
        ) {
            (self.comparison, self.holding, self.acts) = (comparison, holding, acts)
            self.consenter = consenter
        }

        var people: Int { acts.map(\.people).reduce(0, +) }
    }

    /// One decision about the people of one group.
    public struct Act: Sendable {
        public var decision: ComparisonDecision
        public var part: ComparisonPart
        public var people: Int
        /// The first of them.
        public var first: [Person]
        /// What hangs on the memberships of those who leave.
        public var consequences: TransferConsequences
        /// How many of those who come are members of another union.
        public var moving: Int

        public init(
            _ decision: ComparisonDecision, of part: ComparisonPart, people: Int, first: [Person],
            consequences: TransferConsequences = TransferConsequences(), moving: Int = 0
        ) {
            self.decision = decision
            self.part = part
            self.people = people
            self.first = first
            self.consequences = consequences
            self.moving = moving
        }
    }

    /// Somebody to whom it will be done; numbers are masked.
    public struct Person: Sendable {
        public var name: String
        public var documentType: String
        public var document: String
        public var workplace: String
        public var changes: [FieldChange]
        public var outcome: ImportOutcome?
        public var consequences: TransferConsequences

        public init(
            name: String, documentType: String, document: String, workplace: String, changes: [FieldChange] = [],
            outcome: ImportOutcome? = nil, consequences: TransferConsequences = TransferConsequences()
        ) {
            self.name = name
            self.documentType = documentType
            self.document = document
            self.workplace = workplace
            self.changes = changes
            self.outcome = outcome
            self.consequences = consequences
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let expected = "expected"
    }

    private var id: ID<MemberComparison> { model.comparison.id }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对并执行",
                above: [
                    Crumb("会员管理"), Crumb("会员比对", .comparison(.list)), Crumb("比对结果", .comparison(.one(id))),
                ], facts: [HTML("比对表：\(model.comparison.fileName)")]),
            current: .comparison(.list), errors: errors, shape: .journey
        ) {
            if model.people == 0 {
                Callout("没有需要执行的处理") { p { "请先在比对结果中选定处理方式。" } }
                div(.class("row-gap")) {
                    LinkButton("返回比对结果", .comparison(.one(id)), .primary)
                    if model.comparison.executed > 0 { LinkButton("查看执行结果", .comparison(.results(id))) }
                }
            } else {
                Card("将要执行", id: "what") {
                    Totals(
                        model.acts.map { TotalLine($0.words, "\($0.people.grouped) 人") }
                            + [TotalLine("合计", "\(model.people.grouped) 人", .sum)])
                }
                for act in model.acts { card(of: act) }
                if let consenter = model.consenter { MassRemovalForewarning(consenter) }
                DecideBlock("确认执行 \(model.people.grouped) 人") {
                    "比对之后资料又有变动的人不会处理，会逐人列出结果和下一步。人数较多的在后台分批处理，可以离开本页，也可以停止；中途中断的会自动继续，每人只处理一次。"
                } content: {
                    PostForm(to: .comparison(.execution(id)), frame.tokens) {
                        HiddenField(Field.expected, String(model.people))
                        div(.class("row-gap")) {
                            SubmitButton("执行 \(model.people.grouped) 人的处理", .primary, size: .large)
                            LinkButton("返回比对结果", .comparison(.one(id)), size: .large)
                        }
                    }
                }
            }
        }.html
    }

    // MARK: One act

    private func card(of act: Act) -> HTML {
        Card(
            "\(act.words) \(act.people.grouped) 人", id: "\(act.part.rawValue)-\(act.decision.rawValue)",
            note: act.people > act.first.count ? "列出前 \(act.first.count) 人" : ""
        ) {
            let sentences = sentences(of: act)
            if !sentences.isEmpty {
                div(.class("card-body")) {
                    Callout("执行前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
                }
            }
            DataTable("\(act.words)的人", act.first, columns: columns(of: act))
            div(.class("card-body row-gap")) {
                if act.people > act.first.count { span { "另有 \((act.people - act.first.count).grouped) 人。" } }
                a(
                    .class("inline-link"), .href(ComparisonPage.url(id, act.part, planned: act.decision))
                ) { "查看或撤销这 \(act.people.grouped) 人" }
            }
        }.html
    }

    private func columns(of act: Act) -> [Column<Person>] {
        var columns: [Column<Person>] = [
            .head("姓名") { textOr($0.name, "没有填写") }, .text("证件类型") { $0.documentType }, .text("证件号") { $0.document },
        ]
        switch act.decision {
        case .update:
            columns.append(
                Column("将变更") { person in
                    ul(.class("plain")) {
                        for change in person.changes {
                            li { "\(change.field.wording)：\(change.from.orNothing) → \(change.to.orNothing)" }
                        }
                    }
                })
        case .import:
            columns.append(Column("工作单位/服务平台") { textOr($0.workplace) })
            columns.append(.text("提示") { $0.outcome == .moved ? "其他工会的会员，需原工会审核" : nil })
        case .transfer, .removeRetired, .removeConvicted, .removeDeceased:
            columns.append(Column("工作单位/服务平台") { textOr($0.workplace) })
            columns.append(.text("有关事项") { $0.consequences.words })
        case .keep: columns.append(Column("工作单位/服务平台") { textOr($0.workplace) })
        }
        return columns
    }

    private func sentences(of act: Act) -> [String] {
        switch act.decision {
        case .import:
            return act.moving > 0 ? ["其中 \(act.moving.grouped) 人是其他工会的会员，由原工会审核会籍转移，同意之前不计入本单位会员。"] : []
        case .update: return ["以名册的内容为准，名册里空着的列保留原来的内容。"]
        case .transfer:
            return ["向\(model.holding ?? "临时工会")提出会籍转移申请，同意之前仍是本工会会员，可以在会籍审核管理中撤回。"] + act.consequences.sentences
        case .removeRetired, .removeConvicted, .removeDeceased:
            return ["删除后不再是本工会会员，删除不能撤销；已生效的保障不受影响。"] + act.consequences.removalSentences
        case .keep: return []
        }
    }
}

extension ComparisonExecutionPage.Act {
    /// In the words of the group: 导入, 不导入.
    var words: String { decision.wording(in: part) }
}

extension TransferConsequences {
    /// What a deletion means for these people's lists and cards.
    var removalSentences: [String] {
        [
            listed > 0 ? "\(listed.grouped) 人在已提交、尚未锁定的参保名单中，删除后名单需要再次提交；未再次提交的，锁定时自动剔除。" : nil,
            locked > 0 ? "\(locked.grouped) 人在已锁定的参保名单中，名单和保障不因删除改变。" : nil,
            ordered > 0 ? "\(ordered.grouped) 人在办卡批次中，名单已交银行，银行仍会制卡。" : nil,
            batched > 0 ? "\(batched.grouped) 人在办卡批次中，尚未交银行，批次中将自动剔除。" : nil,
            carded > 0 ? "\(carded.grouped) 人持有有效的会员服务卡，卡片不会自动注销，请提醒本人或家属到银行办理。" : nil,
        ].compactMap(\.self)
    }

    /// What hangs on one membership; nil for nothing.
    var words: String? {
        let words = [
            deceased > 0 ? "登记为死亡" : nil, retired > 0 ? "登记为退休" : nil,
            listed > 0 ? "在已提交的参保名单中" : nil, locked > 0 ? "在已锁定的参保名单中" : nil,
            ordered + batched > 0 ? "在办卡批次中" : nil, carded > 0 ? "有会员服务卡" : nil,
        ].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: "；")
    }
}

extension String {
    /// For a change from or to nothing.
    fileprivate var orNothing: String { isEmpty ? "空" : self }
}
