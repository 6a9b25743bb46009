/// Why a list goes back to its unit (退回).
public enum ReturnReason: String, Hashable, Sendable, CaseIterable, Codable {
    case wrongPlan = "wrong-plan"
    case wrongRoster = "wrong-roster"
    case retiredPeople = "retired-people"
    /// Heads that nobody has explained.
    case headsUnexplained = "heads-unexplained"
    /// People who should be on the list are not.
    case peopleMissing = "people-missing"
    case cardsMissing = "cards-missing"
    /// Only with a note.
    case other
}

/// A return as the reviewer wrote it.
public struct ReturnDecision: Hashable, Sendable {
    public let reason: ReturnReason
    public let note: String?

    /// Characters of a note.
    public static let noteLimit = 200

    /// - Throws: `Refusal.reasonMissing` for 其他 without a note.
    public init(reason: ReturnReason, note: String?) throws(Refusal) {
        let text = note.map { String($0.prefix(Self.noteLimit)) }
        if reason == .other, text?.contains(where: { !$0.isWhitespace }) != true { throw .reasonMissing }
        self.reason = reason
        self.note = text
    }
}
