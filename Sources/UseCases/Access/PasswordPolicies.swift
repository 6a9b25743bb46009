import DatabaseKit
public import Domain
import Store
public import Vault

/// 密码规则: which rules the passwords of all accounts follow, set by the city's security administrator.
public struct PasswordPolicies: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public func mode(_ occasion: Occasion) async throws -> PasswordPolicy.Mode {
        try Self.require(occasion)
        return try await Passwords(platform).mode()
    }

    /// Holds from the next login and the next password on; nobody is interrupted in his work.
    ///
    /// - Parameter shown: the mode that the form was made with.
    /// - Throws: `Refusal.notConfirmed`; `StaleVersion` when it was set since.
    public func set(
        _ mode: PasswordPolicy.Mode, shown: PasswordPolicy.Mode, _ occasion: Occasion
    ) async throws {
        try Self.require(occasion)
        try occasion.requireConfirmation()
        _ = try await platform.once("set-password-policy", occasion) { transaction -> Bool in
            let before = try Passwords.mode(transaction)
            guard before == shown else { throw StaleVersion() }
            guard before != mode else { return false }
            try SettingStore(transaction).set(.passwordPolicy, to: mode.rawValue)
            try EventStore(transaction).record(
                "set-password-policy", on: .setting, 0, at: occasion.actor.path, from: before.rawValue,
                to: mode.rawValue, detail: "setting=password-policy", occasion)
            return true
        }
    }

    /// One rule holds in the whole city.
    private static func require(_ occasion: Occasion) throws {
        try occasion.actor.authority.require(.setPasswordPolicy, on: occasion.actor.path)
        guard occasion.actor.kind == .cityFederation else { throw Refusal.notAllowed(.setPasswordPolicy, .level) }
    }
}
