public import Domain
public import Markup

/// 组织码海报: one sheet of A4 to hang out, printed by the browser.
public struct JoinPosterPage: Component, Sendable {
    let frame: PageFrame
    let unionName: String
    let code: JoinCode

    public init(_ frame: PageFrame, unionName: String, _ code: JoinCode) {
        (self.frame, self.unionName, self.code) = (frame, unionName, code)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("组织码海报", above: [Crumb("组织码管理", .join(.codes))]), current: .join(.codes)
        ) {
            Callout {
                p { "用浏览器的“打印”（Ctrl+P）打印成一张 A4 纸；打印前请用手机扫一次，确认能打开入会申请。" }
            }
            section(.class("poster"), .ariaLabel("海报")) {
                p(.class("poster-union")) { unionName }
                p(.class("poster-call")) { "扫码申请加入工会" }
                img(
                    .src(Path.join(.picture(code.id)).url), .alt("组织码，扫码打开入会申请"), .width(360), .height(360))
                ol {
                    li { "用手机微信或相机扫描上方二维码，打开入会申请。" }
                    li { "按证件填写姓名、证件号码和手机号，选择工作单位，提交申请。" }
                    li { "等待本工会审核，通过后即成为会员。" }
                }
                p {
                    "有效期至 "
                    code.validThrough.htmlWithWeekday
                }
                p(.class("muted")) { "扫码申请不收取任何费用。请勿在聊天软件里发送证件照片。" }
            }
        }.html
    }
}
