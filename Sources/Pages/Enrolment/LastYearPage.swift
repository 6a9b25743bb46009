public import Domain
public import Markup
import Wording

/// 从上年名单开始: last year's list beside this year's people, and what can be taken over from it.
public struct LastYearPage: Component {
    let frame: PageFrame
    let list: LastYearList

    public init(_ frame: PageFrame, _ list: LastYearList) { (self.frame, self.list) = (frame, list) }

    private var overview: EnrolmentOverview { list.overview }
    private var last: Int { overview.year.year - 1 }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "从上年名单开始", above: EnrolmentParts.aboveSteps,
                facts: [HTML("第 1 步，共 6 步")] + EnrolmentParts.facts(overview)),
            current: .enrolments, shape: .journey
        ) {
            if let refusal = overview.preparing { Callout { p { refusal.wording } } }
            Card("上年和今年", id: "sums", note: "\(last) 年度 \(list.version.heads.grouped) 人") { sums }
            changes
            if list.cardCount > 0 { cards }
            if overview.preparing == nil { decision } else { back }
        }.html
    }

    private var sums: HTML {
        dl(.class("facts")) {
            fact(
                "人数",
                "\(list.version.heads.grouped) 人 + 新增 \(list.difference.added.grouped) 人 － 减少 "
                    + "\(list.difference.removed.grouped) 人 = \(overview.heads.grouped) 人")
            fact("仍在名单", "\(list.staying.grouped) 人，其中换卡 \(list.cardCount.grouped) 人")
            fact("保障类型", "上年 \(list.version.plan) 类，今年\(overview.record?.plan.map { " \($0) 类" } ?? "还没有选择")")
            if let amounts = list.version.amounts { fact("上年保障费用", amounts.premium.inSentence) }
        }
    }

    private func fact(_ term: String, _ value: String) -> HTML {
        div {
            dt { term }
            dd { value }
        }
    }

    private var changes: HTML {
        Card("新增和减少", id: "changes", note: "\(list.difference.people.grouped) 人") {
            ListedChangesTable(
                "与上年名单相比", list.changes, of: list.difference.people, same: "与 \(last) 年度是同一批会员。")
        }.html
    }

    private var cards: HTML {
        Card("换卡", id: "cards", note: "\(list.cardCount.grouped) 人") {
            DataTable(
                "换卡的会员", list.cards,
                columns: EnrolmentParts.identity + [
                    .text("现在的卡号") { $0.card?.masked }, .day("制卡日期") { $0.facts.cardIssuedOn },
                ])
            if list.cardCount > list.cards.count {
                p(.class("card-body muted")) { "只显示前 \(list.cards.count.grouped) 人。" }
            }
        }.html
    }

    @HTMLBuilder private var decision: HTML {
        if let offer = list.offer {
            PostForm(to: .enrolment(.lastYear), frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                DecideBlock("以上年名单为起点办理今年的参保吗") {
                    "保障类型沿用 \(offer.plan.type) 类（\(offer.rates.premium.inSentence)/人），“梳理会员”记为已核对。"
                    "人员以现在的会员为准，离开的不会带回；之后都可以修改。"
                } content: {
                    if list.exclusions > 0 {
                        label(.class("check")) {
                            input(
                                .class("form-check-input"), .type(.checkbox), .name("exclusions"),
                                .value(LastYearList.Exclusions.carry.rawValue), .checked(if: true))
                            span { "上年手动排除、今年仍是会员的 \(list.exclusions.grouped) 人，继续按上年的原因排除" }
                        }
                    }
                    div(.class("row-gap")) {
                        SubmitButton("沿用上年", size: .large)
                        LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                    }
                }
            }
        } else {
            Callout("不能沿用上年的保障类型", .warning) {
                p { "\(list.version.plan) 类今年没有开放，请在“选择保障类型”中另选。" }
            }
            back
        }
    }

    private var back: HTML { div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) } }
}
