@testable import Web

/// What the parameters of the routes' patterns name.
///
/// A new pattern with a parameter is entered here; the tests of `RouteGuardTests` fail until it is.
enum RecordKind: CaseIterable, Hashable {
    case union, enterprise, unit, member, memberImport, memberComparison, duplicatePair, transfer, transferRun,
        memberBatch, removalRequest, joinCode, joinApplication, memberRequest, cardBatch, cardRevocation,
        expirySheet, enrolment, version, submission, voucherFile, notice, benefit, coverage, bankStatement, bankLine,
        session,
        account, alert, handover, conflict, unionRequest, registration, instantList, correction, proposal,
        rightsRequest, organisationSheet, exportRequest, massRemoval

    /// The pattern up to and with the parameter, parameters as `:`, and the kind of record that stands there.
    static let byPattern: [String: RecordKind] = [
        "/unions/:": .union, "/enterprises/:": .enterprise, "/union-requests/:": .unionRequest,
        "/registrations/:": .registration, "/organisation-sheets/:": .organisationSheet, "/reminders/:": .unit,
        "/monitor/unions/:": .union,
        "/members/:": .member, "/members/imports/:": .memberImport,
        "/members/batches/:": .memberBatch, "/members/transfers/:": .transfer,
        "/members/transfers/runs/:": .transferRun,
        "/members/mass-removals/:": .massRemoval,
        "/members/removals/:": .removalRequest, "/members/applications/:": .joinApplication,
        "/members/requests/:": .memberRequest, "/members/rights/members/:": .member,
        "/members/rights/:": .rightsRequest, "/exports/:": .exportRequest, "/join-codes/:": .joinCode,
        "/members/comparisons/:": .memberComparison, "/duplicates/:": .duplicatePair,
        "/cards/candidates/:": .member, "/cards/expiry-sheets/:": .expirySheet,
        "/cards/members/:": .member, "/cards/batches/:": .cardBatch,
        "/enrolments/confirmations/:": .member, "/enrolments/submissions/:": .version, "/notices/:": .notice,
        "/enrolments/conflicts/:": .conflict, "/enrolments/instant/lists/:": .instantList,
        "/enrolments/lapsed/:": .enrolment, "/instant-review/:": .instantList,
        "/review/:": .enrolment, "/batches/:": .submission, "/submissions/:": .submission,
        "/submissions/proposals/:": .proposal,
        "/vouchers/:": .submission, "/vouchers/files/:": .voucherFile,
        "/ledger/statements/:": .bankStatement, "/ledger/lines/:": .bankLine,
        "/ledger/reminders/:": .enrolment, "/benefits/:": .benefit,
        "/coverage/:": .coverage, "/corrections/:": .correction, "/corrections/coverages/:": .coverage,
        "/account/sessions/:": .session, "/accounts/:": .account, "/alerts/:": .alert,
        "/handovers/:": .handover, "/account/handovers/:": .handover,
    ]

    /// Routes whose parameters name no record of a union, each with its reason.
    static let exceptions: [String: String] = [
        "/announcements/:id": "an announcement is the whole city's",
        "/announcements/:id/confirmation": "an announcement is the whole city's, and the account confirms for itself",
        "/announcements/:id/edit": "an announcement is the whole city's, and only the centre may",
        "/announcements/:id/readers": "an announcement is the whole city's, and only the centre may",
        "/announcements/:id/withdrawal": "an announcement is the whole city's, and only the centre may",
        "/downloads/:id": "everybody who has signed in may have what the centre offers",
        "/downloads/:id/edit": "a download is the whole city's, and only the centre may",
        "/downloads/:id/withdrawal": "a download is the whole city's, and only the centre may",
        "/account/forms/:token": "the token is its browser's alone, and the form its account's (KeptFormTests)",
        "/self-service/forms/:token": "the token is its browser's alone, and the form its member's (OwnKeptFormTests)",
        "/captcha/:token": "the token only makes the browser ask anew",
        "/captcha/:token/sound": "the token only makes the browser ask anew",
        "/join/:code": "whoever scans a union's poster may ask to join it",
        "/join/:code/submitted": "whoever scans a union's poster may ask to join it",
        "/verify/:token": "whoever holds a printed notice may check it",
        "/plan-years/:year": "a year is the whole city's",
        "/plan-years/:year/publication": "a year is the whole city's",
        "/plan-years/:year/extensions": "a year is the whole city's",
        "/working-days/:year": "a year is the whole city's",
        "/registers/:id": "a register list is the whole city's",
        "/registers/:id/application": "a register list is the whole city's",
        "/registers/:id/undoing": "a register list is the whole city's",
        "/registers/:id/discard": "a register list is the whole city's",
        "/benefits/imports/:id": "a file of payments is the whole city's",
        "/benefits/imports/:id/application": "a file of payments is the whole city's",
        "/benefits/imports/:id/discard": "a file of payments is the whole city's",
        "/shares/:plan": "the position of a plan of the year",
        "/shares/:plan/units": "the position of a plan of the year",
        "/shares/:plan/units/:unit/removal": "the unit is sought among the district's own exceptions (ShareTests)",
        "/conflicts/:id": "only the centre may, and both units are under it",
        "/conflicts/:id/decision": "only the centre may, and both units are under it",
        "/credits/:id/cancellation": "only the centre may, and every district is under it",
        "/self-service/coverage/:year/proof": "a year of the member's own",
        "/verify/coverage/:token": "whoever holds a proof of coverage may check it",
        "/self-service/coverage/:year": "a year of the member's own",
        "/verify/members/:token": "whoever is shown an electronic card may check it",
    ]
}

extension Route {
    /// The kind of each parameter, by its name; nil for one that is not known.
    var kinds: [(name: String, kind: RecordKind?)] {
        var prefix = ""
        return parts.compactMap { part in
            switch part {
            case .literal(let text):
                prefix += "/" + text
                return nil
            case .parameter(let name):
                prefix += "/:"
                return (name, RecordKind.byPattern[prefix])
            }
        }
    }

    /// The path with these parameters.
    func path(_ values: [String: String]) -> String {
        "/"
            + parts.map { part in
                switch part {
                case .literal(let text): text
                case .parameter(let name): values[name] ?? "0"
                }
            }.joined(separator: "/")
    }
}
