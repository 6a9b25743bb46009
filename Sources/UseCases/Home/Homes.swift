import DatabaseKit
public import Domain
import Store

/// What a union sees first: its figures and what waits for it.
public struct Homes: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The four figures of 首页.
    public struct Figures: Sendable {
        public let members: Int
        public let baseUnions: Int
        public let enterprises: Int
        public let electronicCards: Int
    }

    public struct Home: Sendable {
        public let figures: Figures
        public let todos: [Todo]
        public let year: PlanYear?
    }

    public func home(_ occasion: Occasion) async throws -> Home {
        let scope = try occasion.actor.authority.scope(for: .viewHome)
        return try await platform.database.read { transaction in
            Home(
                figures: try Self.figures(HomeStore(transaction), scope),
                todos: try TodoStore(transaction).list(for: occasion.actor.union, .init(occasion.actor.roles)),
                year: try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path))
        }
    }

    private static func figures(_ store: HomeStore, _ scope: UnionScope) throws -> Figures {
        let unions = try store.unions(in: scope)
        return Figures(
            members: try store.members(in: scope), baseUnions: unions.baseUnions, enterprises: unions.enterprises,
            electronicCards: try store.electronicCards(in: scope))
    }

    public func todos(_ occasion: Occasion) async throws -> (todos: [Todo], year: PlanYear?) {
        try await platform.database.read { transaction in
            (
                try TodoStore(transaction).list(for: occasion.actor.union, .init(occasion.actor.roles)),
                try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path)
            )
        }
    }

    /// What 业务工作台 offers this union.
    public enum Workbench: Sendable {
        case open
        case choose([Enterprise])
        case noEnterprise
        case unsupported(UnionKind, enrolsThrough: String?)
    }

    public func workbench(_ occasion: Occasion, enterprise: Enterprise?) async throws -> Workbench {
        let actor = occasion.actor
        return try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            guard actor.kind.hasWorkbench else {
                let ancestor = try unions.lineage(of: actor.path).dropLast().last { $0.kind.isBase }
                return .unsupported(actor.kind, enrolsThrough: ancestor?.name)
            }
            guard actor.kind == .jointUnion, enterprise == nil else { return .open }
            let enterprises = try unions.enterprises(of: actor.union)
            return enterprises.isEmpty ? .noEnterprise : .choose(enterprises)
        }
    }

    /// Chooses the enterprise that the session acts for; one of another union is not there.
    public func choose(_ enterprise: ID<Enterprise>, session: ID<Session>, _ occasion: Occasion) async throws {
        let union = occasion.actor.union
        try await platform.database.write { transaction in
            guard try UnionStore(transaction).enterprises(of: union).contains(where: { $0.id == enterprise }) else {
                throw Refusal.notFound
            }
            try SessionStore(transaction).setEnterprise(enterprise, of: session)
        }
    }

    /// Moves a demo or rehearsal database to another business day; refused in any other.
    public func moveBusinessDay(to day: CalendarDay) async throws {
        _ = try await platform.database.write { try Self.moveBusinessDay(to: day, $0) }
    }

    /// The same from a page; the log tells from which day on whoever did it let everybody work on another.
    public func moveBusinessDay(to day: CalendarDay, _ occasion: Occasion) async throws {
        try await platform.database.write { transaction in
            let before = try Self.moveBusinessDay(to: day, transaction)
            guard before != day.description else { return }
            try EventStore(transaction).record(
                "setting-changed", on: .setting, 0, at: .root, from: before, to: day.description,
                detail: "setting=\(SettingStore.Name.businessDate.rawValue)", occasion)
        }
    }

    /// - Returns: the day that it was before.
    private static func moveBusinessDay(to day: CalendarDay, _ transaction: any Transaction) throws -> String? {
        let settings = SettingStore(transaction)
        guard try settings.get(.mode) != nil else { throw Refusal.notDemo }
        let before = try settings.get(.businessDate)
        try settings.set(.businessDate, to: day.description)
        return before
    }
}
