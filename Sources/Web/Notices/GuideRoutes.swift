import Domain
import Markup
import Pages
import UseCases
import Wording

/// 新手指引 for everybody, and the centre's forms for it.
struct GuideRoutes: RouteGroup {
    private typealias Field = GuideFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/guide", .open) { try await Self.show($0) }
        table.get("/guide/desk", .requires(.keepGuide)) { exchange in
            let written = try await Guides(exchange.platform).written(try exchange.occasion())
            return .page(GuideDeskPage(exchange.frame(.organisation), written).html)
        }
        table.get("/guide/edit", .requires(.keepGuide)) { exchange in
            guard let part = GuidePart(rawValue: exchange.query[Field.part]) else {
                return .seeOther(Path.guideDesk.url)
            }
            let guide = try await Guides(exchange.platform).find(part, try exchange.occasion())
            let form = GuideFormPage.state(of: part, guide)
            return .page(GuideFormPage(exchange.frame(.organisation), part, form).html)
        }
        table.post("/guide/edit", .requires(.keepGuide)) { try await Self.save($0) }
    }

    /// Who writes the guides may look at each of them.
    private static func show(_ exchange: Exchange) async throws -> Answer {
        let texts = try await Guides(exchange.platform).texts()
        let frame = exchange.frame(.organisation)
        guard let actor = exchange.visit?.actor else { return .page(GuidePage(frame, texts: texts).html) }
        let keeps = actor.authority.includes(.keepGuide)
        let asked = keeps ? GuidePart(rawValue: exchange.query[GuidePage.Field.part])?.role : nil
        return .page(
            GuidePage(
                frame, roles: asked.map { [$0] } ?? actor.roles, texts: texts, keeping: keeps ? .allowed : .none
            ) { Frames.isOpen($0, to: actor) }.html)
    }

    private static func save(_ exchange: Exchange) async throws -> Answer {
        guard let part = GuidePart(rawValue: exchange.form[Field.part]) else { return .seeOther(Path.guideDesk.url) }
        var form: FormState
        do {
            let receipt = try await Guides(exchange.platform).save(
                exchange.form[Field.text].trimmed, of: part, version: exchange.form.integer(Field.version) ?? 0,
                try exchange.occasion())
            try await exchange.flash(receipt.isCleared ? "已恢复平台自带的指引：\(part.wording)。" : "指引已保存：\(part.wording)。")
            return .seeOther(Path.guide.url((GuidePage.Field.part, part.rawValue)))
        } catch let refusal as GuideRefusal {
            form = exchange.state(.one(Field.text, refusal.wording))
        } catch let conflict as Guides.WrittenMeanwhile {
            form = exchange.state(
                .one(
                    Field.text,
                    "在您修改期间，\(conflict.guide.account) 保存了别的内容。您写的仍在下面；再次保存，将代替 \(conflict.guide.account) 的内容"))
            form[Field.version] = String(conflict.guide.version)
        }
        return .page(GuideFormPage(exchange.frame(.organisation), part, form).html, status: 422)
    }
}
