import DatabaseKit
public import Domain
import Store
import Vault

/// 保障金额设置: how a district and its units share what the city leaves of a premium (domain 5.3; manual 2024, 4.1).
public struct Shares: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The splits of all plans.
    public struct Page: Sendable {
        public let district: Union
        public let year: PlanYear
        public let settings: [ShareSetting]
        /// Why nothing can be set now; nil inside the window.
        public let refusal: Refusal?
        public let today: CalendarDay
    }

    public func page(_ occasion: Occasion) async throws -> Page {
        try occasion.actor.authority.require(.setShares, on: occasion.actor.path)
        return try await platform.database.read { try Self.page(occasion, $0) }
    }

    /// One plan's split with its history.
    public struct Sheet: Sendable {
        public let page: Page
        /// Counted from 1, as in the list.
        public let position: Int
        public let setting: ShareSetting
        public let changes: [ShareChange]
        /// Handed-in lists of the plan that a change would make anew.
        public let openLists: Int
    }

    public func sheet(_ occasion: Occasion, position: Int) async throws -> Sheet {
        try occasion.actor.authority.require(.setShares, on: occasion.actor.path)
        return try await platform.database.read { transaction in
            let page = try Self.page(occasion, transaction)
            let setting = try Self.setting(position, page)
            let store = ShareStore(transaction)
            return Sheet(
                page: page, position: position, setting: setting,
                changes: try store.changes(of: setting.plan, district: page.district.id),
                openLists: try store.openLists(setting.plan, district: page.district))
        }
    }

    // MARK: Setting

    /// A split as it was typed.
    public struct Request: Sendable {
        public let position: Int
        public let district: String
        public let base: String
        /// 组织机构代码 or 工会编号 of one unit; nil for the default of the whole district.
        public let unitCode: String?
        /// The default's share when the page was shown, so that of two officers at once one is told he was late.
        public let shown: Money

        public init(position: Int, district: String, base: String, unitCode: String?, shown: Money) {
            self.position = position
            self.district = district
            self.base = base
            self.unitCode = unitCode
            self.shown = shown
        }
    }

    /// What a change has done.
    public struct Receipt: Codable, Hashable, Sendable {
        /// Handed-in lists that got a new version and a new notice.
        public let repriced: Int
        /// nil for the default of the whole district.
        public let unitName: String?

        public init(repriced: Int, unitName: String?) {
            self.repriced = repriced
            self.unitName = unitName
        }
    }

    /// Sets the split of a plan, for the district or for one of its units.
    ///
    /// Handed-in lists at other rates become version N+1 with a new notice in the same transaction (费率调整): same
    /// people, same state; a locked list is never touched.
    ///
    /// - Throws: `ShareRefusal` for amounts that do not add up, `Refusal` of the window, `.unitUnknown`,
    ///   `.unitAmbiguous`, `StaleVersion`.
    public func set(_ occasion: Occasion, _ request: Request) async throws -> Receipt {
        try await change("set-shares", occasion, request.position, shown: request.shown) {
            transaction, page, setting in
            let rates = try setting.plan.rates(district: request.district, base: request.base)
            let unit = try request.unitCode.map { try Self.unit($0, page.district, transaction) }
            let before =
                unit.map { unit in setting.exceptions.first { $0.unit == unit.id }?.rates.district }
                ?? (setting.origin == .district ? setting.rates.district : nil)
            try ShareStore(transaction).set(
                rates.district, of: setting.plan, district: page.district.id, unit: unit?.id,
                by: occasion.actor.account, at: occasion.moment, sealing: platform.seal)
            return Change(unit: unit, before: before, after: rates.district)
        }
    }

    /// Takes a unit's exception back; the district's default holds for it again.
    public func removeException(
        _ occasion: Occasion, position: Int, unit id: ID<EnrollingUnit>, shown: Money
    ) async throws -> Receipt {
        try await change("remove-share", occasion, position, shown: shown) { transaction, page, setting in
            guard let exception = setting.exceptions.first(where: { $0.unit == id }),
                let unit = try UnionStore(transaction).unit(id)
            else { throw Refusal.notFound }
            _ = try ShareStore(transaction).removeException(
                of: setting.plan, district: page.district.id, unit: id)
            return Change(unit: unit, before: exception.rates.district, after: nil)
        }
    }

    struct Change {
        let unit: EnrollingUnit?
        let before: Money?
        let after: Money?
    }

    /// One change of a split: the window, the change, the lists that follow from it, history and event.
    private func change(
        _ act: String, _ occasion: Occasion, _ position: Int, shown: Money,
        _ body: @escaping @Sendable (any Transaction, Page, ShareSetting) throws -> Change
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.setShares, on: occasion.actor.path)
        return try await platform.once(act, occasion) { transaction in
            let page = try Self.page(occasion, transaction)
            if let refusal = page.refusal { throw refusal }
            let setting = try Self.setting(position, page)
            guard setting.rates.district == shown else { throw StaleVersion() }
            let change = try body(transaction, page, setting)
            let repriced = try Repricing(transaction: transaction, seal: platform.seal, occasion: occasion, page: page)
                .perform(setting.plan)
            try ShareStore(transaction).record(
                setting.plan, district: page.district.id, unit: change.unit?.id, before: change.before,
                after: change.after, repriced: repriced, by: occasion.actor.account, at: occasion.moment,
                sealing: platform.seal)
            let fen = change.after.map { "\($0.fen)" } ?? "none"
            try EventStore(transaction).record(
                act, on: .planYear, Int64(page.year.year), at: page.district.path,
                detail:
                    "plan=\(setting.plan.type);unit=\(change.unit?.id.description ?? "all");district-fen=\(fen);"
                    + "repriced=\(repriced)", occasion)
            return Receipt(repriced: repriced, unitName: change.unit?.name)
        }
    }

    // MARK: Parts

    private static func page(_ occasion: Occasion, _ transaction: any Transaction) throws -> Page {
        guard let district = try UnionStore(transaction).find(occasion.actor.union), district.kind.isDistrictLevel
        else { throw Refusal.notAllowed(.setShares, .level) }
        let years = PlanYearStore(transaction)
        guard let year = try years.current(on: occasion.today, at: district.path) else { throw Refusal.noPlanYear }
        var refusal: Refusal?
        do throws(Refusal) { try year.require(.shareSetting, on: occasion.today) } catch { refusal = error }
        return Page(
            district: district, year: year,
            settings: try ShareStore(transaction).settings(
                of: try years.plans(of: year.year), district: district.id),
            refusal: refusal, today: occasion.today)
    }

    private static func setting(_ position: Int, _ page: Page) throws(Refusal) -> ShareSetting {
        guard page.settings.indices.contains(position - 1) else { throw .notFound }
        return page.settings[position - 1]
    }

    /// The unit that a code means: a union's own, or one of its enterprises'.
    private static func unit(
        _ code: String, _ district: Union, _ transaction: any Transaction
    ) throws -> EnrollingUnit {
        let unions = UnionStore(transaction)
        let scope = UnionScope(district.path)
        let found = try unions.units(organisationCode: code, in: scope)
        if let only = found.first {
            guard found.count == 1 else { throw Refusal.unitAmbiguous(code: code) }
            return only
        }
        guard let union = try unions.find(code: code), district.path.contains(union.path), union.kind.isBase else {
            throw Refusal.unitUnknown(code: code)
        }
        let enterprises = try unions.enterprises(of: union.id)
        guard enterprises.count <= 1 else { throw Refusal.unitAmbiguous(code: code) }
        return try unions.unit(of: union, enterprise: enterprises.first)
    }
}

/// Makes handed-in lists anew at the rates that hold now (domain 5.3).
struct Repricing {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion
    let page: Shares.Page

    /// - Returns: how many lists got a new version.
    func perform(_ plan: Plan) throws -> Int {
        let lists = try ShareStore(transaction).listsAtOtherRates(plan, district: page.district)
        for list in lists { try reprice(list, plan) }
        return lists.count
    }

    /// Makes a list anew at other rates, with its notice and event.
    ///
    /// - Parameter start: the first day of an instant list's coverage.
    static func reprice(
        _ dossier: EnrolmentDossier, _ version: EnrolmentVersion, _ plan: Plan, at rates: Rates,
        from start: CalendarDay? = nil, sealing seal: any FieldSealing
    ) throws {
        let (transaction, occasion) = (dossier.transaction, dossier.occasion)
        let next = version.repriced(
            rates, as: try transaction.newID(EnrolmentVersion.self), on: occasion.today, at: occasion.moment)
        try ShareStore(transaction).reprice(version, as: next, sealing: seal)
        _ = try BaseNotices.issue(dossier, next, plan: plan, token: Token.random().text, from: start)
        try EventStore(transaction).record(
            "rate-change", on: .enrolment, version.enrolment.rawValue, at: dossier.unit.path,
            detail: "version=\(next.number);heads=\(next.heads);plan=\(plan.type)", occasion)
        try PaymentReminders.settle(version.enrolment, transaction, at: occasion.moment)
    }

    private func reprice(_ list: ID<UnitEnrolment>, _ plan: Plan) throws {
        guard let record = try EnrolmentStore(transaction).find(list),
            let version = try RosterStore(transaction).version(record.enrolment.version, of: list),
            let unit = try UnionStore(transaction).unit(record.enrolment.unit)
        else { throw Refusal.notFound }
        let dossier = try EnrolmentDossier(
            transaction, occasion, unit: unit, action: .setShares, year: record.enrolment.year)
        guard let rates = try dossier.rates(of: plan) else { throw Refusal.planNotOffered(plan.type) }
        try Self.reprice(dossier, version, plan, at: rates, sealing: seal)
    }
}
