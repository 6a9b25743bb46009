public import Domain
import Spreadsheet

extension Registers {
    public enum Mode: Sendable {
        case apply
        /// Counts what would happen and writes nothing.
        case dryRun
    }

    /// Bytes of a file that the command takes: more than six million numbers.
    public static let byteLimit = 400_000_000

    /// Takes a whole register at once, as large as a city's are: whoever may run commands brings it, so the limits are
    /// those of the machine and not those of a stranger's file.
    ///
    /// Cut off, it is simply taken again.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken, `Refusal.registerDayAhead`.
    public func importFile(
        _ file: [UInt8], _ kind: RegisterKind, asOf: CalendarDay, _ mode: Mode, _ occasion: Occasion
    ) async throws -> Receipt {
        try RegisterLists.require(occasion)
        guard asOf <= occasion.today else { throw Refusal.registerDayAhead(asOf, today: occasion.today) }
        guard file.count <= Self.byteLimit else {
            throw MemberFileRefusal.tooLarge(limit: Self.byteLimit / 1_000_000)
        }
        let reader = try RegisterFileReader(file, today: occasion.today, limits: Self.limits)
        return switch mode {
        case .dryRun: try await RegisterLists(platform).preview(kind, reader)
        case .apply: try await load(kind, asOf: asOf, reader, occasion)
        }
    }

    private static var limits: WorkbookLimits {
        var limits = WorkbookLimits(maximumRows: 20_000_000)
        limits.maximumFileSize = byteLimit
        limits.maximumUnzippedSize = 2_000_000_000
        return limits
    }
}
