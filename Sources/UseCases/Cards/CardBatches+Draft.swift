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
        for candidate in try candidates.people(of: record.batch.id) {
            // Everybody waits in this very batch.
            if let obstacle = rule.obstacles(for: candidate.applicant).first(where: { $0 != .inBatch }) {
                leftOut.append(
                    LeftOut(
                        member: candidate.id, number: candidate.number, name: candidate.name, obstacle: obstacle))
                continue
            }
            people += 1
            if names.count < Draft.namesShown { names.append(candidate.name) }
            if rule.endsBeforeCoverage(candidate.applicant.expiry) { endingEarly += 1 }
        }
        return Draft(
            people: people, names: names, endingEarly: endingEarly, leftOut: leftOut,
            obstacles: Dictionary(leftOut.map { ($0.member, $0.obstacle) }, uniquingKeysWith: { first, _ in first }))
    }
}
