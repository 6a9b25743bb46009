public import Domain
public import Markup
import Wording

/// 电子会员证, to be shown to somebody: name, union, number, and a code that proves them today.
public struct ElectronicCardPage: Component, Sendable {
    let frame: PageFrame
    let membership: OwnMembership

    public init(_ frame: PageFrame, _ membership: OwnMembership) {
        (self.frame, self.membership) = (frame, membership)
    }

    public var html: HTML {
        OwnLayout(frame, PageHead("电子会员证", above: [OwnLayout.home])) {
            section(.class("own-card"), .ariaLabel("电子会员证")) {
                p(.class("own-card-union")) { membership.unionName }
                p(.class("own-card-name")) { frame.member ?? "" }
                p { "会员编号 \(membership.number)" }
                img(
                    .src(Path.own(.electronicCardPicture).url), .alt("电子会员证二维码，扫码可核验今天是否有效"), .width(240),
                    .height(240))
                p {
                    "仅限 "
                    frame.today.htmlWithWeekday
                    " 当天有效"
                }
            }
            CheckAnswers([
                .init("入会日期") { membership.joinedOn.htmlWithWeekday },
                .init("激活日期") {
                    if let day = membership.electronicCardOn { day.htmlWithWeekday } else { "—" }
                },
            ]).html
            p(.class("small muted")) { "对方扫码后只看到您的姓氏、所在工会和电子会员证是否有效。" }
            LinkButton("返回", .own(.home))
        }.html
    }
}

/// What the code of an electronic card leads to.
public struct ElectronicCardProofPage: Component, Sendable {
    let frame: PageFrame
    let proof: ElectronicCardProof?

    /// - Parameter proof: nil for a code that is none, or no longer good.
    public init(_ frame: PageFrame, _ proof: ElectronicCardProof?) {
        (self.frame, self.proof) = (frame, proof)
    }

    public var html: HTML {
        Layout(frame, PageHead("电子会员证核验"), shape: .journey) {
            if let proof {
                Callout("真实有效", .good) { p { "请与出示人核对姓氏和所在工会。" } }
                Card("电子会员证", id: "proof") {
                    CheckAnswers([
                        .init("姓名") { proof.maskedName },
                        .init("所在工会") { proof.unionName },
                        .init("核验日期") { proof.day.htmlWithWeekday },
                    ])
                }
            } else {
                Callout("不能确认", .bad) { p { "二维码不完整、已过当天，或会籍已变更。请会员本人重新打开电子会员证后再扫。" } }
            }
        }.html
    }
}
