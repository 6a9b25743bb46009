public import Domain
public import Markup
import Wording

/// 首页 of an account that can do nothing: no role has been given to it, or its union is of a kind that has none.
public struct NoRolePage: Component, Sendable {
    /// Why there is nothing to do.
    public enum State: Sendable {
        /// No role has been given yet, or all have been taken.
        case notGiven
        /// 分工会 and 联合会 do no business of their own.
        case unsupported(UnionKind, enrolledThrough: String?)
    }

    let frame: PageFrame
    let union: String
    let state: State

    public init(_ frame: PageFrame, union: String, _ state: State = .notGiven) {
        (self.frame, self.union, self.state) = (frame, union, state)
    }

    public var html: HTML {
        Layout(frame, PageHead(union, here: "首页"), current: .home) {
            switch state {
            case .notGiven:
                Callout("您的账号还没有角色，暂时不能办理业务", .warning) {
                    p { "角色由安全管理员分配。请联系上级工会的安全管理员；分配后刷新本页，左侧会出现您能办理的事项。" }
                }
            case .unsupported(let kind, let ancestor):
                Callout("\(kind.wording)的账号没有可以办理的业务", .warning) {
                    p { UnsupportedKind.sentence(kind, enrolledThrough: ancestor) }
                    p { "会员管理、办卡和参保请使用该工会的账号；需要账号的，请联系上级工会的系统管理员。" }
                }
            }
            div(.class("row-gap")) {
                LinkButton("刷新本页", .home, .primary)
                LinkButton("通知公告", .announcements)
            }
        }.html
    }
}

/// Who enrols the members of a kind that the workbench does not support.
enum UnsupportedKind {
    /// A branch has a base union above it; an association has some below it.
    static let withoutAncestor =
        "下级的联合工会、工会委员会各自为自己的会员办卡和参保；直接登记在联合会的会员不会列入参保名单，请先转移到所在的基层工会。"

    static func sentence(_ kind: UnionKind, enrolledThrough ancestor: String?) -> String {
        if let ancestor { return "\(kind.wording)不单独办理业务，会员的办卡和参保由“\(ancestor)”一起办理。" }
        return kind == .branch
            ? "\(kind.wording)不单独办理业务，会员的办卡和参保由所属的基层工会一起办理。" : "\(kind.wording)不单独办理业务。\(withoutAncestor)"
    }
}
