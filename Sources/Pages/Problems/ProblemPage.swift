public import Domain
public import Markup

/// What went wrong with a request, as far as the person has to know.
public enum Problem: Sendable {
    /// 404: not there, or out of scope; the two are not told apart.
    case notFound
    /// 403: in scope, but not allowed: what, why, whom to ask.
    case notAllowed(title: String, reason: String, ask: String)
    /// 403: the form belongs to an ended session.
    case formExpired
    /// 409: someone was faster, and the record cannot be shown side by side.
    case changedMeanwhile(what: String)
    /// 413: larger than is taken.
    case tooLarge(limit: String)
    /// 422: the rules refuse: what was not done, and why.
    case refused(title: String, reasons: [String])
    /// 429: again after so many seconds.
    case tooOften(seconds: Int)
    /// 500: our fault; the number leads to the log.
    case failed
    /// 503: the store is busy or only readable.
    case unavailable(seconds: Int)

    public var status: Int {
        switch self {
        case .notFound: 404
        case .notAllowed, .formExpired: 403
        case .changedMeanwhile: 409
        case .tooLarge: 413
        case .refused: 422
        case .tooOften: 429
        case .failed: 500
        case .unavailable: 503
        }
    }

    var title: String {
        switch self {
        case .notFound: "没有找到这个页面"
        case .notAllowed(let title, _, _): title
        case .formExpired: "页面已过期，没有提交"
        case .changedMeanwhile(let what): "\(what)刚被他人修改，您的修改没有保存"
        case .tooLarge: "文件太大，没有上传"
        case .refused(let title, _): title
        case .tooOften: "操作太频繁，请稍后再试"
        case .failed: "抱歉，没有办理成功"
        case .unavailable: "系统忙，请稍后再试"
        }
    }

    /// The title of the tab where the other may name somebody; nil for the same.
    var tab: String? {
        switch self {
        case .changedMeanwhile: "记录刚被他人修改，您的修改没有保存"
        case .notFound, .notAllowed, .formExpired, .tooLarge, .refused, .tooOften, .failed, .unavailable: nil
        }
    }
}

/// Says what happened, what became of what was typed, and what to do next.
public struct ProblemPage: Component, Sendable {
    let frame: PageFrame
    let problem: Problem
    let number: String
    let saved: Instant?
    let back: URLText?

    /// - Parameters:
    ///   - number: of the request, to be quoted on the phone.
    ///   - saved: when what was typed was kept as a draft, if it was.
    ///   - back: the page before, such as the form.
    public init(_ frame: PageFrame, _ problem: Problem, number: String, saved: Instant? = nil, back: URLText? = nil) {
        (self.frame, self.problem, self.number, self.saved, self.back) = (frame, problem, number, saved, back)
    }

    public var html: HTML {
        Layout(frame, PageHead(problem.title, tab: problem.tab)) {
            section(.class("card"), .ariaLabel("说明")) {
                div(.class("card-body prose")) {
                    explanation
                    kept
                    div(.class("row-gap mt-3")) { actions }
                    p(.class("muted small mt-3")) { "记录编号 \(number)，电话咨询时请提供。" }
                }
            }
        }
    }

    private var hotline: String { "\(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）" }

    @HTMLBuilder private var explanation: HTML {
        switch problem {
        case .notFound:
            if frame.platform == .selfService {
                p { "地址可能有误，或记录已经更新。请返回会员本人服务，从那里重新进入。" }
            } else {
                p { "地址可能有误，记录可能已被删除，或不在您账号的管辖范围内。请从菜单重新进入。" }
            }
        case .notAllowed(_, let reason, let ask):
            p { reason }
            p { ask }
        case .formExpired:
            p { "登录已更换或页面打开太久，这次操作没有执行。请返回页面，刷新后再做一次。" }
        case .changedMeanwhile:
            p { "为避免覆盖他人的修改，这次没有保存。请重新打开，核对最新内容后再修改。" }
        case .tooLarge(let limit):
            p { "一个文件最大 \(limit)。图片请压缩后、名册请分成几个文件后，返回上一页重新上传。" }
        case .refused(_, let reasons):
            if reasons.count == 1 {
                for reason in reasons { p { reason } }
            } else {
                ul { for reason in reasons { li { reason } } }
            }
        case .tooOften(let seconds):
            p { "请在 \(seconds.grouped) 秒后再试。这次操作没有执行。" }
        case .failed:
            p { "系统出了问题，这次操作没有完成。请几分钟后再试，不会重复办理。仍不成功，请拨 \(hotline)，报下面的编号。" }
        case .unavailable(let seconds):
            p { "数据库正忙或正在维护，这次操作没有执行。请在 \(seconds.grouped) 秒后再试。" }
        }
    }

    @HTMLBuilder private var kept: HTML {
        if let saved {
            p {
                "您填写的内容已保存为草稿（"
                saved.htmlToTheMinute
                "）。"
            }
        }
    }

    @HTMLBuilder private var actions: HTML {
        if let back { LinkButton("返回", back, .primary) }
        if frame.member != nil {
            LinkButton("返回会员本人服务", .own(.home), back == nil ? .primary : .plain)
        } else if frame.platform == .selfService {
            LinkButton("会员本人登录", .own(.login), back == nil ? .primary : .plain)
        } else if frame.account == nil {
            LinkButton("去登录", .login, back == nil ? .primary : .plain)
        } else {
            LinkButton("回到首页", .home, back == nil ? .primary : .plain)
        }
    }
}

/// Two people changed one record: both versions, and the form that decides.
public struct ConflictPage: Component, Sendable {
    let frame: PageFrame
    let what: String
    let by: String
    let at: Instant
    let conflict: VersionsConflict
    let form: PostForm
    let keep: URLText

    /// - Parameters:
    ///   - what: 会员己的资料
    ///   - form: carries what was typed as hidden fields, with the new version; its button overwrites.
    ///   - keep: the record as it is stored.
    public init(
        _ frame: PageFrame, what: String, by: String, at moment: Instant, _ conflict: VersionsConflict, form: PostForm,
        keep: URLText
    ) {
        (self.frame, self.what, self.by, at) = (frame, what, by, moment)
        (self.conflict, self.form, self.keep) = (conflict, form, keep)
    }

    public var html: HTML {
        Layout(frame, PageHead("\(what)刚被他人修改，您的修改还没有保存", tab: "记录刚被他人修改，您的修改还没有保存")) {
            section(.class("card"), .aria("labelledby", "versions")) {
                h2(.class("visually-hidden"), .id("versions")) { "两个版本" }
                div(.class("card-body stack")) {
                    p {
                        "\(by) 在 "
                        at.htmlToTheSecond
                        " 保存了新内容。请选择保留哪一个，黄底的是不同之处。"
                    }
                    conflict
                    div(.class("row-gap")) {
                        form
                        LinkButton("保留系统里的", keep)
                    }
                }
            }
        }
    }
}
