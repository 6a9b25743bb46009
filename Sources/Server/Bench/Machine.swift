import Domain
import Foundation

/// What the figures were measured on, and when.
struct Machine {
    let words: String

    init() {
        let information = ProcessInfo.processInfo
        let processor = Self.value(of: "model name", in: "/proc/cpuinfo") ?? "?"
        let gibibytes = (Double(information.physicalMemory) / 1_073_741_824).rounded()
        let system = Self.value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? "Linux"
        words = """
            \(SystemClock.today().description), \(information.activeProcessorCount) × \(processor), \
            \(Int(gibibytes)) GiB, \(system.replacing("\"", with: ""))
            """
    }

    private static func value(of name: String, in path: String, separator: Character = ":") -> String? {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let value = line.split(separator: separator, maxSplits: 1).dropFirst().first
            return value.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return nil
    }
}
