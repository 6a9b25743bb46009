import Foundation

/// The measurements of a contest, gathered by program, work and number of rows.
struct BenchResults {
    private var order: [Key] = []
    private var measured: [Key: [Measurement]] = [:]

    private struct Key: Hashable {
        let work: String
        let system: String
        let rows: Int
    }

    static let ours = "gonghui"

    /// Medians of one program's runs.
    struct Summary: Codable {
        let work: String
        let system: String
        let rows: Int
        let runs: Int
        let seconds: Double
        let fastestSeconds: Double
        let slowestSeconds: Double
        let rowsPerSecond: Double
        /// How many times faster ours does the same with as many rows; nil for ours.
        let oursPerThis: Double?
        let peakBytes: Int
        let longestWriteSeconds: Double?
    }

    mutating func add(_ measurements: [Measurement], of entrant: Entrant) {
        for measurement in measurements {
            let key = Key(work: measurement.work, system: entrant.system, rows: measurement.rows)
            if measured[key] == nil { order.append(key) }
            measured[key, default: []].append(measurement)
        }
    }

    /// By work, ours before the others.
    var summary: [Summary] {
        order.map { key in
            let runs = measured[key] ?? []
            let seconds = runs.map(\.seconds).sorted()
            let median = Self.median(seconds)
            let own = key.system == Self.ours ? nil : measured[Key(work: key.work, system: Self.ours, rows: key.rows)]
            return Summary(
                work: key.work, system: key.system, rows: key.rows, runs: runs.count, seconds: median,
                fastestSeconds: seconds.first ?? 0, slowestSeconds: seconds.last ?? 0,
                rowsPerSecond: median > 0 ? Double(key.rows) / median : 0,
                oursPerThis: own.map { median / max(Self.median($0.map(\.seconds).sorted()), 1e-9) },
                peakBytes: Int(Self.median(runs.map { Double($0.peakBytes) }.sorted())),
                longestWriteSeconds: runs.compactMap(\.longestWriteSeconds).max())
        }
    }

    var table: String {
        var table = TextTable(["项目", "程序", "行数", "次数", "中位数", "最快", "最慢", "行/秒", "本系统快几倍", "峰值内存", "最长写锁"])
        for row in summary { table.add(row.cells) }
        return table.text
    }

    /// The section of docs/performance.md that holds the figures.
    func markdown(on machine: Machine) -> String {
        let header = [
            "work", "program", "rows", "runs", "median", "fastest", "slowest", "rows/s", "ours is faster by",
            "peak memory", "longest write lock",
        ]
        let rows = [header, header.map { _ in "---" }] + summary.map(\.cells)
        return "\(machine.words).\n\n" + rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func median(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}

extension BenchResults.Summary {
    fileprivate var cells: [String] {
        [
            work, system, String(rows), String(runs), Self.seconds(seconds), Self.seconds(fastestSeconds),
            Self.seconds(slowestSeconds), String(Int(rowsPerSecond.rounded())),
            oursPerThis.map { String(format: "%.1f ×", $0) } ?? "", "\(peakBytes / 1_000_000) MB",
            longestWriteSeconds.map { "\(Int(($0 * 1000).rounded())) ms" } ?? "",
        ]
    }

    private static func seconds(_ seconds: Double) -> String { String(format: "%.3f s", seconds) }
}
