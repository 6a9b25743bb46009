public import Domain
public import Markup
import Wording

/// 安全告警: what an audit administrator should look at.
public struct AlertsPage: Component, Sendable {
    let frame: PageFrame
    let part: AlertPart
    let rows: [Alert]
    let window: PageWindow

    public init(_ frame: PageFrame, _ part: AlertPart, _ rows: [Alert], _ window: PageWindow) {
        (self.frame, self.part, self.rows, self.window) = (frame, part, rows, window)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let part = "part"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("安全告警", above: [Crumb("系统管理")], facts: [HTML("本级及下级工会")]), current: .alerts
        ) {
            nav(.class("row-gap"), .ariaLabel("安全告警")) {
                for other in AlertPart.allCases {
                    LinkButton(
                        other.wording, Path.alerts.url((name: Field.part, value: other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(
                    part.wording, rows,
                    blank: .nothingYet("没有\(part.wording)的告警") {
                        "多次登录失败、查看完整信息接近上限、一天导出大量人员、管理账号夜间登录、审计日志被改动时，会显示在这里。"
                    },
                    columns: [
                        .head("告警") { row in a(.href(.access(.alert(row.id)))) { row.kind.wording } },
                        Column("对象") { Self.about($0) },
                        .text("数量") { $0.kind.wording(of: $0.amount) },
                        Column("所属工会") { $0.union },
                        .moment("最近发生") { $0.lastAt },
                        .actions { row in
                            a(.href(.access(.alert(row.id))), .ariaLabel("\(Self.act(row))：\(row.kind.wording)")) {
                                Self.act(row)
                            }
                        },
                    ])
                Pager(window) { number, size in
                    Path.alerts.url(
                        (name: Field.part, value: part.rawValue), (name: "page", value: String(number)),
                        (name: "size", value: String(size)))
                }
            }
        }
    }

    private static func act(_ alert: Alert) -> String { alert.settlement == nil ? "处理" : "查看" }

    /// Whom or what it is about.
    static func about(_ alert: Alert) -> String {
        if let account = alert.account { return "\(alert.person ?? "")（\(account)）" }
        return alert.address.map { "地址 \($0)" } ?? "全平台"
    }
}

/// One alert: what happened, what to do, and what was found out.
public struct AlertPage: Component, Sendable {
    let frame: PageFrame
    let alert: Alert
    let refusal: Refusal?
    let form: FormState

    /// - Parameters:
    ///   - refusal: why the reader may not settle it.
    ///   - form: field `remark`.
    public init(_ frame: PageFrame, _ alert: Alert, refusal: Refusal? = nil, form: FormState = FormState()) {
        (self.frame, self.alert, self.refusal, self.form) = (frame, alert, refusal, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let remark = "remark"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                alert.kind.wording, above: [Crumb("系统管理"), Crumb("安全告警", .alerts)], here: alert.kind.wording,
                facts: [HTML(AlertsPage.about(alert))]), current: .alerts, errors: form.errors, shape: .journey
        ) {
            Card("告警情况", id: "facts") {
                CheckAnswers([
                    .init("对象") { AlertsPage.about(alert) },
                    .init("所属工会") { alert.union },
                    .init("数量") { alert.kind.wording(of: alert.amount) },
                    .init("开始") { alert.firstAt.htmlToTheMinute },
                    .init("最近发生") { alert.lastAt.htmlToTheMinute },
                ])
                div(.class("card-body")) { LinkButton("在审计日志中查看", log, icon: .zoom) }
            }
            if let settlement = alert.settlement {
                Card("处理结果", id: "settlement") {
                    CheckAnswers([
                        .init("处理人") { settlement.by },
                        .init("处理时间") { settlement.at.htmlToTheMinute },
                        .init("处理说明") { settlement.remark },
                    ])
                }
            } else if refusal != nil {
                Callout("这条告警与您本人有关", .warning) {
                    p { "请由本级另一位审计管理员处理；本级没有的，由上级工会处理。市总工会只有一位审计管理员的，请安全管理员另行指定一位。" }
                }
            } else {
                Callout("怎样处理", .warning) { p { alert.kind.advice } }
                PostForm(to: .access(.settlement(alert.id)), frame.tokens) {
                    Card("登记处理结果", id: "settle") {
                        div(.class("card-body stack")) {
                            TextArea(
                                Field.remark, "处理说明", in: form, rows: 3,
                                hint: "写明核实的情况和采取的措施，最多 \(Alert.remarkLimit) 个字。请勿填写证件号码、手机号。")
                            SubmitButton("标记为已处理")
                        }
                    }
                }
            }
        }
    }

    /// The days of the alert in the log, of its account where it has one.
    private var log: URLText {
        var query = [
            (name: "from", value: alert.firstAt.day.description),
            (name: "through", value: alert.lastAt.day.description),
        ]
        if let account = alert.account { query.append((name: "account", value: account)) }
        if alert.account == nil, alert.kind != .chainBroken { query.append((name: "result", value: "refused")) }
        return Path.audit.url(query: query)
    }
}
