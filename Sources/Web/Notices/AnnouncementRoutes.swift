import Domain
import Markup
import Pages
import UseCases
import Wording

/// 通知公告: the public list, the confirmations, and the centre's desk.
struct AnnouncementRoutes: RouteGroup {
    private typealias Field = AnnouncementFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/announcements", .open) { exchange in
            let key = AnnouncementKey(exchange.query[AnnouncementsPage.Field.after])
            let listing = try await Announcements(exchange.platform).list(
                for: exchange.announcementReader, on: exchange.day.today, after: key)
            let keeps = exchange.visit?.actor?.authority.includes(.keepAnnouncements) == true
            return .page(
                AnnouncementsPage(
                    exchange.frame(.organisation), listing, key == nil ? .first : .later,
                    keeping: keeps ? .allowed : .none
                ).html)
        }
        table.get("/announcements/:id", .open) { exchange in
            let entry = try await Announcements(exchange.platform).open(
                try exchange.id("id"), for: exchange.announcementReader, on: exchange.day.today, at: exchange.now)
            return .page(AnnouncementPage(exchange.frame(.organisation), entry).html)
        }
        table.post("/announcements/:id/confirmation", .signedIn) { exchange in
            let receipt = try await Announcements(exchange.platform).confirm(
                try exchange.id("id"), version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
            try await exchange.flash("已确认阅读。")
            return .seeOther(Path.announcement(.one(receipt.id)).url)
        }
        table.get("/announcements/desk", .requires(.keepAnnouncements)) { exchange in
            let before = ID<Announcement>(exchange.query[AnnouncementDeskPage.Field.before])
            let written = try await Announcements(exchange.platform).written(
                before: before, try exchange.occasion())
            return .page(
                AnnouncementDeskPage(
                    exchange.frame(.organisation), written.announcements, next: written.next
                ).html)
        }
        table.get("/announcements/new", .requires(.keepAnnouncements)) { exchange in
            var fresh = FormState()
            fresh[Field.audience] = AnnouncementDraft.Audience.accounts.rawValue
            fresh[Field.place] = AnnouncementDraft.Place.usual.rawValue
            fresh[Field.reading] = AnnouncementDraft.Reading.usual.rawValue
            fresh[Field.from] = exchange.day.today.description
            return .page(AnnouncementFormPage(exchange.frame(.organisation), nil, fresh).html)
        }
        table.post("/announcements", .requires(.keepAnnouncements)) { exchange in
            try await Self.save(exchange, nil) { draft, occasion in
                _ = try await Announcements(exchange.platform).publish(draft, occasion)
                return "公告已发布。"
            }
        }
        table.get("/announcements/:id/edit", .requires(.keepAnnouncements)) { exchange in
            let found = try await Self.find(exchange)
            return .page(AnnouncementFormPage(exchange.frame(.organisation), found, Self.state(found.draft)).html)
        }
        table.post("/announcements/:id/edit", .requires(.keepAnnouncements)) { exchange in
            let found = try await Self.find(exchange)
            return try await Self.save(exchange, found) { draft, occasion in
                _ = try await Announcements(exchange.platform).amend(
                    found.id, to: draft, version: exchange.form.integer(Field.version) ?? 0, occasion)
                return "公告已修改。"
            }
        }
        table.get("/announcements/:id/readers", .requires(.keepAnnouncements)) { exchange in
            let found = try await Announcements(exchange.platform).readers(
                of: try exchange.id("id"),
                after: ID<Account>(exchange.query[AnnouncementReadersPage.Field.after]), try exchange.occasion())
            return .page(
                AnnouncementReadersPage(
                    exchange.frame(.organisation),
                    AnnouncementReadersPage.Model(
                        found.announcement, found.reach, found.debtors, next: found.next)
                ).html)
        }
        table.get("/announcements/:id/withdrawal", .requires(.keepAnnouncements)) { exchange in
            let found = try await Self.find(exchange)
            guard found.standing == .issued else { return .seeOther(Path.announcement(.desk).url) }
            return .page(AnnouncementWithdrawalPage(exchange.frame(.organisation), found).html)
        }
        table.post("/announcements/:id/withdrawal", .requires(.keepAnnouncements)) { exchange in
            do {
                _ = try await Announcements(exchange.platform).withdraw(
                    try exchange.id("id"), version: exchange.form.integer(Field.version) ?? 0,
                    try exchange.occasion())
                try await exchange.flash("公告已撤回。")
            } catch let refusal as AnnouncementRefusal {
                try await exchange.flash(refusal.wording)
            }
            return .seeOther(Path.announcement(.desk).url)
        }
    }

    private static func find(_ exchange: Exchange) async throws -> Announcement {
        try await Announcements(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
    }

    /// Reads the form, lets the act take it, and shows it again with what was refused.
    private static func save(
        _ exchange: Exchange, _ announcement: Announcement?,
        _ act: (AnnouncementDraft, Occasion) async throws -> String
    ) async throws -> Answer {
        var errors = FieldErrors()
        if let draft = draft(exchange.form, &errors) {
            do {
                let said = try await act(draft, try exchange.occasion())
                try await exchange.flash(said)
                return .seeOther(Path.announcement(.desk).url)
            } catch AnnouncementRefusal.problems(let problems) {
                for problem in problems { errors.add(field(of: problem), problem.wording) }
            } catch let refusal as AnnouncementRefusal {
                errors.add(refusal.wording)
            }
        }
        return .page(
            AnnouncementFormPage(exchange.frame(.organisation), announcement, exchange.state(errors)).html,
            status: 422)
    }

    private static func draft(_ form: Form, _ errors: inout FieldErrors) -> AnnouncementDraft? {
        let audience = AnnouncementDraft.Audience(rawValue: form[Field.audience])
        let place = AnnouncementDraft.Place(rawValue: form[Field.place])
        let reading = AnnouncementDraft.Reading(rawValue: form[Field.reading])
        let from = CalendarDay(form[Field.from].trimmed)
        let through = CalendarDay(form[Field.through].trimmed)
        if audience == nil { errors.add(Field.audience, "请选择可见范围") }
        if reading == nil { errors.add(Field.reading, "请选择阅读要求") }
        if place == nil { errors.add(Field.place, "请选择位置") }
        if from == nil { errors.add(Field.from, "请填写开始日期，如 2023-11-20") }
        if through == nil, form.text(Field.through) != nil {
            errors.add(Field.through, "请填写结束日期，如 2023-12-31，或留空")
        }
        guard errors.isEmpty, let audience, let place, let reading, let from else { return nil }
        return AnnouncementDraft(
            title: form[Field.title].trimmed, text: form[Field.text].trimmed, audience: audience, place: place,
            reading: reading, from: from, through: through)
    }

    private static func state(_ draft: AnnouncementDraft) -> FormState {
        FormState([
            Field.title: [draft.title], Field.text: [draft.text], Field.audience: [draft.audience.rawValue],
            Field.place: [draft.place.rawValue], Field.reading: [draft.reading.rawValue],
            Field.from: [draft.from.description], Field.through: [draft.through?.description ?? ""],
        ])
    }

    private static func field(of problem: AnnouncementProblem) -> String {
        switch problem {
        case .titleMissing, .titleTooLong: Field.title
        case .textMissing, .textTooLong: Field.text
        case .endsBeforeItBegins: Field.through
        }
    }
}

extension Exchange {
    /// Who reads: the account, once it has done what its login asks; a visitor else.
    var announcementReader: AnnouncementReader {
        guard let visit, let actor = visit.actor, visit.password == .own, visit.session.duty == nil else {
            return .visitor
        }
        return .account(actor.account)
    }
}
