import DatabaseKit
public import Domain
import Store

extension Duplicates {
    /// Looks through the whole city once a day; whoever comes second on that day finds it done.
    ///
    /// A search that was cut off is made again.
    ///
    /// Reads by what indexes tell — memberships of one person, people with one telephone number, members of one union in
    /// its order — and writes only what is new, so that nobody waits for it.
    ///
    /// - Parameters:
    ///   - today: the day for which it is done.
    ///   - now: when what is found was found.
    /// - Returns: how many pairs are new; nil when it was done today.
    public func searchDaily(on today: CalendarDay, at now: Instant) async throws -> Int? {
        let isDue = try await platform.database.read { transaction in
            try SettingStore(transaction).get(.duplicatesSearched) != today.description
        }
        guard isDue else { return nil }
        let new = try await keep(try await found(in: UnionScope(.root)), at: now)
        try await platform.database.write { transaction in
            // Of those who have left meanwhile nobody is reminded any more.
            try Self.remind(try DuplicateStore(transaction).reminded(), at: now, transaction)
            try SettingStore(transaction).set(.duplicatesSearched, to: today.description)
        }
        return new
    }

    /// The pairs of a subtree that the rule takes for one person and that nobody has decided on.
    ///
    /// Only what was found is written with the lock held; the look through a whole city is a reader.
    func found(in scope: UnionScope) async throws -> [DuplicateStore.Candidate] {
        try await platform.database.read { transaction in
            let store = DuplicateStore(transaction)
            var found: [DuplicateStore.Candidate] = []
            try store.forEachCandidate(in: scope) { candidate in
                if candidate.kind == .twoUnions || candidate.traits.first.isAlike(candidate.traits.second) {
                    found.append(candidate)
                }
            }
            // Who has the telephone number in common as well is found above.
            try store.forEachOfOneUnion(in: scope) { candidate in
                if !candidate.traits.first.isAlike(candidate.traits.second) { found.append(candidate) }
            }
            return try store.unknown(found)
        }
    }

    /// So many are written at once.
    private static let chunk = 500

    /// - Returns: how many are new.
    func keep(_ found: [DuplicateStore.Candidate], at now: Instant) async throws -> Int {
        var new = 0
        for start in stride(from: 0, to: found.count, by: Self.chunk) {
            let part = Array(found[start..<min(start + Self.chunk, found.count)])
            new += try await platform.database.write { transaction in
                let added = try DuplicateStore(transaction).insert(part, at: now)
                try Self.remind(added.keys.sorted(), at: now, transaction)
                return added.values.reduce(0, +)
            }
        }
        return new
    }

    /// Tells each of these unions how many open pairs it is responsible for, and no more when there is none.
    static func remind(_ paths: [UnionPath], at now: Instant, _ transaction: any Transaction) throws {
        guard !paths.isEmpty else { return }
        let todos = TodoStore(transaction)
        let open = try DuplicateStore(transaction).responsibilities(of: paths)
        let done = Set(try UnionStore(transaction).find(paths: paths).values.map(\.id)).subtracting(open.map(\.union))
        try todos.close(.checkDuplicates, subjects: done.map(\.rawValue).sorted(), at: now)
        try todos.open(
            .checkDuplicates,
            open.map {
                TodoStore.Opening(
                    union: $0.union, subject: $0.union.rawValue, name: $0.name, amount: $0.pairs, due: nil)
            }, at: now)
    }
}
