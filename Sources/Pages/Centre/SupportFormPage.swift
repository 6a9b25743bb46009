import Domain
public import Markup

/// 修改技术支持: hotline, hours and further contacts on one form.
public struct SupportFormPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState

    public init(_ frame: PageFrame, _ form: FormState) { (self.frame, self.form) = (frame, form) }

    /// Names of the form's fields.
    public enum Field {
        public static let hotline = "hotline"
        public static let hours = "hours"
        public static let contacts = "contacts"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("修改技术支持", above: [Crumb("技术支持", .support)]), current: .supportForm,
            errors: form.errors,
            shape: .journey
        ) {
            PostForm(to: .supportForm, frame.tokens, .class("card")) {
                div(.class("card-body stack")) {
                    TextField(Field.hotline, "服务热线", in: form, hint: "显示在每个页面，如 12351。")
                    TextField(Field.hours, "工作时间", in: form, hint: "如 周一至周五 9:00–12:00，13:00–17:30。")
                    TextArea(
                        Field.contacts, "其他联系方式", in: form, rows: 6,
                        hint: "每行一个，用竖线分开：名称 | 电话 | 时间。最多 \(SupportDesk.contactLimit) 行。", need: .optional)
                    div(.class("row-gap")) {
                        SubmitButton("保存修改", size: .large)
                        LinkButton("取消", .support, size: .large)
                    }
                }
            }
        }.html
    }
}
