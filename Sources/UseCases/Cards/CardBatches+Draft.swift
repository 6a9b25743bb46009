import Domain
import Store

extension CardBatches {
    /// The people of a draft against the rule of the day.
    public struct Draft: Sendable {
        /// How many would be submitted.
        public let people: Int
        /// Of the first of them.
        public let names: [String]
        /// Of them, whose document holds good today and not on the first day of the coverage.
        public let endingEarly: Int
        /// For whom no card can be ordered, each with the gravest obstacle.
        public let leftOut: [LeftOut]
        /// Tells whether the same people would be submitted, not only as many.
        public let mark: String
        let obstacles: [ID<Member>: CardObstacle]

        static let namesShown = 10

        func judged(_ line: CardLine) -> CardLine {
            var line = line
            if line.status == .pending { line.obstacle = obstacles[line.member] }
            return line
        }
    }

    /// - Returns: nil for a batch that is no draft any more, and without a rule.
    static func draft(
        _ record: CardBatchRecord, _ rule: CardRule?, _ candidates: CardCandidateStore
    ) throws -> Draft? {
        guard let rule, record.batch.status == .draft else { return nil }
        var (people, endingEarly) = (0, 0)
        var names: [String] = []
        var leftOut: [LeftOut] = []
        var mark = ListMark()
        for candidate in try candidates.people(of: record.batch.id) {
            // Everybody waits in this very batch.
            if let obstacle = rule.obstacles(for: candidate.applicant).first(where: { $0 != .inBatch }) {
                leftOut.append(
                    LeftOut(
                        member: candidate.id, number: candidate.number, name: candidate.name, obstacle: obstacle))
                continue
            }
            people += 1
            mark.add(candidate.id.rawValue)
            if names.count < Draft.namesShown { names.append(candidate.name) }
            if rule.endsBeforeCoverage(candidate.applicant.expiry) { endingEarly += 1 }
        }
        return Draft(
            people: people, names: names, endingEarly: endingEarly, leftOut: leftOut, mark: mark.text,
            obstacles: Dictionary(leftOut.map { ($0.member, $0.obstacle) }, uniquingKeysWith: { first, _ in first }))
    }
}

/// A short mark of a list of keys in their order (FNV-1a, 64 bits): it guards against haste, not against malice.
struct ListMark {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ key: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            hash = (hash ^ UInt64(truncatingIfNeeded: key >> Int64(shift)) & 0xFF) &* 0x0000_0100_0000_01B3
        }
    }

    var text: String { String(hash, radix: 16) }
}
