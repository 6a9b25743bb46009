import Documents
import Domain
import Markup
import Pages
import UseCases
import Wording

/// 组织码管理.
struct JoinCodeRoutes: RouteGroup {
    private typealias Field = JoinCodesPage.Field

    func register(in table: inout RouteTable) {
        table.get("/join-codes", .requires(.manageJoinCodes)) { exchange in
            var fresh = FormState()
            fresh[Field.through] = exchange.day.today.adding(days: JoinCode.usualDays).description
            return .page(try await Self.page(exchange, fresh))
        }
        table.post("/join-codes", .requires(.manageJoinCodes)) { exchange in
            var errors = FieldErrors()
            do {
                guard let through = CalendarDay(exchange.form.text(Field.through) ?? "") else {
                    throw Refusal.dayMissing
                }
                _ = try await JoinCodes(exchange.platform).issue(through: through, try exchange.occasion())
                try await exchange.flash("已生成组织码，可以下载和打印。")
                return .seeOther(Path.join(.codes).url)
            } catch Refusal.dayMissing {
                errors.add(Field.through, "请填写今天或以后、3 年以内的日期，如 2025-12-31")
            }
            return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
        }
        table.get("/join-codes/:id/picture", .requires(.manageJoinCodes), .file) { exchange in
            let found = try await JoinCodes(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            // Without the public address the picture would lead nowhere.
            guard found.code.state(on: exchange.day.today) == .valid, !found.list.publicAddress.isEmpty else {
                throw Refusal.notFound
            }
            let code = found.code
            let address = found.list.publicAddress + Path.join(.form(code.text)).url.description
            let picture = try QRCode(address)
            if exchange.query[Field.download] == "png" {
                return .download(
                    Answer.File(
                        name: "组织码-\(code.id).png", mediaType: MediaType.png,
                        bytes: try picture.png(moduleSize: 16)))
            }
            let file = Answer.File(
                name: "组织码-\(code.id).svg", mediaType: MediaType.svg,
                bytes: Array(picture.svg(moduleSize: 12).utf8))
            return exchange.query[Field.download].isEmpty ? .inline(file) : .download(file)
        }
        table.get("/join-codes/:id/poster", .requires(.manageJoinCodes)) { exchange in
            let found = try await JoinCodes(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            guard found.code.state(on: exchange.day.today) == .valid, !found.list.publicAddress.isEmpty else {
                try await exchange.flash("这个组织码已不能使用，不能打印海报。请生成新的组织码。")
                return .seeOther(Path.join(.codes).url)
            }
            return .page(
                JoinPosterPage(exchange.frame(.organisation), unionName: found.list.union.name, found.code).html)
        }
        table.get("/join-codes/:id/withdrawal", .requires(.manageJoinCodes)) { exchange in
            let found = try await JoinCodes(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            return .page(JoinCodeWithdrawalPage(exchange.frame(.organisation), found.code).html)
        }
        table.post("/join-codes/:id/withdrawal", .requires(.manageJoinCodes)) { exchange in
            _ = try await JoinCodes(exchange.platform).withdraw(try exchange.id("id"), try exchange.occasion())
            try await exchange.flash("组织码已作废。")
            return .seeOther(Path.join(.codes).url)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let list = try await JoinCodes(exchange.platform).list(try exchange.occasion())
        return JoinCodesPage(
            exchange.frame(.organisation), unionName: list.union.name, list.codes, publicAddress: list.publicAddress,
            today: exchange.day.today, form: form
        ).html
    }
}
