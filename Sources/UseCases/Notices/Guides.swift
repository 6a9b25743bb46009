import DatabaseKit
public import Domain
import Store

/// 新手指引, which everybody reads and the centre writes.
public struct Guides: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What was written in place of the platform's own words, by part.
    public func texts() async throws -> [GuidePart: String] {
        try await platform.database.read { try GuideStore($0).all() }.mapValues(\.text).filter { !$0.value.isEmpty }
    }

    /// The parts that were ever written, for the centre.
    public func written(_ occasion: Occasion) async throws -> [GuidePart: Guide] {
        try Self.require(occasion)
        return try await platform.database.read { try GuideStore($0).all() }
    }

    /// What is kept of a part, for the centre's form; nil where it was never written.
    public func find(_ part: GuidePart, _ occasion: Occasion) async throws -> Guide? {
        try Self.require(occasion)
        return try await platform.database.read { try GuideStore($0).find(part) }
    }

    public struct Receipt: Codable, Sendable {
        /// Whether the platform's own words hold again.
        public let isCleared: Bool
    }

    /// Somebody else has written the part since it was shown.
    public struct WrittenMeanwhile: Error, Sendable {
        public let guide: Guide
    }

    /// Writes a part anew; without a text the platform's own words hold again.
    ///
    /// - Parameter version: as it was shown; 0 where nothing had been written.
    /// - Throws: `GuideRefusal`; `WrittenMeanwhile`.
    public func save(
        _ text: String, of part: GuidePart, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try Self.require(occasion)
        try GuideText.check(text)
        let kept = text.allSatisfy(\.isWhitespace) ? "" : text
        return try await platform.once("save-guide", occasion) { transaction in
            let guides = GuideStore(transaction)
            if let guide = try guides.find(part), guide.version != version { throw WrittenMeanwhile(guide: guide) }
            try guides.save(
                kept, of: part, version: version, by: occasion.author, at: occasion.now)
            try EventStore(transaction).record(
                "save", on: .guide, part.number, at: occasion.actor.path, detail: "part=\(part.rawValue)", occasion)
            return Receipt(isCleared: kept.isEmpty)
        }
    }

    private static func require(_ occasion: Occasion) throws {
        try occasion.actor.authority.require(.keepGuide, on: occasion.actor.path)
    }
}
