import Domain
import Markup
import Pages
import UseCases

/// 到期处理 of the centre.
struct DeadlineRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/deadlines", .requires(.decideVoucher)) { exchange in
            let due = try await Deadlines(exchange.platform).due(try exchange.occasion())
            let lists = due.lists.map {
                DeadlinesPage.YearLists(year: $0.year, lists: $0.lists, submitted: $0.submitted, silent: $0.silent)
            }
            return .page(DeadlinesPage(exchange.frame(.workbench), lists, units: due.units, due.batches).html)
        }
        table.post("/deadlines", .requires(.decideVoucher)) { exchange in
            let done = try await Deadlines(exchange.platform).carryOut(try exchange.occasion())
            try await exchange.flash(
                "已处理：\(done.leftOut.grouped) 份名单未参加集中参保，\(done.lapsed.grouped) 个批次逾期失效。")
            return .seeOther(Path.centre(.deadlines).url)
        }
    }
}
