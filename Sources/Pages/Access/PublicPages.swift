public import Markup

/// 新手指引: the way through one year, in the order in which it is gone.
public struct GuidePage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("新手指引"), shape: .journey) {
            section(.class("card")) {
                div(.class("card-body prose")) {
                    p { "基层工会每年办理一次集中参保。按下面六步做，每一步都可以随时离开，已填内容会保留。" }
                    ol {
                        for step in GuidePage.steps {
                            li {
                                strong { step.title }
                                p { step.text }
                            }
                        }
                    }
                    h2 { "常见问题" }
                    for question in GuidePage.questions {
                        details {
                            summary { question.title }
                            p { question.text }
                        }
                    }
                    p { "仍有疑问，请拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。" }
                }
            }
        }
    }

    private static let steps: [(title: String, text: String)] = [
        ("梳理会员", "在“会员管理 → 会员信息”核对名册。新入会的用“批量导入”，先下载模板，按“数据说明”填写；已离职的转出，已退休的删除。"),
        ("办卡", "在“会员服务卡管理 → 待办会员列表”核对每个人的证件到期日，再放入办卡批次并提交。没有卡的会员不能参保。"),
        ("确认待确认名单", "人保状态为“待确认”的会员，核实后在“集中参保待确认名单”确认，确认后自动加入参保名单，且不能撤回。"),
        ("核对退休人员", "系统的退休数据只到截止日。保障年度 1 月 1 日前退休的人员，请您在办理步骤中标明。"),
        ("选择保障类型", "同一保障年度只能选择一个保障类型。页面会列出每种类型由谁付多少。"),
        ("核对并提交", "核对单位、年度、人数和金额后提交。截止前可以多次提交，以最后一次为准；提交后下载告知书。"),
    ]

    private static let questions: [(title: String, text: String)] = [
        ("卡片信息管理里的人数为什么比会员管理少？", "卡片信息管理只列关联企业类会员。灵活就业类和企业外入会类会员不在其中，由本人逐一申请办卡。"),
        ("证件到期日在哪里修改？", "在“待办会员列表”选中会员，点“修改证件到期日”。"),
        ("联合工会为什么找不到可选的企业？", "请先在“组织查询管理 → 查看 → 添加企业信息”为本工会添加企业，再进入业务工作台。"),
        ("导入时提示证件号码被改成了科学计数怎么办？", "表格软件已丢失号码后几位，系统不会猜测。请把整列设为“文本”，对照证件重新填写。"),
        ("有的会员为什么不在参保名单里？", "常见原因有四种：不是本单位工会会员；没有办理会员服务卡；已退休或死亡；在“集中参保待确认名单”内。"),
    ]
}

/// 技术支持: whom to call, and what to have at hand.
public struct TechnicalSupportPage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("技术支持")) {
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
        Layout(frame, PageHead("隐私说明")) {
            section(.class("card")) {
                div(.class("card-body prose")) {
                    h2 { "收集什么，用来做什么" }
                    p { "姓名、证件类型和号码、手机号、性别、所在工会和工作单位，用于会员管理、办理会员服务卡和参保。页面默认只显示号码的首尾几位。" }
                    h2 { "谁能看到" }
                    p { "每个账号只能看到本工会及下级工会的会员。查看完整号码须填写原因，并留下记录。" }
                    h2 { "怎样保护" }
                    p { "证件号码、手机号、地址和卡号加密保存。登录后的页面不会留在浏览器缓存里。本平台只使用登录所必需的 Cookie，不跟踪访问。" }
                    h2 { "您的权利" }
                    p {
                        "会员可以通过所在工会查询、复制、更正或要求删除本人信息。也可拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。"
                    }
                }
            }
        }
    }
}
