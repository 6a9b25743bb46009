import Domain
import Markup
import Pages
import UseCases
import Wording

/// 新增会员, 修改会员, and whole numbers for a reason.
struct MemberFormRoutes: RouteGroup {
    private typealias Field = MemberFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/members/new", .requires(.editMembers)) { exchange in
            .page(try await Self.newPage(exchange, nil))
        }
        table.post("/members/new", .requires(.editMembers)) { exchange in try await Self.add(exchange) }
        table.get("/members/:id/edit", .requires(.editMembers)) { exchange in
            let editable = try await Self.editable(exchange)
            return .page(Self.editPage(exchange, editable, FormState(editable.draft)))
        }
        table.post("/members/:id/edit", .requires(.editMembers)) { exchange in try await Self.change(exchange) }
        table.get("/members/:id/disclosure", .requires(.discloseMember)) { exchange in
            let record = try await Members(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            return .page(
                MemberDisclosurePage(
                    exchange.frame(.organisation), MembersPage.Row(record.line), nil,
                    stepUp: try await exchange.stepUp()
                ).html)
        }
        table.post("/members/:id/disclosure", .requires(.discloseMember), .search) { exchange in
            try await Self.disclose(exchange)
        }
    }

    // MARK: 新增

    /// - Parameter form: what was sent and refused; nil for a fresh form, in which an only enterprise is chosen.
    private static func newPage(
        _ exchange: Exchange, _ form: FormState?, _ notice: MemberFormPage.Notice? = nil
    ) async throws -> HTML {
        let choices = try await Members(exchange.platform).addingChoices(try exchange.occasion())
        return MemberFormPage(
            exchange.frame(.organisation), .new(unionName: choices.union.name, enterprises: choices.enterprises),
            words: choices.words.entries, form: form ?? fresh(exchange, choices.enterprises), notice: notice
        ).html
    }

    private static func fresh(_ exchange: Exchange, _ enterprises: [Enterprise]) -> FormState {
        var fresh = FormState()
        fresh[MemberFormPage.field(.documentType) ?? ""] = DocumentType.residentIdentityCard.rawValue
        if let only = enterprises.first, enterprises.count == 1 {
            fresh[Field.category] = MemberCategory.enterprise.rawValue
            fresh[Field.enterprise] = only.id.description
        }
        for field in [Field.category, Field.flexibleKind] {
            if let asked = exchange.query.text(field) { fresh[field] = asked }
        }
        return fresh
    }

    private static func add(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        do {
            if let importClass = importClass(exchange.form, &errors) {
                let receipt = try await Members(exchange.platform).add(
                    MemberDraft(exchange.form), as: importClass,
                    consent: exchange.form.text(Field.consent) == nil ? .none : .given, try exchange.occasion())
                try await exchange.flash(told(receipt, MemberDraft(exchange.form)[.name]))
                return .seeOther(receipt.member.map { Path.member($0).url } ?? Path.members.url)
            }
            for refusal in try await refusals(exchange) { errors.add(refusal) }
        } catch let refusal as DraftRefusal {
            if refusal == .transferNeedsConsent {
                errors.add(refusal)
                return .page(try await newPage(exchange, exchange.state(errors), .transfer), status: 422)
            }
            // What else the form is refused for is told with it.
            let all = try await refusals(exchange)
            for refusal in all.contains(refusal) ? all : [refusal] + all { errors.add(refusal) }
        } catch ImportTargetProblem.flexibleKindMissing {
            errors.add(Field.flexibleKind, "请选择灵活就业类别")
        }
        // The rules leave it to a number that is right; a form that comes back asks for all at once.
        if let sex = MemberFormPage.field(.sex), exchange.form.text(sex) == nil, errors[sex] == nil {
            errors.add(DraftRefusal.problems([.missing(.sex)]))
        }
        return .page(try await newPage(exchange, exchange.state(errors)), status: 422)
    }

    private static func refusals(_ exchange: Exchange) async throws -> [DraftRefusal] {
        try await Members(exchange.platform).refusals(of: MemberDraft(exchange.form), try exchange.occasion())
    }

    static func importClass(_ form: Form, _ errors: inout FieldErrors) -> ImportClass? {
        switch MemberCategory(rawValue: form[Field.category]) {
        case .enterprise:
            if let id = ID<Enterprise>(form[Field.enterprise]) { return .enterprise(id) }
            errors.add(Field.enterprise, "请选择单位")
        case .outsideEnterprise: return .outsideEnterprise
        case .flexible:
            if let kind = form.text(Field.flexibleKind) { return .flexible(kind: kind) }
            errors.add(Field.flexibleKind, "请选择灵活就业类别")
        case nil: errors.add(Field.category, "请选择会员类别")
        }
        return nil
    }

    private static func told(_ receipt: Members.FormReceipt, _ name: String) -> String {
        let head =
            switch receipt.outcome {
            case .added: "已新增会员 \(name)。"
            case .askedFor: "已向原工会申请 \(name) 的会籍转移，审核通过后成为本工会会员。"
            case .changed: "已保存 \(name) 的信息。"
            case .unchanged: "没有改动，未保存。"
            }
        let warnings = receipt.warnings.filter { $0 != .memberOfAnotherUnion && !$0.renames }
        guard !warnings.isEmpty else { return head }
        return head + "请留意：" + warnings.map(\.wording).joined(separator: "；") + "。"
    }

    // MARK: 修改

    private static func editable(_ exchange: Exchange) async throws -> Members.Editable {
        try await Members(exchange.platform).editable(try exchange.id("id"), try exchange.occasion())
    }

    private static func editPage(
        _ exchange: Exchange, _ editable: Members.Editable, _ form: FormState, _ notice: MemberFormPage.Notice? = nil
    ) -> HTML {
        MemberFormPage(
            exchange.frame(.organisation),
            .existing(MembersPage.Row(editable.line), address: editable.address, version: editable.version),
            words: editable.words.entries, form: form, notice: notice, wayBack: wayBack(exchange)
        ).html
    }

    /// To 待办会员列表 or the batch whose link 修改地址 opened the form.
    private static func wayBack(_ exchange: Exchange) -> WayBack? {
        let from = WayBack.fromCards
        guard exchange.query[from.name] == from.value else { return nil }
        let cards = exchange.wayBackToCards
        return WayBack(cards.words, cards.url, query: [from] + cards.query)
    }

    private static func change(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("id", Member.self)
        let draft = MemberDraft(exchange.form)
        var errors = FieldErrors()
        do {
            let receipt = try await Members(exchange.platform).change(
                id, to: draft, version: MemberVersion(exchange.form[Field.version]), try exchange.occasion())
            try await exchange.flash(told(receipt, draft[.name]))
            return .seeOther(wayBack(exchange)?.url ?? Path.member(id).url)
        } catch let refusal as DraftRefusal {
            errors.add(refusal)
        } catch Refusal.changedMeanwhile {
            let now = try await editable(exchange)
            let notice = MemberFormPage.Notice.changedMeanwhile(now.differences(from: draft))
            return .page(editPage(exchange, now, exchange.state(), notice), status: 409)
        }
        return .page(editPage(exchange, try await editable(exchange), exchange.state(errors)), status: 422)
    }

    // MARK: 查看完整号码

    private static func disclose(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("id", Member.self)
        let members = Members(exchange.platform)
        let record = try await members.find(id, try exchange.occasion())
        let reason = DisclosureReason(rawValue: exchange.form[MemberDisclosurePage.Field.reason])
        var errors = FieldErrors()
        if reason == nil { errors.add(MemberDisclosurePage.Field.reason, "请选择查看原因") }
        guard let reason, let occasion = try await exchange.confirmedOccasion(for: .discloseMember, &errors) else {
            return .page(
                MemberDisclosurePage(
                    exchange.frame(.organisation), MembersPage.Row(record.line), nil,
                    stepUp: try await exchange.stepUp(), form: exchange.stateWithoutProof(errors)
                ).html, status: 422)
        }
        let shown = try await members.disclose(id, reason, occasion)
        return .page(
            MemberDisclosurePage(
                exchange.frame(.organisation), MembersPage.Row(shown.line),
                .init(document: shown.document, phone: shown.phone, address: shown.address)
            ).html)
    }
}

extension MemberDraft {
    init(_ form: Form) {
        self.init()
        for column in MemberColumn.allCases {
            if let field = MemberFormPage.field(column) { self[column] = form[field] }
        }
        note = form.text(MemberFormPage.Field.note) ?? ""
        flexibleKind = form[MemberFormPage.Field.flexibleKind]
        renewal = form.text(MemberFormPage.Field.renewal) == nil ? .none : .confirmed
    }
}

extension FormState {
    fileprivate init(_ draft: MemberDraft) {
        self.init()
        for column in MemberColumn.allCases {
            if let field = MemberFormPage.field(column) { self[field] = draft[column] }
        }
        self[MemberFormPage.Field.note] = draft.note
        self[MemberFormPage.Field.flexibleKind] = draft.flexibleKind
    }
}

extension FieldErrors {
    mutating func add(_ refusal: DraftRefusal) {
        switch refusal {
        case .problems(let problems):
            for problem in problems where problem.severity == .error {
                let message = "\(problem.wording)，\(problem.repair.wordingInForm)"
                if let field = MemberFormPage.field(problem.column) { add(field, message) } else { add(message) }
            }
        case .noteTooLong(let limit): add(MemberFormPage.Field.note, "备注最多 \(limit) 个字，请缩短")
        case .flexibleKindMissing: add(MemberFormPage.Field.flexibleKind, "请选择灵活就业类别")
        case .alreadyMember:
            add(MemberFormPage.field(.documentNumber) ?? "", "该证件的持有人已是本工会会员，请在会员信息中查找并修改")
        case .transferOpen:
            add(MemberFormPage.field(.documentNumber) ?? "", "已申请转入该证件的持有人，请等待原工会审核")
        case .renewalNotConfirmed:
            add(MemberFormPage.Field.renewal, "填写了新证件号码，请勾选换证；没有换证的，请删去新证件号码")
        case .documentOfAnother:
            add(
                MemberFormPage.field(.documentNumber) ?? "",
                "该证件已登记在另一人名下，请核对号码；确是同一人的，请在疑似重复会员中合并")
        case .birthDiffers:
            add(
                MemberFormPage.field(.documentNumber) ?? "", "新证件的出生日期与原证件不同，请核对号码和证件类型")
        case .transferNeedsConsent:
            add(MemberFormPage.Field.consent, "请勾选同意申请会籍转移，或核对证件号码")
        }
    }
}

extension Members.Editable {
    /// What the roll says otherwise than the form, to be told beside it.
    fileprivate func differences(from draft: MemberDraft) -> [(field: String, now: String)] {
        var differences: [(field: String, now: String)] = []
        func compare(_ field: String, _ typed: String, _ code: String, _ now: String?) {
            if typed != code { differences.append((field, now ?? "无")) }
        }
        let own = self.draft
        compare("姓名", draft[.name], own[.name], line.name)
        compare("性别", draft[.sex], own[.sex], line.sex.wording)
        compare("证件到期日", draft[.documentExpiry], own[.documentExpiry], own[.documentExpiry])
        compare("工作单位/服务平台", draft[.workplace], own[.workplace], line.workplace)
        compare("会员标签", draft[.label], own[.label], line.label)
        compare("户籍类型", draft[.household], own[.household], line.household)
        compare("岗位类别", draft[.post], own[.post], line.post)
        compare("备注", draft.note, own.note, line.note)
        return differences
    }
}
