import DatabaseKit
public import Domain
import Store

/// Where all chains of the audit log ended at one moment, to be kept outside the database.
///
/// Who changes the log and makes all later links anew leaves a chain that fits; it does not fit this.
public struct AuditDigest: Codable, Hashable, Sendable {
    public struct Chain: Codable, Hashable, Sendable {
        public let chain: String
        public let position: Int64
        /// In hexadecimal.
        public let hash: String
    }

    public let at: String
    public let chains: [Chain]
    /// An HMAC of all the rest with the platform's own key, in hexadecimal: nobody else writes such a file.
    public let seal: String

    public init(at: String, chains: [Chain], seal: String) {
        self.at = at
        self.chains = chains
        self.seal = seal
    }
}

/// Writes and checks digests of the audit log (security, section 4).
public struct AuditDigests: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Why a digest cannot be compared with the log.
    public enum Problem: Error, Hashable, Sendable {
        /// It was changed, or comes from another platform.
        case notGenuine
    }

    public func make(at now: Instant) async throws -> AuditDigest {
        let heads = try await platform.database.read { try VerificationStore($0).chainHeads() }
        let chains = heads.map {
            AuditDigest.Chain(chain: $0.chain, position: $0.position, hash: Self.hex($0.hash))
        }
        return AuditDigest(at: now.description, chains: chains, seal: seal(now.description, chains))
    }

    /// The places where the log is no longer what it was when the digest was made.
    ///
    /// - Throws: `Problem`.
    public func violations(_ digest: AuditDigest) async throws -> [Violation] {
        guard seal(digest.at, digest.chains) == digest.seal else { throw Problem.notGenuine }
        let kept = digest.chains.map {
            ChainHead(chain: $0.chain, position: $0.position, hash: Self.bytes($0.hash))
        }
        return try await platform.database.read {
            try VerificationStore($0).chainsOutOfStep(with: kept).map(Verification.violation)
        }
    }

    private func seal(_ at: String, _ chains: [AuditDigest.Chain]) -> String {
        let lines = chains.map { "\($0.chain) \($0.position) \($0.hash)" }
        let text = ([at] + lines).joined(separator: "\n")
        return Self.hex(platform.seal.index(text, for: .auditDigest))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }
}
