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
///
/// A session that ends because nothing is done can go on; one that is as old as sessions get cannot. The script shows the
/// part that is true by then. What is sent after either end waits for the next login.
struct SessionWarning: Component {
    /// When the session ends whatever is done.
    let end: Instant

    var html: HTML {
        div(
            .class("callout callout-warn session-warning"), .id("session-warning"), .role("alert"), .hidden(if: true)
        ) {
            h2 { "登录即将超时" }
            p(.data("session-idle", "")) { "两分钟内没有操作将自动退出。" }
            p(.data("session-last", ""), .hidden(if: true)) {
                "本次登录将于 "
                end.htmlToTheMinute
                " 到期，不能延长。请在此之前提交或保存。"
            }
            p { "退出后请留在本页：直接提交，再重新登录，填写的内容会回到表单里；密码、验证码和选择的文件须重新填写。" }
            p(.data("session-idle", "")) {
                a(.class("btn btn-primary"), .href(.session), .data("keep-session", "")) { "继续使用" }
            }
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
