public import Domain
public import Markup
import Wording

/// 电子会员证, to be shown to somebody: name, union, number, and a code that proves them today.
public struct ElectronicCardPage: Component, Sendable {
    let frame: PageFrame
    let membership: OwnMembership
    let code: Code

    /// Whether the code would lead whoever scans it to this platform.
    public enum Code: Sendable {
        case offered
        /// Nobody has set the address under which the platform is reached.
        case withheld
    }

    public init(_ frame: PageFrame, _ membership: OwnMembership, code: Code = .offered) {
        (self.frame, self.membership, self.code) = (frame, membership, code)
    }

    public var html: HTML {
        OwnLayout(frame, PageHead("电子会员证", above: [OwnLayout.home])) {
            section(.class("own-card"), .ariaLabel("电子会员证")) {
                p(.class("own-card-union")) { membership.unionName }
                p(.class("own-card-name")) { frame.member ?? "" }
                p { "会员编号 \(membership.number)" }
                switch code {
                case .offered:
                    img(
                        .src(Path.own(.electronicCardPicture).url), .alt("电子会员证二维码，扫码可核验今天是否有效"), .width(240),
                        .height(240))
                case .withheld: p { "二维码还不能使用：市总工会还没有设置平台的对外网址。" }
                }
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
            switch code {
            case .offered: p(.class("small muted")) { "对方扫码后只看到您的姓氏、所在工会和电子会员证是否有效。" }
            case .withheld: p(.class("small muted")) { "设置后这里会显示二维码，您无需再激活。需要证明会员身份的，请联系所在工会。" }
            }
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
