public import Domain
public import Markup
import Wording

/// 梳理会员: the roll is looked through before anything else.
public struct RosterReviewPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview

    public init(_ frame: PageFrame, _ overview: EnrolmentOverview) {
        (self.frame, self.overview) = (frame, overview)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "梳理会员", above: EnrolmentParts.aboveSteps, facts: [HTML("第 1 步，共 6 步")] + EnrolmentParts.facts(overview)),
            current: .enrolments, shape: .journey
        ) {
            Card("对照单位名册", id: "roster", note: "会员 \(overview.equation.members.grouped) 人") {
                div(.class("card-body stack")) {
                    ul {
                        li { "新进的职工：在“会员信息”中导入，类别选“关联企业类”。" }
                        li { "离职的职工：转移到所属区局的临时工会，或按退休、死亡等原因删除。" }
                        li { "“卡片信息管理”只显示关联企业类会员；灵活就业类和企业外入会类会员由本人自助办卡，因此两处人数可能不同。" }
                    }
                    div(.class("row-gap")) {
                        if overview.lastYear != nil { LinkButton("从上年名单开始", .enrolment(.lastYear), .primary) }
                        LinkButton("查看会员信息", .members)
                        LinkButton("导入会员", .memberImport)
                        LinkButton("查看全部 \(overview.equation.members.grouped) 人", .enrolment(.people))
                    }
                }
            }
            if overview.preparing == nil {
                PostForm(to: .enrolment(.roster), frame.tokens) {
                    EnrolmentParts.unitField(overview.unit)
                    DecideBlock("名册核对完了吗") {
                        "保存后这一步显示为已完成，之后仍可继续导入和转移会员。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("名册已核对", size: .large)
                            LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                        }
                    }
                }
            }
        }.html
    }
}

/// 选择保障类型: the plans with what one head costs and who pays it.
public struct PlanChoicePage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let form: FormState

    public init(_ frame: PageFrame, _ overview: EnrolmentOverview, _ form: FormState) {
        (self.frame, self.overview, self.form) = (frame, overview, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "选择保障类型", above: EnrolmentParts.aboveSteps,
                facts: [HTML("第 5 步，共 6 步")] + EnrolmentParts.facts(overview)), current: .enrolments,
            errors: form.errors, shape: .journey
        ) {
            PostForm(to: .enrolment(.plan), frame.tokens, .class("card")) {
                EnrolmentParts.unitField(overview.unit)
                div(.class("card-body stack")) {
                    p {
                        "▲同一保障年度只能选择一个保障类型。"
                        if overview.preparing == nil { "截止前可以修改，锁定后不能更改。" }
                    }
                    RadioField("plan", "请选择保障类型", in: form, overview.offers.map(choice), shape: .boxes)
                    if overview.preparing == nil {
                        div(.class("row-gap")) {
                            SubmitButton("保存保障类型", size: .large)
                            LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                        }
                    } else {
                        p(.class("muted")) { overview.preparing?.wording ?? "" }
                    }
                }
            }
        }.html
    }

    private func choice(_ offer: PlanOffer) -> Choice {
        let rates = offer.rates
        var hint =
            "\(rates.premium.inSentence)/人 = 市总统一划拨 \(rates.city.yuanText) + 区局/各级工会缴费 \(rates.district.yuanText)"
            + " + 基层单位缴费 \(rates.base.yuanText)。"
        if let amounts = Amounts(heads: overview.heads, rates: rates) {
            hint += "按 \(overview.heads.grouped) 人计 \(amounts.premium.inSentence)，基层单位缴费 \(amounts.base.inSentence)。"
        }
        return Choice(offer.plan.type, offer.plan.name, hint: hint)
    }
}

/// 撤回本次提交: what is taken back, and what follows.
public struct WithdrawalPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview

    public init(_ frame: PageFrame, _ overview: EnrolmentOverview) {
        (self.frame, self.overview) = (frame, overview)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("撤回本次提交", above: EnrolmentParts.aboveSteps, facts: EnrolmentParts.facts(overview)),
            current: .enrolments, shape: .journey
        ) {
            if let refusal = overview.withdrawal {
                Callout("现在不能撤回", .warning) { p { refusal.wording } }
                div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
            } else {
                PostForm(to: .enrolment(.withdrawal), frame.tokens) {
                    EnrolmentParts.unitField(overview.unit)
                    DecideBlock("撤回第 \(overview.current?.number ?? 0) 版") {
                        "撤回后，\(overview.submittedHeads.grouped) 人的名单不再参加审核，告知书失效。已填内容保留，截止前可以再次提交；不再提交的，本单位不参加集中参保。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("撤回 \(overview.submittedHeads.grouped) 人的名单", .danger, size: .large)
                            LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                        }
                    }
                }
            }
        }.html
    }
}

/// 登记本年度不参保.
public struct DecliningPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let form: FormState

    public init(_ frame: PageFrame, _ overview: EnrolmentOverview, _ form: FormState) {
        (self.frame, self.overview, self.form) = (frame, overview, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("登记本年度不参保", above: EnrolmentParts.aboveSteps, facts: EnrolmentParts.facts(overview)),
            current: .enrolments, errors: form.errors, shape: .journey
        ) {
            if let refusal = overview.declining {
                Callout("现在不能登记", .warning) { p { refusal.wording } }
                div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
            } else {
                PostForm(to: .enrolment(.declining), frame.tokens) {
                    EnrolmentParts.unitField(overview.unit)
                    DecideBlock("\(overview.year.year) 年度不参加集中参保") {
                        "登记后，\(overview.equation.members.grouped) 名会员都不参加本年度集中参保，上级工会不再催办。改变主意的，截止前仍可提交。"
                    } content: {
                        TextArea("reason", "不参保的原因", in: form, hint: "不超过 200 字，请不要填写会员的姓名和号码。")
                        div(.class("row-gap")) {
                            SubmitButton("登记 \(overview.unit.name) 不参保", .danger, size: .large)
                            LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                        }
                    }
                }
            }
        }.html
    }
}
