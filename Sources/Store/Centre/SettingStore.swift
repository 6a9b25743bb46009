public import DatabaseKit

/// Configuration that the city keeps as data: names, accounts, contacts, the mark of a demo database.
public struct SettingStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public enum Name: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        /// `demo` or `rehearsal`; absent in a database that holds real people.
        case mode
        /// The business day of a demo or rehearsal database; absent where the real calendar holds.
        case businessDate = "business-date"
        case cityName = "city-name"
        case baseSignatory = "base-signatory"
        case districtSignatory = "district-signatory"
        case bankAccountName = "bank-account-name"
        case bankAccountNumber = "bank-account-number"
        case bankName = "bank-name"
        case hotline
        /// Scheme and host under which people reach this instance, for the code on a notice; absent on one machine.
        case publicAddress = "public-address"
        /// Days that a union has a transfer to itself before its superior may decide.
        case transferDays = "transfer-days"
        case officeHours = "office-hours"
        /// Which rules passwords follow, as `PasswordPolicy.Mode` is written; absent for the default.
        case passwordPolicy = "password-policy"
        /// Further contacts of 技术支持, one to a line.
        case contacts = "support-contacts"
        /// The day on which the city was last looked through for people who are met twice.
        case duplicatesSearched = "duplicates-searched"
        /// `keys check`: a sealed word, so that a wrong key file is found at start.
        case keyCheck = "key-check"
        /// The ids of the keys with which something may be sealed; a key file without one of them is refused at start.
        case keysInUse = "keys-in-use"
    }

    public func get(_ name: Name) throws -> String? {
        try transaction.value("SELECT value FROM setting WHERE name = \(name)")
    }

    public func all() throws -> [Name: String] {
        var settings: [Name: String] = [:]
        for row in try transaction.query("SELECT name, value FROM setting") {
            if let name: Name = try? row.get("name") { settings[name] = try row.get("value") }
        }
        return settings
    }

    public func set(_ name: Name, to value: String?) throws {
        guard let value else {
            try transaction.execute("DELETE FROM setting WHERE name = \(name)")
            return
        }
        try transaction.execute(
            """
            INSERT INTO setting (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
