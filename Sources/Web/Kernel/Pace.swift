import Domain
import Synchronization

/// How often one caller may ask for a route; a person never notices, a script does (security, section 3).
public enum Pace: Hashable, Sendable, CaseIterable {
    case free
    /// Passwords and one-time codes: one office behind one address still logs in together.
    case login
    case captcha
    /// Looking for people by name or number.
    case search
    /// Applications of people who are not known: a whole workshop behind one address scans one poster.
    case apply
    /// Files of people who are not known: several enterprises behind one address still register together.
    case proof
    /// Files that are taken out or sent in by somebody who is known: a desk's whole afternoon, no copy of the platform.
    case file
    /// Whether the platform is there: several monitors behind one address, each every few seconds.
    case health
    /// Messages with one-time codes, which cost money and disturb people.
    case message

    /// How many at once, and after how many seconds one more.
    var allowance: (burst: Int, seconds: Int64)? {
        switch self {
        case .free: nil
        case .login: (30, 6)
        case .captcha: (60, 2)
        case .search: (60, 2)
        case .apply: (30, 20)
        case .proof: (20, 120)
        case .file: (120, 1)
        case .health: (60, 1)
        case .message: (20, 15)
        }
    }
}

/// Counts what callers have asked for, in this process.
///
/// Token buckets: each holds `burst` tokens, an asking takes one, and one comes back every so many seconds. Several
/// instances count for themselves, so that the limit is that many times as high; the lock of an account, kept in the
/// database, is not.
final class PaceKeeper: Sendable {
    private struct Key: Hashable {
        let pace: Pace
        let caller: String
    }

    /// When the bucket will be full again; all that a bucket has to remember.
    private let full = Mutex<[Key: Instant]>([:])

    /// Full buckets are forgotten when so many are kept.
    private static let limit = 10_000

    /// Takes a token.
    ///
    /// - Returns: nil when there was one, else after how many seconds there will be.
    func take(_ pace: Pace, by caller: String, at now: Instant) -> Int? {
        guard let (burst, seconds) = pace.allowance else { return nil }
        let key = Key(pace: pace, caller: caller)
        return full.withLock { full in
            if full.count >= Self.limit { full = full.filter { $0.value > now } }
            let next = max(full[key] ?? now, now).adding(seconds: seconds)
            let latest = now.adding(seconds: seconds * Int64(burst))
            guard next <= latest else {
                return Int((next.milliseconds - latest.milliseconds + 999) / 1_000)
            }
            full[key] = next
            return nil
        }
    }
}
