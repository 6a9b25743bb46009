import Domain
import Pages
import UseCases

/// 灵活就业管理.
struct FlexibleRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/flexible", .requires(.viewMembers)) { exchange in
            let occasion = try exchange.occasion()
            let kinds = try await Members(exchange.platform).flexibleKinds(occasion)
            return .page(
                FlexiblePage(
                    exchange.frame(.organisation), kinds.map { FlexiblePage.Kind($0.entry, members: $0.members) },
                    tools: MembersPage.Tools(occasion),
                    keeping: occasion.actor.authority.includes(.keepDictionaries) ? .kinds : .none
                ).html)
        }
    }
}
