import DatabaseKit
public import Domain
import Store
import Wording

/// Files of payments on the centre's page and by command: uploaded, looked at, taken or thrown away (domain, section 7).
public struct BenefitImports: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Days after which a file that nobody has taken is thrown away.
    static let retention: Int64 = 7

    public func list(_ occasion: Occasion) async throws -> [BenefitImport] {
        try Self.require(occasion)
        return try await platform.database.read { try BenefitImportStore($0, platform.seal).list(limit: 50) }
    }

    /// A file with what is wrong in it and, while it waits, what it would bring.
    public struct Preview: Sendable {
        public let file: BenefitImport
        public let problems: [BenefitRowProblem]
    }

    public func preview(_ occasion: Occasion, _ id: ID<BenefitImport>) async throws -> Preview {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            let store = BenefitImportStore(transaction, platform.seal)
            guard let file = try store.find(id) else { throw Refusal.notFound }
            return Preview(file: file, problems: try store.problems(of: id))
        }
    }

    /// Reads a file, counts what it would do, and keeps it sealed; nothing is entered.
    ///
    /// - Throws: `BenefitFileRefusal` for a file that is not taken.
    public func stage(_ occasion: Occasion, file: [UInt8], name: String) async throws -> ID<BenefitImport> {
        try Self.require(occasion)
        let outcome = try await judge(file, occasion)
        return try await platform.once("stage-benefits", occasion) { [platform] transaction in
            let store = BenefitImportStore(transaction, platform.seal)
            try store.purge(before: occasion.now.adding(days: -Self.retention))
            let id = try store.stage(
                file, name: String(name.suffix(200)), counts: outcome.counts, newKinds: outcome.newKinds,
                by: occasion.author, at: occasion.now)
            try store.keep(outcome.problems, of: id)
            try Self.record("staged", id, outcome.counts, occasion, transaction)
            return id
        }
    }

    private func judge(_ file: [UInt8], _ occasion: Occasion) async throws -> BenefitFile.Outcome {
        guard file.count <= BenefitImport.byteLimit else {
            throw BenefitFileRefusal.file(.tooLarge(limit: BenefitImport.byteLimit / 1_000_000))
        }
        return try await platform.database.read { [platform] transaction in
            try BenefitFile(file, today: occasion.today).judge(transaction, platform.seal) { _ in }
        }
    }

    /// Enters the payments of a staged file, all of them or none; a file that was taken answers with what it did.
    public func apply(_ occasion: Occasion, _ id: ID<BenefitImport>) async throws -> BenefitCounts {
        try Self.require(occasion)
        return try await platform.database.write { [platform] transaction in
            let store = BenefitImportStore(transaction, platform.seal)
            guard let file = try store.find(id) else { throw Refusal.notFound }
            switch file.status {
            case .applied: return file.counts
            case .discarded: throw Refusal.changedMeanwhile
            case .staged: break
            }
            guard let bytes = try store.bytes(of: id) else { throw Refusal.changedMeanwhile }
            return try Self.enter(bytes, of: id, occasion, transaction, platform).counts
        }
    }

    private static func enter(
        _ bytes: [UInt8], of id: ID<BenefitImport>, _ occasion: Occasion, _ transaction: any Transaction,
        _ platform: Platform
    ) throws -> BenefitFile.Outcome {
        let payments = BenefitStore(transaction, platform.seal)
        let outcome = try BenefitFile(bytes, today: occasion.today).judge(transaction, platform.seal) { drafts in
            _ = try payments.insert(drafts, of: id, by: occasion.author, at: occasion.moment)
        }
        let store = BenefitImportStore(transaction, platform.seal)
        guard try store.finish(id, as: .applied, counts: outcome.counts, at: occasion.moment) else {
            throw Refusal.changedMeanwhile
        }
        try store.keep(outcome.problems, of: id)
        try record("applied", id, outcome.counts, occasion, transaction)
        return outcome
    }

    public func discard(_ occasion: Occasion, _ id: ID<BenefitImport>) async throws {
        try Self.require(occasion)
        try await platform.database.write { [platform] transaction in
            let store = BenefitImportStore(transaction, platform.seal)
            guard let file = try store.find(id) else { throw Refusal.notFound }
            switch file.status {
            case .discarded: return
            case .applied: throw Refusal.changedMeanwhile
            case .staged: break
            }
            guard try store.finish(id, as: .discarded, counts: file.counts, at: occasion.moment) else { return }
            try Self.record("discarded", id, file.counts, occasion, transaction)
        }
    }

    /// What a command says of a file.
    public struct Report: Codable, Sendable {
        public let counts: BenefitCounts
        public let newKinds: [String]
        public let problems: [BenefitRowProblem]
    }

    public enum Mode: Sendable { case dryRun, apply }

    /// Looks at a file and, unless it is a rehearsal, enters it at once.
    ///
    /// - Throws: `BenefitFileRefusal` for a file that is not taken.
    public func importFile(
        _ bytes: [UInt8], name: String, _ mode: Mode, _ occasion: Occasion
    ) async throws -> Report {
        try Self.require(occasion)
        let outcome: BenefitFile.Outcome
        switch mode {
        case .dryRun: outcome = try await judge(bytes, occasion)
        case .apply:
            outcome = try await platform.database.write { [platform] transaction in
                let id = try BenefitImportStore(transaction, platform.seal).stage(
                    nil, name: name, counts: BenefitCounts(), by: occasion.author, at: occasion.moment)
                return try Self.enter(bytes, of: id, occasion, transaction, platform)
            }
        }
        return Report(counts: outcome.counts, newKinds: outcome.newKinds, problems: outcome.problems)
    }

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.importBenefits, on: .root)
    }

    private static func record(
        _ event: String, _ id: ID<BenefitImport>, _ counts: BenefitCounts, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        try EventStore(transaction).record(
            event, on: .benefitImport, id.rawValue, at: occasion.actor.path,
            detail:
                "rows=\(counts.rows) new=\(counts.new) known=\(counts.known) unmatched=\(counts.unmatched) "
                + "failed=\(counts.failed) fen=\(counts.amount.fen)",
            occasion)
    }
}
