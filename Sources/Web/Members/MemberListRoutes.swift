import Domain
import Markup
import Pages
import UseCases

/// What an account sets for 会员信息: its columns, its named filters, lists of numbers.
struct MemberListRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.post("/members/imports/:id/people", .requires(.importMembers), .search) { exchange in
            let token = try await Members(exchange.platform).select(
                writtenBy: try exchange.id("id", MemberImport.self), try exchange.occasion())
            return try await Self.people(token, exchange)
        }
        table.post("/members/comparisons/:id/people", .requires(.compareMembers), .search) { exchange in
            let token = try await Members(exchange.platform).select(
                enteredBy: try exchange.id("id", MemberComparison.self), try exchange.occasion())
            return try await Self.people(token, exchange)
        }
        table.post("/members/columns", .requires(.viewMembers)) { exchange in
            let columns = Set(exchange.form.all("column").compactMap(MemberListColumn.init))
            let isReset = exchange.form.text("reset") != nil
            try await Members(exchange.platform).choose(isReset ? nil : columns, try exchange.occasion())
            return .seeOther(MemberListQuery(exchange.form).url)
        }
        table.post("/members/names", .requires(.viewMembers)) { exchange in try await Self.name(exchange) }
        table.post("/members/names/removal", .requires(.viewMembers)) { exchange in
            let name = try await Members(exchange.platform).forget(
                exchange.form[MembersPage.Field.token], try exchange.occasion())
            try await exchange.flash("已删除常用筛选“\(name)”。")
            return .seeOther(Path.members.url)
        }
        // Refused forms stand at these addresses; loading them again begins anew.
        table.get("/members/names", .requires(.viewMembers)) { _ in .seeOther(Path.members.url) }

        table.get("/members/numbers", .requires(.viewMembers)) { exchange in
            .page(
                MemberNumbersPage(
                    exchange.frame(.organisation), under: ID<Union>(exchange.query[MemberListQuery.Field.under])
                ).html)
        }
        table.post("/members/numbers", .requires(.viewMembers), .search) { exchange in
            try await Self.select(exchange)
        }
    }

    /// - Parameter token: of the people; nil when they can no longer be told.
    private static func people(_ token: String?, _ exchange: Exchange) async throws -> Answer {
        guard let token else {
            try await exchange.flash("这次办理的明细已按规定清除，请在会员信息中按条件查找。")
            return .seeOther(Path.members.url)
        }
        var query = MemberListQuery()
        query.kept = token
        return .seeOther(query.url)
    }

    private static let nameLimit = 30

    private static func name(_ exchange: Exchange) async throws -> Answer {
        let asked = try await MemberRoutes.asked(exchange, exchange.form)
        var (query, filter) = (asked.query, asked.filter)
        if filter.selection != nil { (query.kept, filter.selection) = (nil, nil) }
        var errors = FieldErrors()
        let name = exchange.form.text(MembersPage.Field.filterName) ?? ""
        if name.isEmpty {
            errors.add(MembersPage.Field.filterName, "请输入常用筛选的名称")
        } else if name.count > nameLimit {
            errors.add(MembersPage.Field.filterName, "名称最多 \(nameLimit) 个字，请缩短")
        } else if filter.isEmpty {
            errors.add(MembersPage.Field.filterName, "请先搜索，再保存条件")
        } else {
            switch try await Members(exchange.platform).name(name, filter, try exchange.occasion()) {
            case .named:
                try await exchange.flash("已保存常用筛选“\(name)”。")
                return .seeOther(query.url)
            case .tooMany:
                errors.add(
                    MembersPage.Field.filterName,
                    "最多保存 \(Members.namedFilterLimit) 个常用筛选，请先删除不用的")
            }
        }
        var form = FormState(query, filter)
        form[MembersPage.Field.filterName] = name
        form.errors = errors
        return .page(try await MemberRoutes.list(exchange, query, filter, form), status: 422)
    }

    private static func select(_ exchange: Exchange) async throws -> Answer {
        let under = ID<Union>(exchange.form[MemberListQuery.Field.under])
        let numbers = NumberSelection.numbers(in: exchange.form[MemberNumbersPage.Field.numbers])
        guard !numbers.isEmpty, numbers.count <= NumberSelection.limit else {
            var errors = FieldErrors()
            errors.add(
                MemberNumbersPage.Field.numbers,
                numbers.isEmpty
                    ? "请粘贴至少一个证件号码" : "一次最多 \(NumberSelection.limit) 个号码，请分几次查找")
            return .page(
                MemberNumbersPage(exchange.frame(.organisation), under: under, form: exchange.state(errors)).html,
                status: 422)
        }
        var query = MemberListQuery()
        query.under = under
        query.kept = try await Members(exchange.platform).select(numbers, under: under, try exchange.occasion())
        return .seeOther(query.url)
    }
}
