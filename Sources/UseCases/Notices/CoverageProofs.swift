import DatabaseKit
import Documents
public import Domain
import Store
import Vault
import Wording

/// 参保证明: issued once for each coverage, downloaded as often as somebody wants, checked by whoever holds it.
public struct CoverageProofs: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// The proof of a coverage of the actor's scope; the first asking issues it, each one is recorded.
    ///
    /// - Throws: `CoverageProofRefusal`.
    public func pdf(_ occasion: Occasion, _ id: ID<Coverage>) async throws -> File {
        let (proof, mode) = try await platform.database.write { [platform] transaction in
            guard let found = try CoverageStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewCoverage, on: found.path)
            let (proof, event) = try issue(
                found.coverage, by: occasion.actor.account, on: occasion.today, at: occasion.moment, transaction)
            try EventStore(transaction).record(
                event, on: .coverageProof, proof.id.rawValue, at: found.path, detail: "number=\(proof.number)", occasion
            )
            return (proof, try SettingStore(transaction).get(.mode))
        }
        return try file(proof, watermark: mode == nil ? .none : .demonstration)
    }

    /// The proof of the member's own coverage of a year that is in force.
    ///
    /// - Throws: `CoverageProofRefusal`.
    public func pdf(_ occasion: OwnOccasion, year: Int) async throws -> File {
        let (proof, mode) = try await platform.database.write { [platform] transaction in
            let store = CoverageStore(transaction, platform.seal)
            let covered = try store.list(of: occasion.oneself.person).filter { $0.year == year }
            guard
                let coverage = covered.first(where: { $0.status == .inForce }) ?? covered.first,
                let found = try store.find(coverage.id)
            else { throw Refusal.notFound }
            let (proof, event) = try issue(
                coverage, by: nil, on: occasion.today, at: occasion.now.moved(to: occasion.today), transaction)
            try EventStore(transaction).record(
                event, on: .coverageProof, proof.id.rawValue, at: found.path, to: proof.number, occasion)
            return (proof, try SettingStore(transaction).get(.mode))
        }
        return try file(proof, watermark: mode == nil ? .none : .demonstration)
    }

    /// The proof that there is, or a new one, with the name of what was done.
    private func issue(
        _ coverage: Coverage, by account: ID<Account>?, on today: CalendarDay, at now: Instant,
        _ transaction: any Transaction
    ) throws -> (CoverageProof, event: String) {
        switch coverage.status {
        case .inForce: break
        case .provisional: throw CoverageProofRefusal.provisional
        case .lapsed: throw CoverageProofRefusal.lapsed
        case .voided: throw CoverageProofRefusal.voided
        }
        let store = CoverageProofStore(transaction, platform.seal)
        if let proof = try store.find(of: coverage.id) { return (proof, "downloaded") }
        let settings = try SettingStore(transaction).all()
        let facts = CoverageProofFacts(
            coverage, cityName: settings[.cityName] ?? NoticeDefault.cityName.wording,
            signatory: settings[.baseSignatory] ?? NoticeDefault.baseSignatory.wording,
            publicAddress: settings[.publicAddress] ?? "")
        let proof = try store.insert(
            facts, of: coverage.id, token: Token.random().text, by: account, on: today, at: now)
        return (proof, "issued")
    }

    /// Whether a proof is one of ours and holds on that day; anybody may ask, and learns nothing of the person.
    public func verify(token: String, on today: CalendarDay) async throws -> CoverageProofStanding? {
        try await platform.database.read { try CoverageProofStore($0, platform.seal).standing(token: token, on: today) }
    }

    private func file(_ proof: CoverageProof, watermark: Notices.Watermark) throws -> File {
        let text = proof.text
        let letter = Letter(
            title: text.title, reference: text.reference,
            body: text.paragraphs.map { .paragraph($0) } + [
                .facts(text.facts.map { Letter.Fact($0.label, $0.value) })
            ],
            signatures: [text.signatory], date: text.date,
            code: Letter.Code(payload: text.code, caption: text.codeCaption), footnote: text.footnote,
            banner: watermark == .demonstration ? NoticeText.demonstration : "", pageNumber: text.pageNumber,
            author: text.signatory, issuedAt: proof.issuedAt.milliseconds)
        return File(name: proof.fileName, bytes: try letter.pdf())
    }
}
