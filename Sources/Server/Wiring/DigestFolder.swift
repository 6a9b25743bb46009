import Domain
import Foundation
import UseCases

/// Where the daily digests of the audit log lie: beside the database, and copied elsewhere by whoever keeps it.
struct DigestFolder {
    let path: String

    init(_ place: StorePlace) {
        path = "\(place.folder)/audit"
    }

    func file(of day: CalendarDay) -> String { "\(path)/digest-\(day).json" }

    /// Writes the day's digest unless it is there: one that was written is never written again.
    ///
    /// - Returns: whether it was written now.
    @discardableResult
    func write(_ platform: Platform, at now: Instant) async throws -> Bool {
        let file = file(of: .of(now))
        guard !FileManager.default.fileExists(atPath: file) else { return false }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(try await AuditDigests(platform).make(at: now))
        try bytes.write(to: URL(fileURLWithPath: file), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file)
        return true
    }
}
