import Domain
public import Markup
import Wording

/// A file of results that holds too many people to be taken out alone: what for, and then a second person is asked.
public struct HeldFilePage: Component, Sendable {
    /// Names of the form's fields besides those of `ExportForm`.
    public enum Field {
        /// Which file.
        public static let file = "file"
        /// Of which comparison or act.
        public static let of = "of"
    }

    /// What the file tells of.
    public enum Origin: Sendable {
        case comparison, batch
    }

    let frame: PageFrame
    let origin: Origin
    let title: String
    let people: Int
    let kept: [(name: String, value: String)]
    let back: Path
    let form: FormState

    /// - Parameters:
    ///   - title: of the file, 比对执行结果.
    ///   - kept: which file it is, sent with the form.
    ///   - form: fields of ``ExportForm/Field``.
    public init(
        _ frame: PageFrame, _ origin: Origin, title: String, people: Int, kept: [(name: String, value: String)],
        back: Path, form: FormState = FormState()
    ) {
        (self.frame, self.origin, self.title, self.people) = (frame, origin, title, people)
        (self.kept, self.back, self.form) = (kept, back, form)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("下载\(title)", above: above, facts: [HTML(amount), HTML("须经另一人同意")]), current: current,
            errors: form.errors, shape: .journey
        ) {
            ExportForm(
                to: .exports(.list), frame.tokens, numbers: "证件号和手机号",
                .masked("名单超过您今天可以自行下载的人数，请选择用途提交申请，经另一人同意后在“批量导出申请”中下载。"), amount: amount, kept: kept,
                .nothing, back: LinkButton("返回", back, size: .large), in: form)
        }
    }

    private var amount: String { "\(people.grouped) 人" }

    private var current: Path {
        switch origin {
        case .comparison: .comparison(.list)
        case .batch: .members
        }
    }

    private var above: [Crumb] {
        switch origin {
        case .comparison: [Crumb("会员管理"), Crumb("会员比对", .comparison(.list))]
        case .batch: [Crumb("会员管理"), Crumb("会员信息", .members)]
        }
    }
}
