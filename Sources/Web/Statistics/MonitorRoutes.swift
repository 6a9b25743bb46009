import Domain
import Markup
import Pages
import UseCases
import Wording

/// 集中参保实时监控画面 (manual 2024, 4.6; domain 5.6 and 7), plain and for a wall.
struct MonitorRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/monitor", .requires(.viewMonitor)) { exchange in try await Self.page(exchange, nil) }
        table.get("/monitor/screen", .requires(.viewMonitor)) { exchange in try await Self.screen(exchange, nil) }
        table.get("/monitor/unions/:union", .requires(.viewMonitor)) { exchange in
            try await Self.page(exchange, try exchange.id("union"))
        }
        table.get("/monitor/unions/:union/screen", .requires(.viewMonitor)) { exchange in
            try await Self.screen(exchange, try exchange.id("union"))
        }
    }

    private static func page(_ exchange: Exchange, _ union: ID<Union>?) async throws -> Answer {
        let occasion = try exchange.occasion()
        let monitors = Monitors(exchange.platform)
        let board = try await monitors.board(union, occasion)
        let late = try await monitors.late(union, exchange.range, occasion)
        return .page(
            MonitorPage(
                exchange.frame(.workbench), board, late: late, size: exchange.pageSize,
                reminding: occasion.actor.authority.includes(.reviewEnrolment) ? .offered : .withheld
            ).html)
    }

    private static func screen(_ exchange: Exchange, _ union: ID<Union>?) async throws -> Answer {
        let board = try await Monitors(exchange.platform).board(union, try exchange.occasion())
        let isOff = exchange.query[MonitorScreen.Field.refresh] == MonitorScreen.Field.off
        return .page(
            MonitorScreen(exchange.frame(.workbench), board, refreshing: isOff ? .off : .on).html)
    }
}
