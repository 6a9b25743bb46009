import DatabaseKit
import Domain
import Markup
import Store
import Synchronization
import UseCases
import Vault

@testable import Web

/// Routes that do on purpose what goes wrong elsewhere.
struct TryRoutes: RouteGroup {
    struct Broken: Error {
        let detail = "person 319901199001011234 phone 19900000001"
    }

    func register(in table: inout RouteTable) {
        table.get("/try/:failure", .open) { exchange in throw Self.error(exchange.parameters["failure"] ?? "") }
        table.get("/try/say/:text", .signedIn) { exchange in
            try await exchange.flash(exchange.parameters["text"] ?? "")
            return .seeOther("/")
        }
        table.get("/try/partial", .signedIn) { _ in .fragment(HTML("part")) }
        table.get("/try/special", .open) { _ in .fragment(HTML("literal")) }
        table.post("/try/count", .signedIn) { exchange in
            let number = try await exchange.platform.once("try-count", exchange.occasion()) { transaction in
                try transaction.nextNumber(in: "try")
            }
            return .fragment(HTML(String(number)))
        }
        table.post("/try/centre", .requires(.decideVoucher)) { _ in .seeOther("/") }
    }

    private static func error(_ name: String) -> any Error {
        switch name {
        case "not-found": Refusal.notFound
        case "not-allowed": Refusal.notAllowed(.decideVoucher, .ownWork)
        case "refused": Refusal.reasonMissing
        case "stale": StaleVersion()
        case "busy": DatabaseError.busy
        case "full": DatabaseError.full
        case "read-only": DatabaseError.readOnly
        case "unavailable": DatabaseError.unavailable("gone")
        case "hashes": PasswordHasher.Busy()
        default: Broken()
        }
    }
}
