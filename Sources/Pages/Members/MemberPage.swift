public import Domain
public import Markup
import Wording

/// One member with all that is known, numbers masked, and what happened to him.
public struct MemberPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var row: MembersPage.Row
        public var number: String
        public var category: MemberCategory
        public var expiry: IdentityDocument.Expiry?
        public var socialInsurance: SocialInsuranceStatus
        public var socialInsuranceAsOf: CalendarDay?
        public var unitName: String
        public var household: String?
        public var post: String?
        public var address: String?
        public var joinedOn: CalendarDay
        public var history: [Happening]
        public var tools: MembersPage.Tools

        public init(
            row: MembersPage.Row, number: String, category: MemberCategory, expiry: IdentityDocument.Expiry?,
            socialInsurance: SocialInsuranceStatus, socialInsuranceAsOf: CalendarDay?, unitName: String,
            household: String?, post: String?, address: String?, joinedOn: CalendarDay, history: [Happening],
            tools: MembersPage.Tools
        ) {
            self.row = row
            self.number = number
            self.category = category
            self.expiry = expiry
            self.socialInsurance = socialInsurance
            self.socialInsuranceAsOf = socialInsuranceAsOf
            self.unitName = unitName
            self.household = household
            self.post = post
            self.address = address
            self.joinedOn = joinedOn
            self.history = history
            self.tools = tools
        }
    }

    /// Something that happened to the member, and who did it.
    public struct Happening: Sendable {
        let at: Instant
        let account: String
        let words: String

        public init(at: Instant, account: String, words: String) {
            (self.at, self.account, self.words) = (at, account, words)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                model.row.name, above: [Crumb("会员管理"), Crumb("会员信息", .members)], here: "会员详情",
                facts: [HTML("会员编号 \(model.number)"), HTML(model.row.unionName), HTML(model.category.wording)]
            ) {
                if model.tools == .importMembers { LinkButton("删除", .memberRemoval(model.row.id)) }
            },
            current: .members, shape: .journey
        ) {
            Card("个人信息", id: "person") { CheckAnswers(person) }
            Card("会籍信息", id: "membership") { CheckAnswers(membership) }
            Card("办理记录", id: "history") {
                DataTable(
                    "办理记录", model.history, blank: .nothingYet("还没有记录") { "导入、更新、转移等办理后会显示在这里。" },
                    columns: [
                        Column("时间", .line) { $0.at.htmlToTheMinute },
                        .head("事项") { $0.words },
                        .text("经办", absent: "系统") { $0.account },
                    ])
            }
        }
    }

    private var person: [CheckAnswers.Answer] {
        [
            answer("姓名", model.row.name), answer("性别", model.row.sex.wording),
            answer("证件类型", model.row.documentType.wording), answer("证件号", model.row.document),
            answer("证件到期日", model.expiry?.wording, absent: "没有填写"),
            answer("手机号", model.row.phone),
            CheckAnswers.Answer("人保状态") {
                model.socialInsurance.badge
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
            answer("参保单位", model.unitName), answer("会员类别", model.category.wording),
            answer("工作单位/服务平台", model.row.workplace), answer("工作单位详细地址", model.address, absent: "没有填写"),
            answer("会员标签", model.row.label), answer("户籍类型", model.household), answer("岗位类别", model.post),
            answer("会员来源", model.row.source.wording),
            CheckAnswers.Answer("是否激活电子会员证") { model.row.electronicCard.badge },
            CheckAnswers.Answer("入会日期") { model.joinedOn.html }, answer("备注", model.row.note),
        ]
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
