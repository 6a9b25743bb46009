public import Domain
public import Markup
import Wording

/// One member with all that is known, numbers masked, and what happened to him.
public struct MemberPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let cards: MemberCardsCard?

    /// - Parameter cards: all cards that he ever had.
    public init(_ frame: PageFrame, _ model: Model, cards: MemberCardsCard? = nil) {
        (self.frame, self.model, self.cards) = (frame, model, cards)
    }

    public struct Model: Sendable {
        public var row: MembersPage.Row
        public var expiry: IdentityDocument.Expiry?
        public var socialInsuranceAsOf: CalendarDay?
        public var unitName: String
        public var address: String?
        public var pending: PendingRequests
        public var history: [Happening]
        /// What he was covered by through the unions that the account looks after.
        public var coverages: [Coverage]
        public var tools: MembersPage.Tools
        public var disclosure: Disclosure

        public enum Disclosure: Sendable {
            case masked
            /// Whole numbers can be asked for.
            case onRequest
        }

        var mayDisclose: Bool {
            switch disclosure {
            case .masked: false
            case .onRequest: row.left == nil
            }
        }

        /// Whether something can be done with the membership.
        var mayAct: Bool { tools == .importMembers && row.left == nil }

        public init(
            row: MembersPage.Row, expiry: IdentityDocument.Expiry?, socialInsuranceAsOf: CalendarDay?,
            unitName: String, address: String?, pending: PendingRequests = .none, history: [Happening],
            coverages: [Coverage] = [], tools: MembersPage.Tools,
            disclosure: Disclosure = .masked
        ) {
            self.row = row
            self.expiry = expiry
            self.socialInsuranceAsOf = socialInsuranceAsOf
            self.unitName = unitName
            self.address = address
            self.pending = pending
            self.history = history
            self.coverages = coverages
            self.tools = tools
            self.disclosure = disclosure
        }
    }

    /// Something that happened to the member, and who did it.
    public struct Happening: Sendable {
        let at: Instant
        let account: String
        let words: String
        let changes: [Change]

        /// One field as it was and as it is; nil for nothing.
        public struct Change: Sendable {
            let field: String
            let before: String?
            let after: String?

            public init(_ field: String, from before: String?, to after: String?) {
                (self.field, self.before, self.after) = (field, before, after)
            }
        }

        public init(at: Instant, account: String, words: String, changes: [Change] = []) {
            (self.at, self.account, self.words, self.changes) = (at, account, words, changes)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                model.row.name, tab: "会员详情", above: [Crumb("会员管理"), Crumb("会员信息", .members)], here: "会员详情",
                facts: [HTML("会员编号 \(model.row.number)"), HTML(model.row.unionName), HTML(model.row.category.wording)]
            ) {
                if model.mayDisclose { LinkButton("查看完整号码", .memberList(.disclosure(model.row.id)), icon: .eye) }
                if model.mayAct {
                    if !model.pending.isOnItsWay {
                        LinkButton(
                            "转移",
                            Path.memberTransferNew.url(TransferRequestPage.Selection.member(model.row.id).field))
                        LinkButton("删除", .memberRemoval(model.row.id))
                    }
                    LinkButton("修改", .memberList(.edit(model.row.id)), .primary, icon: .edit)
                }
            },
            current: .members, shape: .journey
        ) {
            if let left = model.row.left {
                Callout(left.wording) { p { left.explanation } }
            }
            pending
            Card("个人信息", id: "person") { CheckAnswers(person) }
            Card("会籍信息", id: "membership") { CheckAnswers(membership) }
            coverages
            if let cards { cards }
            Card("办理记录", id: "history") {
                DataTable(
                    "办理记录", model.history, blank: .nothingYet("还没有记录") { "导入、更新、转移等办理后会显示在这里。" },
                    columns: [
                        Column("时间", .line) { $0.at.htmlToTheMinute },
                        .head("事项") { happening in
                            happening.words
                            if !happening.changes.isEmpty {
                                ul(.class("changes")) {
                                    for change in happening.changes {
                                        li { "\(change.field)：\(change.before ?? "无") → \(change.after ?? "无")" }
                                    }
                                }
                            }
                        },
                        .text("经办", absent: "系统") { $0.account },
                    ])
            }
        }
    }

    private var coverages: HTML {
        Card("参保记录", id: "coverage") {
            DataTable(
                "参保记录", model.coverages,
                blank: .nothingYet("还没有参保记录") { "在本工会及下级工会参保的记录会显示在这里，离会以后也保留。" },
                columns: [
                    .head("保障年度") { HTML(String($0.year)) }, .text("保障类型") { "\($0.plan) 类" },
                    Column("参保单位") { $0.unitName },
                    Column("保障期限", .line) { coverage in
                        coverage.period.from.html
                        " 至 "
                        coverage.period.through.html
                    },
                    .state("状态") { $0.status.badge },
                ])
        }.html
    }

    @HTMLBuilder private var pending: HTML {
        if let transfer = model.pending.transfer {
            Callout("会籍转移审核中", .warning) {
                p {
                    "审核之前会籍不变。"
                    if model.tools == .importMembers {
                        a(.class("inline-link"), .href(.memberTransfer(transfer))) { "查看转移申请" }
                    }
                }
            }
        }
        if let correction = model.pending.correction {
            Callout("会员本人申请更正信息，等待答复", .warning) {
                p {
                    "请核对后修改信息并答复。"
                    if model.tools == .importMembers {
                        a(.class("inline-link"), .href(.memberRequest(correction))) { "查看更正申请" }
                    }
                }
            }
        }
        if let removal = model.pending.removal {
            Callout("删除审核中", .warning) {
                p {
                    "上级工会审核之前会籍不变。"
                    if model.tools == .importMembers {
                        a(.class("inline-link"), .href(.removalRequest(removal))) { "查看删除申请" }
                    }
                }
            }
        }
    }

    private var person: [CheckAnswers.Answer] {
        [
            answer("姓名", model.row.name), answer("性别", model.row.sex.wording),
            answer("证件类型", model.row.documentType.wording), answer("证件号", model.row.document),
        ] + (model.row.left == nil ? present : [])
    }

    /// What changes with the time, and is no longer told of who has left.
    private var present: [CheckAnswers.Answer] {
        [
            answer("证件到期日", model.expiry?.wording, absent: "没有填写"),
            answer("手机号", model.row.phone),
            CheckAnswers.Answer("人保状态") {
                model.row.socialInsurance.badge
                if let day = model.socialInsuranceAsOf {
                    "　数据截至 "
                    day.html
                }
            },
        ]
    }

    private var membership: [CheckAnswers.Answer] {
        [
            answer("所在工会", model.row.unionName), answer("工会编号", model.row.unionCode),
            answer("参保单位", model.unitName), answer("会员类别", categoryWords),
            answer("工作单位/服务平台", model.row.workplace), answer("工作单位详细地址", model.address, absent: "没有填写"),
            answer("会员标签", model.row.label), answer("户籍类型", model.row.household), answer("岗位类别", model.row.post),
            answer("会员来源", model.row.source.wording),
            CheckAnswers.Answer("是否激活电子会员证") { model.row.electronicCard.badge },
            CheckAnswers.Answer("入会日期") { model.row.joinedOn.html },
            model.row.left.map { left in CheckAnswers.Answer("离会日期") { left.on.html } },
            answer("备注", model.row.note),
        ].compactMap(\.self)
    }

    private var categoryWords: String {
        let words = model.row.category.wording
        return model.row.flexibleKind.map { "\(words)：\($0)" } ?? words
    }

    private func answer(_ question: String, _ text: String?, absent: String = "无") -> CheckAnswers.Answer {
        CheckAnswers.Answer(question) { textOr(text, absent) }
    }
}

extension SocialInsuranceStatus {
    var badge: StateBadge {
        switch self {
        case .insured: StateBadge(wording, .done)
        case .unverified: StateBadge(wording, .wait)
        case .retired: StateBadge(wording)
        case .deceased: StateBadge(wording)
        }
    }
}
