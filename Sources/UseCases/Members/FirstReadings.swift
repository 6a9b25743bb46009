package import Domain
import Synchronization

/// What the first pass over a long list has found, kept for the worker of this process, so that it does not make the
/// same pass again.
///
/// One list is kept, the latest. A worker of another process makes its own pass.
package final class FirstReadings: Sendable {
    private let kept = Mutex<Kept?>(nil)

    private struct Kept: Sendable {
        let list: RosterList
        let rules: MemberRules
        let repeats: FileRepeats
    }

    package init() {}

    package func keep(_ repeats: FileRepeats, by rules: MemberRules, of list: RosterList) {
        kept.withLock { $0 = Kept(list: list, rules: rules, repeats: repeats) }
    }

    /// Hands out what was kept, once; nil for another list, or when the rules have changed since.
    package func take(_ list: RosterList, by rules: MemberRules) -> FileRepeats? {
        kept.withLock { kept in
            guard let found = kept, found.list == list else { return nil }
            kept = nil
            return found.rules == rules ? found.repeats : nil
        }
    }
}
