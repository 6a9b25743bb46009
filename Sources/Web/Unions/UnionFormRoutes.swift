import Domain
import Markup
import Pages
import UseCases
import Wording

/// 修改信息, 新建组织, 删除组织, 转移组织, and the enterprises of a union.
struct UnionFormRoutes: RouteGroup {
    private typealias Field = OrganisationFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/unions/:id/amendment", .requires(.askUnionRequests)) { exchange in
            try await Self.amendment(exchange, nil)
        }
        table.post("/unions/:id/amendment", .requires(.askUnionRequests)) { exchange in
            try await Self.answering(exchange) {
                try await UnionRequests(exchange.platform).amend(
                    try exchange.id("id"), to: OrganisationParticulars(exchange.form), note: $0,
                    try exchange.occasion())
            } page: {
                try await Self.amendment(exchange, $0)
            }
        }
        table.get("/unions/:id/founding", .requires(.askUnionRequests)) { exchange in
            try await Self.founding(exchange, nil)
        }
        table.post("/unions/:id/founding", .requires(.askUnionRequests)) { exchange in
            guard let kind = UnionKind(rawValue: exchange.form[Field.kind]) else {
                return try await Self.founding(exchange, .one(Field.kind, "请选择组织类型"))
            }
            return try await Self.answering(exchange) {
                try await UnionRequests(exchange.platform).found(
                    OrganisationParticulars(exchange.form), as: kind, under: try exchange.id("id"), note: $0,
                    try exchange.occasion())
            } page: {
                try await Self.founding(exchange, $0)
            }
        }
        table.get("/unions/:id/dissolution", .requires(.askUnionRequests)) { exchange in
            try await Self.dissolution(exchange, FormState())
        }
        table.post("/unions/:id/dissolution", .requires(.askUnionRequests)) { exchange in
            try await Self.dissolve(exchange)
        }
        table.get("/unions/:id/transfer", .requires(.askUnionRequests)) { exchange in
            try await Self.transfer(exchange, exchange.query, .none)
        }
        table.post("/unions/:id/transfer", .requires(.askUnionRequests)) { exchange in
            try await Self.move(exchange)
        }
    }

    // MARK: 修改信息, 新建组织

    private static func amendment(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let sheet = try await UnionRequests(exchange.platform).sheet(try exchange.id("id"), try exchange.occasion())
        let model = OrganisationFormPage.Model(
            .amendment(sheet.union), superior: sheet.superior, words: sheet.words,
            credit: credit(exchange, sheet.particulars))
        return answer(exchange, model, sheet.particulars, errors)
    }

    private static func founding(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let sheet = try await UnionRequests(exchange.platform).founding(
            under: try exchange.id("id"), try exchange.occasion())
        let model = OrganisationFormPage.Model(
            .founding(under: sheet.union), words: sheet.words,
            credit: credit(exchange, OrganisationParticulars()))
        return answer(exchange, model, OrganisationParticulars(), errors)
    }

    /// The form as it was sent, or filled with what is known.
    static func answer(
        _ exchange: Exchange, _ model: OrganisationFormPage.Model, _ known: OrganisationParticulars,
        _ errors: FieldErrors?
    ) -> Answer {
        var form = errors.map { exchange.state($0) } ?? FormState()
        if errors == nil {
            for field in OrganisationField.allCases { form[field.rawValue] = known[field] }
        }
        let page = OrganisationFormPage(exchange.frame(.organisation), model, form: form)
        return .page(page.html, status: errors == nil ? 200 : 422)
    }

    /// The reason is asked for once a code does not fit.
    static func credit(
        _ exchange: Exchange, _ known: OrganisationParticulars
    ) -> OrganisationFormPage.Model.Credit {
        let typed = OrganisationParticulars(exchange.form)
        let code = CreditCode.normalise(typed.creditCode.isEmpty ? known.creditCode : typed.creditCode).text
        return CreditCode(rawValue: code)?.checkProblems.isEmpty ?? true ? .fits : .keptWithReason
    }

    /// Sends a request, or shows its form again with what is wrong.
    private static func answering(
        _ exchange: Exchange, _ send: (String?) async throws -> UnionRequests.Receipt,
        page: (FieldErrors) async throws -> Answer
    ) async throws -> Answer {
        var errors = FieldErrors()
        let note = exchange.form.text(Field.note)
        if let note, note.count > UnionRequest.reasonLimit {
            errors.add(Field.note, "申请说明最多 \(UnionRequest.reasonLimit) 个字")
            return try await page(errors)
        }
        do {
            return try await done(exchange, try await send(note))
        } catch let problems as OrganisationProblems {
            errors.add(problems)
        } catch let refusal as Refusal where refusal == .unionUnchanged {
            errors.add(refusal.wording)
        }
        return try await page(errors)
    }

    private static func done(_ exchange: Exchange, _ receipt: UnionRequests.Receipt) async throws -> Answer {
        try await exchange.flash("申请已提交，由\(receipt.decider)审核。")
        return .seeOther(Path.organisation(.request(receipt.id)).url)
    }

    // MARK: 删除组织

    private static func dissolution(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await UnionRequests(exchange.platform).dissolution(
            try exchange.id("id"), try exchange.occasion())
        let page = UnionDissolutionPage(
            exchange.frame(.organisation), found.union, obstacles: UnionRequestRoutes.sentences(found.obstacle),
            form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func dissolve(_ exchange: Exchange) async throws -> Answer {
        guard let note = exchange.form.text(Field.note), note.count <= UnionRequest.reasonLimit else {
            let errors = FieldErrors.one(Field.note, "请填写删除原因，最多 \(UnionRequest.reasonLimit) 个字")
            return try await dissolution(exchange, exchange.state(errors))
        }
        do {
            return try await done(
                exchange,
                try await UnionRequests(exchange.platform).dissolve(
                    try exchange.id("id"), note: note, try exchange.occasion()))
        } catch Refusal.unionInUse {
            return try await dissolution(exchange, exchange.state(.general("现在不能删除，请先处理下列事项。")))
        }
    }

    // MARK: 转移组织

    private static func transfer(_ exchange: Exchange, _ typed: Form, _ errors: FieldErrors) async throws -> Answer {
        typealias Field = UnionTransferPage.Field
        let found = try await UnionRequests(exchange.platform).destinations(
            of: try exchange.id("id"), in: ID(typed[Field.district]), name: typed.text(Field.name),
            try exchange.occasion())
        var form = FormState(errors: errors)
        for name in [Field.district, Field.name, Field.superior, Field.note] { form[name] = typed[name] }
        if form[Field.district].isEmpty {
            let own = found.districts.last { $0.path.contains(found.union.path) }
            form[Field.district] = own?.id.description ?? ""
        }
        let model = UnionTransferPage.Model(
            found.union, superior: found.superior, districts: found.districts.map { ($0.id, $0.name) },
            targets: found.targets.map { ($0.id, $0.name, $0.kind) }, reach: found.isCut ? .cut : .whole,
            subordinates: found.subordinates, lockedUnits: found.lockedUnits)
        let page = UnionTransferPage(exchange.frame(.organisation), model, form: form)
        return .page(page.html, status: errors.isEmpty ? 200 : 422)
    }

    private static func move(_ exchange: Exchange) async throws -> Answer {
        typealias Field = UnionTransferPage.Field
        let form = exchange.form
        if !form[Field.search].isEmpty { return try await transfer(exchange, form, .none) }
        var errors = FieldErrors()
        let superior = ID<Union>(form[Field.superior])
        if superior == nil { errors.add(Field.superior, "请选择新的上级组织") }
        let note = form.text(Field.note)
        if note.map({ $0.count > UnionRequest.reasonLimit }) ?? true {
            errors.add(Field.note, "请填写转移原因，最多 \(UnionRequest.reasonLimit) 个字")
        }
        guard let superior, errors.isEmpty else { return try await transfer(exchange, form, errors) }
        do {
            return try await done(
                exchange,
                try await UnionRequests(exchange.platform).transfer(
                    try exchange.id("id"), under: superior, note: note, try exchange.occasion()))
        } catch let refusal as Refusal where refusal.isAboutPlace {
            errors.add(Field.superior, refusal.wording)
        }
        return try await transfer(exchange, form, errors)
    }
}

extension Refusal {
    /// Another superior would do.
    fileprivate var isAboutPlace: Bool {
        switch self {
        case .unionMisplaced, .unionCycle, .unionAlreadyThere, .unionNameTaken: true
        default: false
        }
    }
}

extension OrganisationParticulars {
    /// Reads a form; what it does not have is empty.
    init(_ form: Form) {
        self.init()
        for field in OrganisationField.allCases { self[field] = form[field.rawValue] }
    }
}

extension FieldErrors {
    mutating func add(_ problems: OrganisationProblems) {
        for entry in problems.entries { add(entry.field.rawValue, entry.problem.wording(of: entry.field)) }
    }
}
