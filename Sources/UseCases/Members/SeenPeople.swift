import Domain
import Synchronization

/// The first row by which a file names each person whom the platform knows: two documents of one person, the earlier
/// and the present one, may stand in it, thousands of rows apart.
final class SeenPeople: Sendable {
    private let rows = Mutex<[ID<Person>: Int]>([:])

    /// - Returns: the row that has named the person before; nil for the first, also when it is looked at again.
    func firstRow(of person: ID<Person>, namedBy row: Int) -> Int? {
        rows.withLock { rows in
            guard let first = rows[person] else {
                rows[person] = row
                return nil
            }
            return first == row ? nil : first
        }
    }
}
