import DatabaseKit
import Domain
import Store
public import Vault

extension SealingKeys {
    /// What sealing anew has done.
    public struct Resealed: Hashable, Sendable {
        public var values = 0
        /// Places of values that do not open: damaged, or moved; they are left as they are.
        public var unreadable: [String] = []
    }

    /// Seals with the current key whatever was sealed with another one.
    ///
    /// A few hundred values at a time are read, sealed outside any transaction, and put back where they are still the
    /// same, so that nobody waits. It goes over all columns until it finds nothing more; after a crash it is simply begun
    /// again, and what is done already is passed over.
    ///
    /// - Parameters:
    ///   - steps: how many of those parts at most; all when it is left out.
    ///   - progress: told how many values have been sealed so far.
    public func reseal(
        steps: Int = .max, _ progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> Resealed {
        var all = Resealed()
        var left = steps
        while true {
            var round = Resealed()
            for field in SealedField.allCases {
                var row = Int64.min
                while left > 0, let last = try await step(field, after: row, &round) {
                    row = last
                    left -= 1
                    progress(all.values + round.values)
                }
            }
            all.values += round.values
            all.unreadable = round.unreadable
            guard round.values > 0, left > 0 else { return all }
        }
    }

    /// - Returns: the last row that was looked at; nil when there are no more.
    private func step(_ field: SealedField, after row: Int64, _ outcome: inout Resealed) async throws -> Int64? {
        let keys = platform.seal.keys
        let mark = keys.currentMark
        let found = try await platform.database.read {
            try SealedValueStore($0).values(of: field, otherThan: mark, after: row)
        }
        guard let last = found.last else { return nil }
        var changes: [(old: SealedValueStore.Value, new: [UInt8])] = []
        for value in found {
            do {
                let plain = try keys.openBytes(value.sealed, context: field.rawValue, row: value.row)
                changes.append((value, try keys.sealBytes(plain, context: field.rawValue, row: value.row)))
            } catch is SealingError {
                outcome.unreadable.append("\(field.column.name)/\(value.row)")
            }
        }
        let new = changes
        if !new.isEmpty {
            outcome.values += try await platform.database.write { try SealedValueStore($0).replace(new, of: field) }
        }
        return last.row
    }

    /// How many values each key has sealed; reads all of them.
    public func usage() async throws -> [KeyID: Int] {
        var found: [KeyID: Int] = [:]
        for field in SealedField.allCases {
            let marks = try await platform.database.read { transaction in
                try SealedValueStore(transaction).marks(of: field)
            }
            for (mark, values) in marks { found[try KeyRing.key(ofMark: mark), default: 0] += values }
        }
        return found
    }
}
