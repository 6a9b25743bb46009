import DatabaseKit
import Domain
import Store

/// Raises alerts within the transaction of the act that is worth one, and opens the todo beside it.
struct AlertWatch {
    let transaction: any Transaction

    init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    private var alerts: AlertStore { AlertStore(transaction) }

    /// Counts a failed login, for its account and for the network it comes from.
    ///
    /// An unknown name is counted as well, so that it costs what a known one does.
    ///
    /// - Parameter account: nil for a name that nobody has.
    func failedLogin(of account: ID<Account>?, from address: String, at now: Instant) throws {
        try count(.failedLogins, account.map { .account($0) } ?? .unknown, AlertRule.failedLogins, now)
        try count(.guessing, .address(CallerNetwork(of: address).text), AlertRule.guessing, now)
    }

    func lock(at now: Instant) throws {
        try count(.locks, .everybody, AlertRule.locks, now)
    }

    /// Counts one member looked at in full.
    ///
    /// - Throws: `Refusal.disclosuresSpent` when the day's number has been used.
    func disclosure(_ occasion: Occasion) throws {
        let (subject, start) = (AlertStore.Subject.account(occasion.actor.account), occasion.now.day.start)
        let limit = AlertRule.disclosuresPerDay
        guard try alerts.counted(.disclosuresSpent, subject, since: start) < limit else {
            throw Refusal.disclosuresSpent(limit: limit)
        }
        let amount = try alerts.count(.disclosuresSpent, subject, since: start)
        if amount == AlertRule.disclosuresNear {
            try raise(.disclosuresNear, subject, amount: amount, since: start, occasion.now, .replacing)
        }
        if amount == limit {
            try raise(.disclosuresSpent, subject, amount: amount, since: start, occasion.now, .replacing)
        }
    }

    /// Counts people whose data leave the platform in a file, for the day's sum.
    ///
    /// - Throws: `Refusal.exportsSpent` when the file would take the account past what leaves in a day; then nothing is
    ///   counted, and the file is not to be handed out.
    func export(people: Int, _ numbers: AlertRule.Numbers, _ occasion: Occasion) throws {
        guard people > 0 else { return }
        let (account, start) = (occasion.actor.account, occasion.now.day.start)
        let weight = people * AlertRule.weight(of: numbers)
        let before = try alerts.counted(.massExport, .exports(account), since: start)
        guard before + weight <= AlertRule.exportsPerDay else {
            throw Refusal.exportsSpent(people: AlertRule.exportsPerDay / AlertRule.weight(of: numbers))
        }
        let after = try alerts.count(.massExport, .exports(account), since: start, adding: weight)
        let sum = try alerts.count(.massExport, .account(account), since: start, adding: people)
        guard after >= AlertRule.massExport else { return }
        // The alert tells the day's sum when the sum becomes large, and then of each file.
        try raise(
            .massExport, .account(account), amount: before < AlertRule.massExport ? sum : people, since: start,
            occasion.now, .adding)
    }

    /// How many people the account may still take out today without a second person.
    func peopleWithoutConsent(_ numbers: AlertRule.Numbers, _ occasion: Occasion) throws -> Int {
        let before = try alerts.counted(
            .massExport, .exportsAlone(occasion.actor.account), since: occasion.now.day.start)
        return AlertRule.peopleWithoutConsent(numbers, after: before)
    }

    /// Counts people in a file to which nobody else has consented.
    ///
    /// - Throws: `ConsentNeeded` when the day's sum is too large for that.
    func exportAlone(people: Int, _ numbers: AlertRule.Numbers, _ occasion: Occasion) throws {
        guard people > 0 else { return }
        guard people <= (try peopleWithoutConsent(numbers, occasion)) else { throw ConsentNeeded(people: people) }
        _ = try alerts.count(
            .massExport, .exportsAlone(occasion.actor.account), since: occasion.now.day.start,
            adding: people * AlertRule.weight(of: numbers))
    }

    func login(_ actor: Actor, at now: Instant) throws {
        guard AlertRule.isNightLogin(at: now, roles: actor.roles) else { return }
        try raise(.nightLogin, .account(actor.account), amount: 1, since: now, now, .adding)
    }

    func brokenChain(places: Int, at now: Instant) throws {
        try raise(.chainBroken, .everybody, amount: places, since: now, now, .replacing)
    }

    // MARK: Steps

    /// At the threshold an alert is raised; what comes after it only makes the open one larger, so that one which has
    /// been settled does not come back for the same attempts.
    private func count(
        _ kind: Alert.Kind, _ subject: AlertStore.Subject, _ threshold: AlertRule.Threshold, _ now: Instant
    ) throws {
        let start = threshold.start(at: now)
        let amount = try alerts.count(kind, subject, since: start)
        if subject == .unknown { return }
        if amount == threshold.amount {
            try raise(kind, subject, amount: amount, since: start, now, .adding)
        } else if amount > threshold.amount {
            try alerts.grow(kind, subject, now)
        }
    }

    private func raise(
        _ kind: Alert.Kind, _ subject: AlertStore.Subject, amount: Int, since first: Instant, _ now: Instant,
        _ merging: AlertStore.Merging
    ) throws {
        let unions = UnionStore(transaction)
        guard let root = try unions.root() else { return }
        var (place, name) = (root, root.name)
        var concerned: ID<Account>?
        switch subject {
        case .account(let id):
            guard let account = try AccountStore(transaction).managed(id, on: now.day) else { return }
            concerned = id
            place = try unions.find(account.account.union) ?? root
            name = "\(account.account.displayName)（\(account.account.name)）"
        case .address(let address): name = address
        case .exports, .exportsAlone, .unknown, .everybody: break
        }
        let alert = try alerts.raise(kind, subject, at: place.id, amount: amount, merging, since: first, now)
        try TodoStore(transaction).open(
            .settleAlert, for: try alerts.watcher(of: place.path, besides: concerned, on: now.day) ?? root.id,
            subject: alert.rawValue, name: name,
            amount: 1, at: now)
    }
}
