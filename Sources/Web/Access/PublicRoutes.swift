import Domain
import Markup
import Pages
import UseCases

/// The pages that anybody may read, and the address that a monitor asks.
struct PublicRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/accessibility", .open) { .page(AccessibilityPage($0.frame(.organisation)).html) }
        table.get("/privacy", .open) { .page(PrivacyPage($0.frame(.organisation)).html) }
        // For a monitor, not for people: 200, or 503 like everything else while the database does not answer.
        table.get("/health", .open, .health) { exchange in
            try await Readiness(exchange.platform).check()
            return .fragment(HTML("正常"))
        }
    }
}
