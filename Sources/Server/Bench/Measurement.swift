import Foundation

/// What one run of one piece of work took; the peers print the same JSON, one line each.
struct Measurement: Codable, Sendable {
    let work: String
    let rows: Int
    let seconds: Double
    /// Most memory that the process held meanwhile.
    let peakBytes: Int
    /// The longest time for which the database could not be written by anybody else.
    var longestWriteSeconds: Double?

    /// Runs the work and measures it, memory from here on.
    static func of(
        _ work: String, rows: Int, _ body: () async throws -> Void
    ) async throws -> Measurement {
        ResidentMemory.forgetPeak()
        let began = ContinuousClock.now
        try await body()
        return Measurement(
            work: work, rows: rows, seconds: began.duration(to: .now).seconds, peakBytes: ResidentMemory.peak())
    }

    func print() throws {
        Output.line(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
    }
}

/// The memory of this process, as Linux counts it.
enum ResidentMemory {
    static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    static func forgetPeak() {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
