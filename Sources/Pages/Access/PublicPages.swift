import Domain
public import Markup

/// 技术支持: whom to call, and what to have at hand.
public struct TechnicalSupportPage: Component, Sendable {
    let frame: PageFrame
    let keeping: Keeping

    /// Whether the account writes it.
    public enum Keeping: Sendable {
        case allowed, none
    }

    public init(_ frame: PageFrame, keeping: Keeping = .none) { (self.frame, self.keeping) = (frame, keeping) }

    public var html: HTML {
        Layout(
            frame,
            PageHead("技术支持") {
                if keeping == .allowed { LinkButton("修改", .supportForm) }
            }
        ) {
            Card("联系方式", id: "contacts") {
                DataTable(
                    "联系方式", [frame.site.hotline] + frame.site.contacts,
                    columns: [
                        .head("单位") { $0.name },
                        Column("电话", .line) { contact in
                            if let url = URLText(telephone: contact.telephone) {
                                a(.href(url)) { contact.telephone }
                            } else {
                                contact.telephone
                            }
                        },
                        .text("时间") { $0.hours },
                    ])
            }
            section(.class("card")) {
                div(.class("card-body prose")) {
                    h2 { "打电话之前" }
                    ul {
                        li { "页面上有“记录编号”的，请先记下前 8 位，并说明是几点几分遇到的。" }
                        li { "说明工会名称和工会编号，正在做哪一步。请不要在电话里报会员的完整证件号码。" }
                        li { "忘记账号或密码，由上级工会找回或重置，技术支持不能代办。" }
                    }
                }
            }
        }
    }
}

/// 无障碍说明: what can be relied on, and where to report what does not work.
public struct AccessibilityPage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("无障碍说明")) {
            section(.class("card")) {
                div(.class("card-body prose")) {
                    p { "本平台以《Web 内容无障碍指南》（WCAG）2.2 AA 级为目标。" }
                    ul {
                        li { "全部操作可以只用键盘完成；按 Tab 键第一个出现的是“跳到正文”。" }
                        li { "文字放大到 200%、屏幕宽 320 像素时，内容不丢失；宽表格在自己的框内左右滚动。" }
                        li { "不支持脚本的浏览器也能完成全部核心业务。" }
                        li { "图片验证码配有语音。" }
                    }
                    p { "遇到用不了的地方，请拨 \(frame.site.hotline.telephone) 告诉我们。" }
                }
            }
        }
    }
}

/// 隐私说明: what is kept, who sees it, and what a member may ask for.
public struct PrivacyPage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("隐私说明", facts: [HTML("版本 \(PrivacyNotice.publicVersion)")])) {
            section(.class("card")) {
                div(.class("card-body prose")) {
                    h2 { "收集什么，用来做什么" }
                    p { "姓名、证件类型和号码、手机号、性别、所在工会和工作单位，用于会员管理、办理会员服务卡和参保。页面默认只显示号码的首尾几位。" }
                    p { "单位申请企业注册时填写的联系人和上传的营业执照，只给负责审核的工会查看；营业执照在办结 30 天后删除。" }
                    h2 { "谁能看到" }
                    p { "每个账号只能看到本工会及下级工会的会员。查看完整号码须填写原因，并留下记录。" }
                    h2 { "怎样保护" }
                    p { "证件号码、手机号、地址和卡号加密保存。登录后的页面不会留在浏览器缓存里。本平台只使用登录所必需的 Cookie，不跟踪访问。" }
                    h2 { "您的权利" }
                    p {
                        "会员登录会员本人服务，或通过所在工会，可以查询、复制、更正或要求删除本人信息，也可以撤回同意。也可拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。"
                    }
                }
            }
        }
    }
}
