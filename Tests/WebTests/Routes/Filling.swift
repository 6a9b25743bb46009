@testable import Web

/// What a form or an address says besides its path, filled in so that only the record can be refused.
///
/// A new form is entered here; the tests of `RouteGuardTests` fail until it is.
struct Filling {
    /// A field's value.
    enum Value {
        case text(String)
        /// The key of one's own record, with what follows it.
        case own(RecordKind, then: String = "")
        /// The key that the tests fill with a stranger's.
        case tried(RecordKind, then: String = "")
        /// A file of no content, by its name.
        case file(String)
        /// A field's name that ends with the tried key.
        case nameTried(RecordKind, value: String)
    }

    let fields: [(name: String, value: Value)]

    init(_ fields: KeyValuePairs<String, Value> = [:]) {
        self.fields = fields.map { ($0.key, $0.value) }
    }

    /// What the tried key names; nil where the fields name no record.
    var tried: RecordKind? {
        fields.compactMap { field -> RecordKind? in
            switch field.value {
            case .text, .own, .file: nil
            case .tried(let kind, _), .nameTried(let kind, _): kind
            }
        }.first
    }

    /// The field that carries a file.
    var file: String? {
        fields.first { field in
            if case .file = field.value { return true }
            return false
        }?.name
    }

    /// The fields as they are sent; a file's value is its name.
    func sent(own: (RecordKind) -> Int64?, tried key: Int64?) -> [(name: String, value: String)] {
        fields.map { field in
            switch field.value {
            case .text(let text): (field.name, text)
            case .own(let kind, let rest): (field.name, "\(own(kind) ?? 0)\(rest)")
            case .tried(_, let rest): (field.name, "\(key ?? 0)\(rest)")
            case .nameTried(_, let value): ("\(field.name)\(key ?? 0)", value)
            case .file(let name): (field.name, name)
            }
        }
    }

    /// A form without anything but its tokens.
    private static let bare = Filling()
    private static let version = Filling(["version": .text("1")])
    private static let importRow = Filling(["number": .text("2")])
    private static let ownUnit = Filling(["unit": .own(.unit)])
    private static let anotherUnit = Filling(["unit": .tried(.unit)])

    /// By method and pattern; the first one is sent when a key in the path is tried.
    static let byRoute: [String: [Filling]] = [
        "POST /login": [bare], "POST /logout": [bare], "POST /account/password": [bare],
        "POST /login/second-factor": [bare], "POST /account/second-factor": [bare],
        "POST /account/sessions/:session/end": [bare],
        "POST /demo/business-date": [bare], "POST /coverage": [bare], "POST /cards": [bare],
        "POST /cards/export": [bare], "POST /cards/candidates": [bare],
        "POST /login/reset": [bare], "POST /accounts": [bare], "POST /audit/export": [bare],
        "POST /accounts/:account/roles": [Filling(["version": .text("1"), "role": .text("clerk")])],
        "POST /accounts/:account/status": [Filling(["version": .text("1"), "status": .text("active")])],
        "POST /accounts/:account/reset": [bare],
        "POST /accounts/:account/sessions": [bare, Filling(["session": .tried(.session)])],
        // Without a remark, so that the alert is still open for the routes that follow.
        "POST /alerts/:alert/settlement": [bare],
        "POST /password-policy": [bare],
        "POST /accounts/:account/handover": [bare],
        "POST /handovers/:handover/roles": [bare], "POST /handovers/:handover/withdrawal": [bare],
        "POST /account/handovers/:handover/acceptance": [bare],
        "POST /self-service/login": [bare], "POST /self-service/login/code": [bare],
        "POST /self-service/logout": [bare], "POST /self-service/consent": [bare],
        "POST /self-service/electronic-card": [bare],
        "POST /self-service/rights": [bare],
        "POST /self-service/requests/correction": [bare],
        "POST /self-service/requests/correction/withdrawal": [bare],
        "POST /self-service/requests/card": [bare], "POST /self-service/requests/card/withdrawal": [bare],
        // Of another version, so that the request is still open for the routes that follow.
        "POST /members/requests/:id/answer": [
            Filling(["verdict": .text("grant"), "answer": .text("已更正"), "version": .text("0")])
        ],
        "POST /coverage/search": [Filling(["number": .text("E00000001")])],
        "POST /workbench/unit": [Filling(["unit": .tried(.enterprise)])],

        "POST /cards/candidates/:member/expiry": [Filling(["kind": .text("long-term"), "version": .text("1")])],
        "POST /cards/members/:member/acts": [bare],
        "POST /organisation-sheets": [bare], "POST /organisation-sheets/:sheet/discard": [bare],
        "POST /organisation-sheets/:sheet/columns": [Filling(["column-name": .text("0")])],
        "POST /organisation-sheets/:sheet/row": [importRow], "GET /organisation-sheets/:sheet/row": [importRow],
        "POST /organisation-sheets/:sheet/application": [Filling(["expected": .text("0")])],
        "POST /organisation-exports": [Filling(["node": .tried(.union)])],
        "POST /cards/expiry-sheets": [bare], "POST /cards/expiry-sheets/:sheet/discard": [bare],
        "POST /cards/expiry-sheets/:sheet/application": [Filling(["expected": .text("0")])],
        "POST /cards/batches": [Filling(["member": .tried(.member)])],
        "POST /cards/batches/:id/submission": [version], "POST /cards/batches/:id/cancellation": [version],
        "POST /cards/batches/:id/revocation": [bare], "POST /cards/batches/:id/revocation/withdrawal": [bare],
        "POST /cards/revocations/check": [
            Filling(["revocation": .tried(.cardRevocation), "decision": .text("accept")])
        ],
        "POST /cards/revocations/decisions": [
            Filling([
                "revocation": .tried(.cardRevocation), "decision": .text("return"), "answer": .text("名单无误"),
            ])
        ],
        "POST /cards/batches/:id/hand-over": [bare], "POST /cards/batches/:id/order-file": [bare],
        "POST /cards/batches/:id/result": [bare],

        "POST /enrolments/confirmations": [bare], "POST /enrolments/look-up": [bare],
        "POST /enrolments/confirmations/all": [Filling(["unit": .own(.unit), "expected": .text("0")]), anotherUnit],
        "POST /enrolments/confirmations/:member": [ownUnit, anotherUnit],
        "POST /enrolments/conflicts": [ownUnit, anotherUnit],
        // Of another version, so that the conflict is still open for the routes that follow.
        "POST /enrolments/conflicts/:conflict/yielding": [
            Filling(["unit": .own(.unit), "version": .text("0")]), anotherUnit,
        ],
        "POST /enrolments/current/roster": [ownUnit, anotherUnit],
        "POST /enrolments/current/last-year": [ownUnit, anotherUnit],
        "POST /enrolments/current/acknowledgement": [ownUnit, anotherUnit],
        "POST /enrolments/current/plan": [Filling(["unit": .own(.unit), "plan": .text("A")]), anotherUnit],
        "POST /enrolments/current/exclusions": [
            Filling(["unit": .own(.unit), "member": .tried(.member), "reason": .text("left")]),
            anotherUnit,
        ],
        "POST /enrolments/current/restorations": [
            Filling(["unit": .own(.unit), "member": .tried(.member)]), anotherUnit,
        ],
        "POST /enrolments/current/retirement/marks": [
            Filling(["unit": .own(.unit), "member": .tried(.member)]), anotherUnit,
        ],
        "POST /enrolments/current/retirement": [
            Filling(["unit": .own(.unit), "answer-": .nameTried(.member, value: "retired")]), anotherUnit,
        ],
        "POST /enrolments/current/retirement/withdrawals": [
            Filling(["unit": .own(.unit), "member": .tried(.member)]), anotherUnit,
        ],
        "POST /enrolments/current/submission": [ownUnit, anotherUnit],
        "POST /enrolments/current/withdrawal": [ownUnit, anotherUnit],
        "POST /enrolments/current/declining": [ownUnit, anotherUnit],
        "GET /enrolments/current/exclusions": [Filling(["member": .tried(.member)])],
        "GET /enrolments/current/retirement/marks": [Filling(["member": .tried(.member)])],

        "GET /review": [Filling(["return": .tried(.enrolment, then: "-1")])],
        "POST /enrolments/instant/new-card": [
            Filling(["unit": .own(.unit), "member": .tried(.member), "plan": .text("A")]), anotherUnit,
        ],
        "POST /enrolments/instant/uncovered": [
            Filling(["unit": .own(.unit), "member": .tried(.member), "plan": .text("A")]), anotherUnit,
        ],
        "POST /enrolments/instant/lists/:list/again": [
            Filling(["unit": .own(.unit), "stamp": .text("0")]),
            Filling(["unit": .own(.unit), "member": .tried(.member), "stamp": .text("0")]), anotherUnit,
        ],
        "POST /enrolments/instant/lists/:list/withdrawal": [
            Filling(["unit": .own(.unit), "stamp": .text("0")]), anotherUnit,
        ],
        "POST /enrolments/lapsed/:list": [ownUnit, anotherUnit],
        "POST /instant-review/check": [Filling(["list": .tried(.instantList, then: "-1")])],
        "POST /instant-review/confirmation": [
            Filling([
                "list": .tried(.instantList, then: "-1"), "name": .text("王示例"), "phone": .text("19900000001"),
                "email": .text("a@example.com"),
            ])
        ],
        "POST /instant-review/return": [
            Filling([
                "list": .tried(.instantList, then: "-1"), "why": .text("wrong-plan"), "note": .text("请改正"),
            ])
        ],

        "POST /review/approve": [Filling(["list": .tried(.enrolment, then: "-1")])],
        "POST /review/take-back": [Filling(["list": .tried(.enrolment, then: "-1")])],
        "POST /review/return": [
            Filling(["list": .tried(.enrolment, then: "-1")]),
            Filling([
                "list": .tried(.enrolment, then: "-1"), "why": .text("wrong-plan"), "note": .text("请改正"),
            ]),
        ],

        "POST /review/clear": [bare], "POST /review/rule": [Filling(["levels": .text("both")])],

        // Without proof and reason, so that the request still waits for the routes that follow.
        "POST /exports": [
            Filling(["file": .text("comparison-results"), "of": .tried(.memberComparison)]),
            Filling(["file": .text("comparison-missing"), "of": .tried(.memberComparison)]),
            Filling(["file": .text("member-batch"), "of": .tried(.memberBatch)]),
        ],
        "POST /exports/:request/consent": [bare], "POST /exports/:request/refusal": [bare],
        "POST /exports/:request/withdrawal": [bare], "POST /exports/:request/file": [bare],
        "POST /members/rights/search": [bare], "POST /members/rights/members/:member": [bare],
        // Without a text, so that the request is still open for the routes that follow.
        "POST /members/rights/:request/answer": [bare], "POST /members/rights/:request/copy": [bare],
        "POST /submissions/check": [bare], "POST /submissions": [bare], "POST /submissions/rule": [bare],
        "POST /submissions/proposals": [bare], "POST /submissions/proposals/:proposal/confirmation": [bare],
        "POST /submissions/proposals/:proposal/refusal": [bare],
        "POST /submissions/proposals/:proposal/withdrawal": [bare],
        "POST /batches/:id/vouchers": [bare],
        "POST /vouchers/:id": [Filling(["verdict": .text("accept"), "stamp": .text("1")])],

        "POST /plan-years": [bare], "POST /plan-years/:year": [bare], "POST /plan-years/:year/publication": [bare],
        "POST /plan-years/:year/extensions": [bare],
        "POST /working-days": [bare], "POST /working-days/:year": [bare], "POST /registers": [bare],
        "POST /registers/:id/application": [bare], "POST /registers/:id/discard": [bare],
        "POST /registers/:id/undoing": [bare], "POST /deadlines": [bare],
        "POST /shares/:plan": [bare], "POST /shares/:plan/units": [bare],
        "POST /shares/:plan/units/:unit/removal": [bare],
        "POST /reminders": [Filling(["unit": .tried(.unit)])],
        "POST /reminders/:unit": [Filling(["name": .text("王示例"), "phone": .text("19900000001")])],
        "POST /conflicts/:id/decision": [bare],
        "POST /coverage/export": [bare], "POST /coverage/search/export": [bare],
        "POST /benefits": [bare], "POST /benefits/export": [bare], "POST /benefits/new": [bare],
        "POST /benefits/imports": [Filling(["file": .file("payments.xlsx")])],
        "POST /benefits/imports/:id/application": [bare], "POST /benefits/imports/:id/discard": [bare],
        // Without a reason, so that the payment still holds for the routes that follow.
        "POST /benefits/:id/correction": [bare], "POST /benefits/:id/cancellation": [bare],
        "POST /corrections/search": [bare], "POST /corrections/coverages/:coverage": [bare],
        "POST /corrections/check": [Filling(["correction": .tried(.correction), "decision": .text("accept")])],
        "POST /corrections/decisions": [
            Filling(["correction": .tried(.correction), "decision": .text("return"), "reason": .text("请核实")])
        ],
        // Without a reason, so that the correction is still open for the routes that follow.
        "POST /corrections/:id/return": [bare], "POST /corrections/:id/acceptance": [bare],
        "POST /corrections/:id/withdrawal": [bare],
        "POST /coverage/:coverage/proof": [bare], "POST /self-service/coverage/:year/proof": [bare],
        "POST /ledger/statements": [Filling(["file": .file("statement.xlsx")])],
        "POST /ledger/statements/:statement/sure": [Filling(["expected": .text("0")])],
        "POST /ledger/statements/:statement/bookings": [
            bare, Filling(["line-": .nameTried(.bankLine, value: "aside")]),
        ],
        "POST /ledger/lines/:line/undoing": [bare],
        "POST /ledger/reminders": [Filling(["list": .tried(.enrolment)])],
        "POST /ledger/reminders/:list": [Filling(["name": .text("王示例"), "phone": .text("19900000001")])],
        "POST /announcements": [bare], "POST /announcements/:id/edit": [bare],
        "POST /announcements/:id/confirmation": [Filling(["version": .text("1")])],
        "POST /announcements/:id/withdrawal": [bare],
        "POST /support/edit": [bare],
        // Nothing but a heading, which is refused.
        "POST /guide/edit": [Filling(["part": .text("clerk"), "text": .text("## 标题"), "version": .text("0")])],
        "POST /downloads/desk": [Filling(["file": .file("guide.pdf")])],
        "POST /downloads/:id/edit": [bare], "POST /downloads/:id/withdrawal": [bare],
        "POST /credits": [bare], "POST /credits/:id/cancellation": [bare],

        "GET /unions": [Filling(["node": .tried(.union)])],
        // With nothing changed, so that the union is still there for the routes that follow.
        "POST /unions/:id/amendment": [bare], "POST /unions/:id/founding": [bare],
        "POST /unions/:id/dissolution": [bare], "POST /unions/:id/enterprises": [bare],
        "POST /unions/:id/transfer": [Filling(["search": .text("yes")])],
        // Without a reason, so that the enterprise is still there for the routes that follow.
        "POST /enterprises/:id": [bare], "POST /enterprises/:id/removal": [bare],
        "POST /union-requests/check": [
            Filling(["request": .tried(.unionRequest), "decision": .text("accept")])
        ],
        "POST /union-requests/decisions": [
            Filling(["request": .tried(.unionRequest), "decision": .text("return"), "reason": .text("请核实")])
        ],
        "POST /registration": [bare], "POST /registrations/:id/return": [bare],
        "POST /registrations/:id/acceptance": [Filling(["superior": .tried(.union)])],
        // Without a reason, so that the request is still open for the routes that follow.
        "POST /union-requests/:id/return": [bare], "POST /union-requests/:id/withdrawal": [bare],
        "POST /union-requests/:id/acceptance": [bare],
        "GET /members": [Filling(["under": .tried(.union)])],
        "POST /members/export": [Filling(["under": .tried(.union)])],
        "POST /statistics/export": [Filling(["node": .tried(.union)])],
        "GET /members/imports/:id/row": [importRow],
        "GET /members/export": [Filling(["under": .tried(.union)])],
        "POST /dictionaries": [Filling(["dictionary": .text("label")])],
        "POST /dictionaries/names": [Filling(["dictionary": .text("label")])],
        "POST /dictionaries/standings": [Filling(["dictionary": .text("label")])],
        "POST /dictionaries/places": [Filling(["dictionary": .text("label")])],
        "POST /members/new": [
            bare, Filling(["category": .text("enterprise"), "enterprise": .tried(.enterprise)]),
        ],
        "POST /members/:id/edit": [version],
        "POST /members/:id/disclosure": [Filling(["reason": .text("contact")])],
        "POST /members/filter": [bare], "POST /members/columns": [bare], "POST /members/names": [bare],
        "POST /members/names/removal": [bare],
        "POST /members/numbers": [Filling(["numbers": .text("319901198506010013"), "under": .tried(.union)])],
        "POST /members/imports/:id/people": [bare], "POST /members/comparisons/:id/people": [bare],
        "POST /members/import": [
            Filling([
                "category": .text("enterprise"), "enterprise": .tried(.enterprise), "file": .file("members.xlsx"),
            ])
        ],
        "POST /members/imports/:id/confirmation": [bare], "POST /members/imports/:id/discard": [bare],
        "POST /members/comparisons": [
            Filling([
                "category": .text("enterprise"), "enterprise": .tried(.enterprise), "extent": .text("whole-union"),
                "file": .file("members.xlsx"),
            ])
        ],
        "POST /members/comparisons/:id/decisions": [Filling(["part": .text("missing"), "all": .text("keep")])],
        "POST /members/comparisons/:id/execution": [bare], "POST /members/comparisons/:id/columns": [bare],
        "POST /members/comparisons/:id/discard": [bare], "POST /members/comparisons/:id/execution/stop": [bare],
        "POST /members/comparisons/:id/removal": [Filling(["decision": .text("remove-retired")])],
        "POST /join/:code": [bare],
        "POST /join-codes": [bare], "POST /join-codes/:id/withdrawal": [bare],
        "POST /members/applications/:id/acceptance": [bare], "POST /members/applications/:id/return": [bare],
        "POST /duplicates/search": [bare],
        "POST /duplicates/:id/merge": [bare],
        // Of another version, so that the pair is still open for the routes that follow.
        "POST /duplicates/:id/difference": [Filling(["reason": .text("已核实"), "version": .text("0")])],
        "POST /members/imports/:id/columns": [bare], "POST /members/imports/:id/cancellation": [bare],
        "POST /members/imports/:id/row": [importRow], "POST /members/imports/:id/omission": [importRow],
        "POST /members/imports/:id/restoration": [importRow],
        "POST /members/imports/:id/rows": [Filling(["cell-2-0": .text("会员改")])],
        "POST /members/imports/:id/names": [Filling(["name": .text("2:keep")]), Filling(["names": .text("keep")])],
        "POST /members/imports/:id/undo": [Filling(["act": .text("1")])],
        "POST /members/imports/:id/repair": [Filling(["repair": .text("correct-sex")])],
        "POST /members/transfers/decisions/check": [
            Filling(["transfer": .tried(.transfer), "decision": .text("accept")])
        ],
        // Whoever would decide a real one takes the member from the routes that follow.
        "POST /members/transfers/decisions": [
            Filling(["transfer": .tried(.transfer), "decision": .text("return"), "reason": .text("查无此人")])
        ],
        // Without a reason, so that the member is still there for the routes that follow.
        // Without proof and reason, so that the request still waits for the routes that follow.
        "POST /members/mass-removals/:request/acceptance": [bare],
        "POST /members/mass-removals/:request/return": [bare],
        "POST /members/mass-removals/:request/withdrawal": [bare],
        "POST /members/removals/:id/return": [bare], "POST /members/removals/:id/withdrawal": [bare],
        "POST /members/removals/:id/acceptance": [bare],
        "POST /members/batches/selection": [Filling(["act": .text("label"), "member": .tried(.member)])],
        "POST /members/batches": [Filling(["act": .text("label"), "s": .text("none"), "label": .text("-")])],
        "POST /members/batches/:id/continuation": [bare],
        "POST /members/transfers/selection": [Filling(["member": .tried(.member)])],
        "GET /members/transfers/new": [Filling(["member": .tried(.member)])],
        // To the member's own union, which has nothing to offer itself.
        "POST /members/transfers": [
            Filling(["member": .tried(.member), "union": .own(.union), "motive": .text("调动工作")])
        ],
        // Of another version, so that the member is still there for the routes that follow.
        "POST /members/transfers/:id/acceptance": [
            Filling(["version": .text("0")]), Filling(["version": .text("0"), "place": .tried(.enterprise)]),
        ],
        "POST /members/transfers/:id/return": [bare],
        "POST /members/transfers/:id/withdrawal": [bare],
        "POST /members/:id/removal": [Filling(["reason": .text("retired"), "version": .text("0")])],
    ]
}
