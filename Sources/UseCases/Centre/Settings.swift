import DatabaseKit
public import Domain
import Foundation
import Store
import Vault

/// What the city says of itself on notices, posters and the login page; set by who runs the platform.
public struct Settings: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What can be set; the marks of a demonstration and of the key file are not among it.
    public enum Name: String, Sendable, CaseIterable {
        case cityName = "city-name"
        case publicAddress = "public-address"
        case hotline
        case officeHours = "office-hours"
        case baseSignatory = "base-signatory"
        case districtSignatory = "district-signatory"
        case bankAccountName = "bank-account-name"
        case bankAccountNumber = "bank-account-number"
        case bankName = "bank-name"
        case transferDays = "transfer-days"
        case passwordPolicy = "password-policy"

        var kept: SettingStore.Name {
            switch self {
            case .cityName: .cityName
            case .publicAddress: .publicAddress
            case .hotline: .hotline
            case .officeHours: .officeHours
            case .baseSignatory: .baseSignatory
            case .districtSignatory: .districtSignatory
            case .bankAccountName: .bankAccountName
            case .bankAccountNumber: .bankAccountNumber
            case .bankName: .bankName
            case .transferDays: .transferDays
            case .passwordPolicy: .passwordPolicy
            }
        }
    }

    /// Why a value is not taken.
    public enum Problem: Error, Hashable, Sendable {
        /// Empty, longer than so many characters, or more than one line.
        case text(limit: Int)
        /// Neither https with a host and nothing behind it, nor http on this machine.
        case address
        /// Not a whole number within these.
        case number(ClosedRange<Int>)
        /// None of these words.
        case choice([String])
    }

    public static let textLimit = 100
    /// Days that a union may have a transfer to itself.
    public static let transferDays = 0...60

    /// Every setting with its value, those without one too.
    public func all() async throws -> [(name: Name, value: String?)] {
        let kept = try await platform.database.read { try SettingStore($0).all() }
        return Name.allCases.map { ($0, kept[$0.kept]) }
    }

    /// - Parameter value: nil takes the setting away.
    /// - Throws: `Problem`, and then nothing is changed.
    public func set(_ name: Name, to value: String?, at now: Instant) async throws {
        let checked = try value.map { try Self.checked($0, name) }
        try await platform.database.write { transaction in
            try SettingStore(transaction).set(name.kept, to: checked)
            try EventStore(transaction).recordVisitor(
                "setting-changed", on: .setting, 0, at: .root, detail: "setting=\(name.rawValue)",
                from: "gonghui setting", now)
        }
    }

    static func checked(_ value: String, _ name: Name) throws(Problem) -> String {
        let text = value.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, text.count <= textLimit, !text.contains(where: \.isNewline) else {
            throw .text(limit: textLimit)
        }
        switch name {
        case .cityName, .hotline, .officeHours, .baseSignatory, .districtSignatory, .bankAccountName,
            .bankAccountNumber, .bankName:
            return text
        case .publicAddress:
            let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard let parts = URLComponents(string: bare), let host = parts.host, !host.isEmpty, parts.path.isEmpty,
                parts.query == nil, parts.fragment == nil, parts.user == nil,
                parts.scheme == "https" || (parts.scheme == "http" && ["127.0.0.1", "localhost"].contains(host))
            else { throw .address }
            return bare
        case .transferDays:
            guard let days = Int(text), transferDays.contains(days) else { throw .number(transferDays) }
            return String(days)
        case .passwordPolicy:
            guard let mode = PasswordPolicy.Mode(rawValue: text) else {
                throw .choice(PasswordPolicy.Mode.allCases.map(\.rawValue))
            }
            return mode.rawValue
        }
    }
}
