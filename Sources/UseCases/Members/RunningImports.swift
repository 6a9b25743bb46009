import Domain
import Synchronization

/// The imports that this process is writing into the roll: how far each is, and whether it shall stop.
///
/// The roll is written in one transaction, so how far it is cannot be read in the database, and on SQLite nobody can
/// write there that it shall stop.
public final class RunningImports: Sendable {
    private let running = Mutex<[ID<MemberImport>: (done: Int, isCancelled: Bool)]>([:])

    /// Thrown in the transaction that shall stop, so that nothing of it is kept.
    struct Cancelled: Error {}

    func begin(_ id: ID<MemberImport>) {
        running.withLock { $0[id] = (0, false) }
    }

    func end(_ id: ID<MemberImport>) {
        running.withLock { $0[id] = nil }
    }

    /// Says how far it is.
    ///
    /// - Throws: `Cancelled` when it shall stop.
    func advance(_ id: ID<MemberImport>, to done: Int) throws {
        let isCancelled = running.withLock { running in
            running[id]?.done = done
            return running[id]?.isCancelled ?? false
        }
        if isCancelled { throw Cancelled() }
    }

    func cancel(_ id: ID<MemberImport>) {
        running.withLock { running in
            guard running[id] != nil else { return }
            running[id]?.isCancelled = true
        }
    }

    /// Rows dealt with so far; nil when this process does not write it.
    func done(_ id: ID<MemberImport>) -> Int? {
        running.withLock { $0[id]?.done }
    }
}
