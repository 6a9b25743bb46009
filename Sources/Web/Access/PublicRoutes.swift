import Domain
import Pages
import UseCases

/// The pages that anybody may read.
struct PublicRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/accessibility", .open) { .page(AccessibilityPage($0.frame(.organisation)).html) }
        table.get("/privacy", .open) { .page(PrivacyPage($0.frame(.organisation)).html) }
    }
}
