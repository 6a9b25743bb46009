import DatabaseKit
public import Domain
import Store

/// A message that brings a one-time code to a telephone.
public struct CodeMessage: Sendable {
    /// The same for each attempt to deliver it, so that whoever carries it can leave out what he has sent.
    public let id: ID<OneTimeCode>
    public let phone: String
    public let code: String
    /// How long the code is good.
    public let minutes: Int64

    public init(id: ID<OneTimeCode>, phone: String, code: String, minutes: Int64) {
        (self.id, self.phone, self.code, self.minutes) = (id, phone, code, minutes)
    }
}

/// Why a message was not handed over; it never says to whom it was to go.
public enum CodeChannelFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The gateway answered with this status.
    case status(Int)
    /// No answer in time.
    case silence
    case unreachable

    public var description: String {
        switch self {
        case .status(let code): "status \(code)"
        case .silence: "no answer in time"
        case .unreachable: "unreachable"
        }
    }
}

/// The way by which messages reach telephones: a gateway of the city, or the log of a demonstration.
public protocol CodeChannel: Sendable {
    /// Hands a message over; an error means that it is to be tried again.
    func send(_ message: CodeMessage) async throws(CodeChannelFailure)
}

/// Carries out what sign-ins have asked for: the code was written in their transaction and is sent from here.
public struct CodeDeliveries: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What became of the messages that were due.
    public struct Outcome: Hashable, Sendable {
        public let sent: Int
        public let failures: [CodeChannelFailure]
    }

    private static let atOnce = 20

    /// Sends what is due; what cannot be sent is tried again a few times while its code is good.
    public func work(by channel: any CodeChannel, now: Instant) async throws -> Outcome {
        let seal = platform.seal
        // Reading first: a write that finds nothing to do would still wait for the others.
        let isIdle = try await platform.database.read { try !OneTimeCodeStore($0, seal).isAnyDue(at: now) }
        if isIdle { return Outcome(sent: 0, failures: []) }
        let (due, remainder) = try await platform.database.write { transaction in
            (
                try OneTimeCodeStore(transaction, seal).take(Self.atOnce, at: now),
                try SettingStore(transaction).holdsInventedPeople()
                    ? OneTimeCodeStore.Remainder.code : OneTimeCodeStore.Remainder.hash
            )
        }
        // All at once: a gateway that hangs for one keeps nobody else from his code.
        return try await withThrowingTaskGroup(of: CodeChannelFailure?.self) { [platform] group in
            for one in due {
                group.addTask {
                    do throws(CodeChannelFailure) {
                        try await channel.send(
                            CodeMessage(
                                id: one.id, phone: one.phone, code: one.code, minutes: OneTimeCode.Limits.minutes))
                    } catch {
                        return error
                    }
                    try await platform.database.write {
                        try OneTimeCodeStore($0, seal).delivered(one.id, keeping: remainder)
                    }
                    return nil
                }
            }
            var failures: [CodeChannelFailure] = []
            for try await failure in group { if let failure { failures.append(failure) } }
            return Outcome(sent: due.count - failures.count, failures: failures)
        }
    }
}
