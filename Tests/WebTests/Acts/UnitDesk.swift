import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

/// A base union's unit on a stage, its people and the lists that it hands in.
struct UnitDesk {
    /// What the register and the calendar say of somebody who has a card.
    enum Standing {
        case insured, unverified
        /// Insured, with a statutory day that the register cannot have known.
        case pastRetirement
    }

    let stage: Stage
    let clerk: String
    let unit: EnrollingUnit

    private var platform: UseCases.Platform { stage.site.platform }

    /// What every form of the unit carries.
    var key: String { unit.id.description }

    init(_ stage: Stage, _ clerk: String = "shili") async throws {
        (self.stage, self.clerk) = (stage, clerk)
        unit = try await Workbench(stage.site.platform).unit(try await Self.occasion(clerk, at: stage), enterprise: nil)
    }

    func occasion(on day: String = World.demoDay) async throws -> Occasion {
        try await Self.occasion(clerk, on: day, at: stage)
    }

    /// An act of any account's, also on another day than the stage's own.
    static func occasion(_ account: String, on day: String = World.demoDay, at stage: Stage) async throws -> Occasion {
        Occasion(
            actor: try await RouteGuardTests.actor(account, stage.site), today: try #require(CalendarDay(day)),
            now: stage.site.clock.now, origin: "127.0.0.1")
    }

    // MARK: People

    /// - Parameter first: the serial of the first; no two people of a stage have the same.
    @discardableResult
    func add(
        _ count: Int64 = 2, _ standing: Standing = .insured, from first: Int64 = 1, cardsOn day: String = "2023-11-06"
    ) async throws -> [ID<Member>] {
        var members: [ID<Member>] = []
        for serial in first..<first + count {
            let member = try await stage.plant(of: clerk, serial: serial) { [unit] planter in
                try planter.cardholder(unit, standing, since: day)
            }
            members.append(member)
        }
        return members
    }

    /// Somebody else's member is this unit's too.
    func share(_ member: ID<Member>) async throws {
        try await stage.plant { [unit] transaction in
            let id = try transaction.newID(Member.self)
            try transaction.execute(
                """
                INSERT INTO member (id, number, person_id, union_id, unit_id, enterprise_id, category, workplace,
                    source, joined_on)
                SELECT \(id), \("J\(id)"), person_id, \(unit.union), \(unit.id), \(unit.enterprise), category, workplace,
                    source, joined_on
                FROM member WHERE id = \(member)
                """)
            try transaction.countIn([id])
        }
    }

    // MARK: Lists

    /// Chooses a plan and hands in everybody who may be.
    @discardableResult
    func handIn() async throws -> ID<UnitEnrolment> {
        let (enrolments, occasion) = (Enrolments(platform), try await self.occasion())
        try await enrolments.choosePlan(occasion, enterprise: nil, plan: "A")
        let overview = try await enrolments.overview(occasion, enterprise: nil)
        _ = try await enrolments.submit(
            occasion, enterprise: nil, SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
        return try #require(overview.record?.enrolment.id)
    }

    func handInInstant(_ members: [ID<Member>], on day: String) async throws -> InstantReceipt {
        try await Instants(platform).submit(
            try await occasion(on: day), enterprise: nil, .uncovered,
            InstantRequest(choice: .members(members), plan: "A"))
    }

    /// The stamp of an instant list, as its page carries it.
    func stamp(of list: ID<UnitEnrolment>, on day: String) async throws -> String {
        let sheet = try await Instants(platform).sheet(try await occasion(on: day), list, ListRange(page: 1, size: 20))
        return String(sheet.record.stamp)
    }
}

extension Planter {
    fileprivate func cardholder(
        _ unit: EnrollingUnit, _ standing: UnitDesk.Standing, since day: String
    ) throws -> ID<Member> {
        let member = ID<Member>(try member(unit))
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        switch standing {
        case .unverified: break
        case .insured:
            try transaction.execute("UPDATE person SET social_insurance = 'insured' WHERE id = \(person)")
        case .pastRetirement:
            try transaction.execute(
                """
                UPDATE person SET social_insurance = 'insured', statutory_day = '2023-10-05' WHERE id = \(person)
                """)
        }
        let card = try transaction.newKey()
        let number = try #require(BankCardNumber.make(prefix: "6231", serial: Int(serial))).rawValue
        try transaction.execute(
            """
            INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
            VALUES (\(card), \(person), \(try seal.seal(number, in: .cardNumber, row: card)),
                \(seal.index(number, for: .cardNumber)), 'issued', \(day))
            """)
        return member
    }
}
