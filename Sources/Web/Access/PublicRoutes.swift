import Domain
import Pages
import UseCases

/// The pages that anybody may read.
struct PublicRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/guide", .open) { exchange in
            guard let actor = exchange.visit?.actor else { return .page(GuidePage(exchange.frame(.organisation)).html) }
            return .page(
                GuidePage(exchange.frame(.organisation), roles: actor.roles) { Frames.isOpen($0, to: actor) }.html)
        }
        table.get("/accessibility", .open) { .page(AccessibilityPage($0.frame(.organisation)).html) }
        table.get("/privacy", .open) { .page(PrivacyPage($0.frame(.organisation)).html) }
    }
}
