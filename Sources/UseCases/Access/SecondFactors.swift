import DatabaseKit
public import Domain
import Store
import Vault

/// Setting up the second factor of one's own account (TOTP, RFC 6238).
public struct SecondFactors: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public enum Standing: Sendable {
        case inUse(recoveryCodesLeft: Int)
        /// The secret in base32, and what its QR code says.
        case offered(secret: String, uri: String)
    }

    public enum Failure: Error, Sendable {
        /// The code is not one of the secret on offer.
        case codeWrong
    }

    /// How far the account is; a session without a secret on offer gets one.
    ///
    /// - Parameter issuer: the site's name, as the authenticator lists the account.
    public func standing(_ session: ID<Session>, issuer: String, _ occasion: Occasion) async throws -> Standing {
        let (seal, actor) = (platform.seal, occasion.actor)
        let known = try await platform.database.read { transaction -> (left: Int?, offered: String?) in
            let factors = SecondFactorStore(transaction, seal)
            let isSetUp = try factors.isSetUp(actor.account)
            return (
                left: isSetUp ? try factors.codesLeft(of: actor.account) : nil,
                offered: try factors.offered(to: session)
            )
        }
        if let left = known.left { return .inUse(recoveryCodesLeft: left) }
        if let offered = known.offered.flatMap(OneTimePassword.init(base32:)) {
            return .offered(secret: offered.base32, uri: offered.uri(issuer: issuer, account: actor.name))
        }
        let made = OneTimePassword.random()
        try await platform.database.write { try SecondFactorStore($0, seal).offer(made.base32, to: session) }
        return .offered(secret: made.base32, uri: made.uri(issuer: issuer, account: actor.name))
    }

    /// Takes the secret on offer into use once a code proves that the authenticator has it.
    ///
    /// - Returns: the recovery codes, which are stored as hashes only and shown this one time.
    public func setUp(code: String, _ session: ID<Session>, _ occasion: Occasion) async throws -> [String] {
        let (seal, actor) = (platform.seal, occasion.actor)
        let codes = RecoveryCode.set()
        try await platform.database.write { transaction in
            let factors = SecondFactorStore(transaction, seal)
            guard try !factors.isSetUp(actor.account), let offered = try factors.offered(to: session) else {
                throw Refusal.changedMeanwhile
            }
            let step = OneTimePassword(base32: offered)?.verify(code, at: occasion.now.milliseconds, lastUsed: nil)
            guard let step else { throw Failure.codeWrong }
            try factors.set(offered, step: step, of: actor.account)
            try factors.replaceCodes(codes.map(\.hash), of: actor.account)
            try EventStore(transaction).record(
                "set-up-second-factor", on: .account, actor.account.rawValue, at: actor.path, occasion)
        }
        return codes.map(\.text)
    }
}
