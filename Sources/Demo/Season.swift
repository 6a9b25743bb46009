import DatabaseKit
import Domain
import Store
import UseCases

/// Acts of the federation's accounts on the days of a calendar, through the use cases that the pages go through.
///
/// The instants are the calendar's: nine in the morning and a minute later for each act, so that records are in order.
struct Season: Sendable {
    let platform: Platform

    /// An account on a day.
    func occasion(_ account: String, _ day: CalendarDay, minute: Int = 0) async throws -> Occasion {
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0, on: day) }
        }
        guard let actor else { throw Refusal.notFound }
        return Occasion(
            actor: actor, today: day, now: day.start.adding(minutes: 9 * 60 + Int64(minute)), origin: "command")
    }

    /// The cast's union and enterprise as they stand in the database.
    func place(_ cast: UnitCast) async throws -> (union: Union, enterprise: Enterprise?) {
        guard let code = World.unions.first(where: { $0.key == cast.union })?.code else { throw Refusal.notFound }
        return try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            guard let union = try unions.find(code: code) else { throw Refusal.notFound }
            let enterprises = try unions.enterprises(of: union.id)
            return (union, enterprises.indices.contains(cast.enterprise) ? enterprises[cast.enterprise] : nil)
        }
    }

    /// The enterprise that the clerk chooses on entering the workbench: only a joint union has to.
    func chosen(_ cast: UnitCast) async throws -> ID<Enterprise>? {
        let place = try await place(cast)
        return place.union.kind == .jointUnion ? place.enterprise?.id : nil
    }

    // MARK: Members

    /// A clerk uploads the unit's list, looks at the preview and confirms it.
    func importRoster(_ cast: UnitCast, on day: CalendarDay) async throws -> ImportCounts {
        let (union, enterprise) = try await place(cast)
        let occasion = try await occasion(cast.union, day)
        let imports = MemberImports(platform)
        guard let enterprise else { throw Refusal.noEnterprise }
        let file = try RosterWorkbook.members(cast.people(), of: union, workplace: enterprise.name, on: day)
        let id = try await imports.stage(
            MemberImports.Upload(name: "\(enterprise.name)会员名册.xlsx", bytes: file), as: .enterprise(enterprise.id),
            occasion)
        let counts = try await imports.confirm(id, occasion).counts
        guard cast.outside > 0 else { return counts }
        let others = try RosterWorkbook.members(cast.outsiders, of: union, workplace: nil, on: day)
        let second = try await imports.stage(
            MemberImports.Upload(name: "企业外入会人员名册.xlsx", bytes: others), as: .outsideEnterprise, occasion)
        _ = try await imports.confirm(second, occasion)
        return counts
    }

    /// The centre loads the lists of the registers (社保, 退休, 死亡).
    func loadRegisters(_ casts: [UnitCast], on day: CalendarDay, asOf: CalendarDay) async throws -> [RegisterKind: Int]
    {
        let occasion = try await occasion("centre", day)
        let lists: [(RegisterKind, [UnitCast.Part])] = [
            (.insured, [.insured, .withoutCard, .expired, .badlyAddressed, .suspected]), (.retired, [.retired]),
            (.deceased, [.deceased]),
        ]
        var rows: [RegisterKind: Int] = [:]
        for (kind, parts) in lists {
            let people = casts.flatMap { $0.people(parts) }
            guard !people.isEmpty else { continue }
            let file = try RosterWorkbook.register(people, on: day)
            rows[kind] = try await Registers(platform).load(kind, asOf: asOf, file: file, occasion).rows
        }
        return rows
    }

    // MARK: Cards

    /// From 待办 to 已制卡: the clerk's batch, the centre's file, the bank's answer.
    func orderCards(_ cast: UnitCast, on day: CalendarDay) async throws -> (ordered: Int, issued: Int) {
        let place = try await place(cast)
        let clerk = try await occasion(cast.union, day)
        let centre = try await occasion("centre", day, minute: 30)
        let names = Set(cast.people([.suspected, .unverified, .insured]).map(\.name))
        let members = try await platform.database.read { [platform] transaction in
            let unit = try UnionStore(transaction).existingUnit(of: place.union.id, enterprise: place.enterprise?.id)
            guard let unit else { throw Refusal.notFound }
            return try CardCandidateStore(transaction, platform.seal).withoutCard(in: unit)
                .filter { names.contains($0.name) }.map(\.id)
        }
        let batches = CardBatches(platform)
        let exchanges = CardExchanges(platform)
        let made = try await batches.make(.members(members), enterprise: try await chosen(cast), clerk)
        let dossier = try await batches.find(made.batch, offset: 0, limit: 1, clerk)
        _ = try await batches.submit(made.batch, version: dossier.record.version, clerk)
        _ = try await exchanges.handOver(made.batch, centre.confirmed)
        let order = try await exchanges.orderFile(made.batch, centre.confirmed)
        let answer = try SimulatedBank().answer(order.bytes, at: centre.now)
        let applied = try await exchanges.apply(answer, to: made.batch, centre)
        return (made.people, applied.issued)
    }
}
