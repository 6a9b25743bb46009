public import DatabaseKit
public import Domain
import Foundation
import Store
public import Vault

/// What every use case works with: the database, the seal of personal fields, the passwords.
///
/// It holds no clock: who acts, on which day and at which instant comes with each call (`Occasion`).
public struct Platform: Sendable {
    public let database: any Database
    public let seal: FieldSeal
    public let passwords: PasswordHasher
    let runningImports = RunningImports()
    let firstReadings = FirstReadings()

    public init(database: any Database, keys: KeyRing, passwords: PasswordHasher) {
        self.init(database: database, seal: FieldSeal(keys), passwords: passwords)
    }

    public init(database: any Database, seal: FieldSeal, passwords: PasswordHasher) {
        self.database = database
        self.seal = seal
        self.passwords = passwords
    }

    /// Runs a write once per rendered form.
    ///
    /// A ticket that has had its effect gets the recorded answer again, so a double click, a retried request and
    /// Back-and-send have one effect and one answer (invariant I10). The ticket is written in the transaction of the
    /// effect; a refused form leaves none and may be sent again.
    public func once<Answer: Codable & Sendable>(
        _ act: String, _ occasion: Occasion, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        guard let ticket = occasion.ticket else { return try await database.write(body) }
        return try await database.write { transaction in
            let tickets = TicketStore(transaction)
            let account = occasion.actor.account
            if let recorded = try tickets.answer(to: ticket, by: account, act: act) {
                return try JSONDecoder().decode(Answer.self, from: Data(recorded.utf8))
            }
            let answer = try body(transaction)
            let text = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
            try tickets.record(ticket, by: account, act: act, answer: text, at: occasion.now)
            return answer
        }
    }

    /// What a form was answered that has had its effect; nil for one that has not.
    ///
    /// For an act that replaces what it is done to: sent again, the form finds it gone and belongs to what came of it.
    func answer<Answer: Codable & Sendable>(to act: String, _ occasion: Occasion) async throws -> Answer? {
        guard let ticket = occasion.ticket else { return nil }
        let recorded = try await database.read { transaction in
            try TicketStore(transaction).answer(to: ticket, by: occasion.actor.account, act: act)
        }
        return try recorded.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }
}
