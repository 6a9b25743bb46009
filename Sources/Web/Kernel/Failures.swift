import Domain
import HTTPTypes
import Logging
import Markup
import Pages
import UseCases
import Wording

/// Turns what went wrong into a page that says what to do; details go to the log, never to the page.
struct Failures {
    let frames: Frames
    let path: String
    /// The page that held the form which was sent; nil when nothing was sent.
    let form: URLText?
    let logger: Logger

    func reply(to error: any Error) -> Reply {
        let number = logger[metadataKey: "hb.request.id"]?.description ?? ""
        let frame = frames.problem
        if case .outsideWindow(let activity, let window, _)? = error as? Refusal {
            let page = OutsideWindowPage(
                frame, "现在不能\(activity.wording)", act: activity.wording, window, extend: "如确需延期，请联系上级工会。"
            ) { activity.afterwards }
            return Reply(.page(page.html, status: 422))
        }
        if case .staleForm(let form)? = error as? HTTPFailure, frames.guest.name != nil {
            return Reply(.page(StaleFormPage(frame, TypedForm(form, to: path)).html, status: 403))
        }
        let problem = Self.problem(of: error)
        if case .failed = problem {
            logger.error("request failed", metadata: ["error": "\(LogText(error))"])
        }
        var reply = Reply(.page(ProblemPage(frame, problem, number: number, back: form).html, status: problem.status))
        switch problem {
        case .unavailable(let seconds), .tooOften(let seconds): reply.headers[.retryAfter] = String(seconds)
        default: break
        }
        switch error {
        case HTTPFailure.methodNotAllowed(let methods):
            reply.status = .methodNotAllowed
            reply.headers[.allow] = methods.map { $0 == .get ? "GET, HEAD" : $0.rawValue }.joined(separator: ", ")
        case HTTPFailure.malformed: reply.status = .badRequest
        case HTTPFailure.tooSlow: reply.status = .requestTimeout
        default: break
        }
        return reply
    }

    static func problem(of error: any Error) -> Problem {
        if let failure = error as? HTTPFailure { return problem(of: failure) }
        return switch Trouble(error) {
        case .refused(let refusal): problem(of: refusal)
        case .changedMeanwhile: .changedMeanwhile(what: "此记录")
        case .busy: .unavailable(seconds: 5)
        case .ours: .failed
        }
    }

    private static func problem(of failure: HTTPFailure) -> Problem {
        switch failure {
        case .methodNotAllowed: .refused(title: "不支持的操作", reasons: ["请从页面上的按钮或链接进入。"])
        case .tooLarge: .tooLarge(limit: "10 MB")
        case .tooSlow: .refused(title: "提交用时过长，没有收到全部内容", reasons: ["请检查网络后重新提交。"])
        case .malformed: .refused(title: "无法读取提交的内容", reasons: ["请返回上一页，刷新后重新提交。"])
        case .forgedForm, .staleForm: .formExpired
        case .tooOften(let seconds): .tooOften(seconds: seconds)
        }
    }

    private static func problem(of refusal: Refusal) -> Problem {
        switch refusal {
        case .notFound: .notFound
        case .notAllowed(let action, let prohibition):
            .notAllowed(
                title: "您不能\(action.wording)", reason: prohibition.wording, ask: "您的账号能办理的事项都在左侧菜单中。")
        case .changedMeanwhile: .changedMeanwhile(what: "此记录")
        default: .refused(title: "暂不能办理", reasons: [refusal.wording])
        }
    }
}

/// An error as the log may keep it: without the numbers of people, phones and cards, on one line of limited length.
struct LogText: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        var text = ""
        var digits = ""
        func flush() {
            text += digits.count > 6 ? "#" : digits
            digits = ""
        }
        for character in String(reflecting: error).prefix(2_000) {
            if character.isNumber {
                digits.append(character)
            } else {
                flush()
                text.append(character.isNewline ? " " : character)
            }
        }
        flush()
        description = String(text.prefix(500))
    }
}
