import DatabaseKit
public import Domain
import Store
import Vault

/// What an error of a use case means for the person in front of the screen.
public enum Trouble: Sendable {
    case refused(Refusal)
    /// Somebody was faster.
    case changedMeanwhile
    /// The store, or the queue of password hashes, cannot take more now; nothing was written.
    case busy
    /// Our fault; the details belong in the log.
    case ours

    public init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = .refused(refusal)
        case is StaleVersion: self = .changedMeanwhile
        case is PasswordHasher.Busy: self = .busy
        case let failure as DatabaseError:
            switch failure {
            case .busy, .full, .readOnly, .unavailable: self = .busy
            case .unique: self = .changedMeanwhile
            default: self = .ours
            }
        default: self = .ours
        }
    }
}
