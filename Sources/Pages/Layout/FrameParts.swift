import Domain
import Markup

/// Says on every page that all is invented, and sets the business date.
struct DemoBar: Component {
    let frame: PageFrame

    var html: HTML {
        section(.class("demo-bar"), .ariaLabel("演示")) {
            strong { "演示" }
            span(.class("about")) { "单位、人员、号码和账号均为虚构" }
            span {
                "业务日期 "
                frame.today.htmlWithWeekday
            }
            if frame.account != nil {
                PostForm(to: .businessDate, frame.tokens) {
                    label(.for("business-date")) { "换到" }
                    input(
                        .class("form-control is-small"), .type(.date), .id("business-date"), .name("date"),
                        .value(frame.today.description))
                    SubmitButton("更换业务日期", .plain, size: .small)
                }
            }
        }
    }
}

/// Asks for an announcement that must be confirmed, on every page until it is.
struct DemandBar: Component {
    let demand: AnnouncementDemand

    var html: HTML {
        section(.class("callout callout-warn no-print"), .ariaLabel("待确认的公告")) {
            p {
                strong { "请阅读并确认：" }
                a(.class("inline-link"), .href(.announcement(.one(demand.id)))) { demand.title }
                if demand.count > 1 { "（共 \(demand.count.grouped) 条待确认）" }
            }
        }
    }
}

/// Appears two minutes before the session ends; without a script the login page returns to the same page.
struct SessionWarning: Component {
    var html: HTML {
        div(
            .class("callout callout-warn session-warning"), .id("session-warning"), .role("alert"), .hidden(if: true)
        ) {
            h2 { "登录即将超时" }
            p { "两分钟内没有操作将自动退出，正在填写而尚未保存的内容可能丢失。" }
            p { a(.class("btn btn-primary"), .href(.session), .data("keep-session", "")) { "继续使用" } }
        }
    }
}

/// The foot of a public page.
struct Footer: Component {
    let frame: PageFrame

    var html: HTML {
        footer(.class("app-footer")) {
            frame.site.federation
            "　·　"
            if frame.demo == .demo { "演示数据，均为虚构　·　" }
            a(.class("inline-link"), .href(.announcements)) { "通知公告" }
            "　"
            a(.class("inline-link"), .href(.guide)) { "新手指引" }
            "　"
            a(.class("inline-link"), .href(.support)) { "技术支持" }
            "　"
            a(.class("inline-link"), .href(.accessibility)) { "无障碍说明" }
            "　"
            a(.class("inline-link"), .href(.privacy)) { "隐私说明" }
        }
    }
}

/// On paper only: whose page it is.
struct PrintHead: Component {
    let frame: PageFrame

    var html: HTML {
        p(.class("print-head"), .ariaHidden) {
            span { frame.account?.union ?? frame.site.federation }
            span { frame.demo == .demo ? "演示数据，均为虚构" : frame.site.platform }
        }
    }
}

/// On paper only: who printed it, and when.
struct PrintFoot: Component {
    let frame: PageFrame

    var html: HTML {
        p(.class("print-foot"), .ariaHidden) {
            span { "打印人 \(frame.account?.name ?? frame.member ?? "未登录")" }
            span {
                "打印时间 "
                frame.made.htmlToTheMinute
            }
        }
    }
}
