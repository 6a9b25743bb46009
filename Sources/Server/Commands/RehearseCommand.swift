import ArgumentParser
import DatabaseKit
import Demo
import Documents
import Domain
import Foundation
import UseCases
import Wording

struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "在全新的数据库和模拟日历上走完一个保障年度",
        discussion: """
            从导入会员到保障生效，使用与页面相同的功能、账号和权限；告知书、统计表和 summary.json 写入 --out 文件夹。
            不指定 --data 或 --database 时使用临时数据库，结束后删除。核对发现问题时退出码不为 0。从不使用 var 文件夹。
            用 --database 时密钥文件 keys.json 也写入 --out 文件夹。
            """)

    @Option(help: ArgumentHelp("输出文件夹", valueName: "DIR"))
    var out: String

    @Option(help: ArgumentHelp("保留演练数据的文件夹，须没有数据库；不填则用临时文件夹", valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("空的 PostgreSQL 数据库 postgres://…", valueName: "URL"))
    var database: String?

    @Option(help: ArgumentHelp("静态文件夹；默认自动查找 Resources", valueName: "DIR"))
    var resources: String?

    @Flag(help: "只输出 JSON")
    var json = false

    func run() async throws {
        let files = FileManager.default
        if let folder = try? Resources.folder(resources) { try? LetterFonts.use(folder: "\(folder)/fonts") }
        let temporary = files.temporaryDirectory.appendingPathComponent("gonghui-rehearsal-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: temporary) }
        // The keys of a database that stays are kept beside the tables, so that it can be opened afterwards.
        let folder = data ?? (database == nil ? temporary : out)
        let place = StorePlace(folder: folder, url: database, keysPath: "\(folder)/keys.json")
        if data != nil, files.fileExists(atPath: place.sqlitePath) { throw Opening.occupied }
        try makeFolder(out)
        let platform = try await Opening(place).platform(.fresh)
        var rehearsal = Rehearsal(platform)
        try await rehearsal.walk()
        let damage = try await platform.database.checkIntegrity()
        let violations = try await Verification(platform).violations()
        let summary = try await rehearsal.summary(violations)
        try await platform.database.close()

        try write(rehearsal.chronicle, summary)
        if json { try Output.json(summary) } else { show(rehearsal.chronicle, summary) }
        for line in damage { Self.complain("数据库损坏\t\(line)") }
        for violation in violations {
            Self.complain("\(violation.invariant)\t\(violation.record)\t\(violation.rule)")
        }
        if !violations.isEmpty || !damage.isEmpty { throw ExitCode(1) }
    }

    private static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("无法创建输出文件夹 \(path)。")
        }
    }

    private func write(_ chronicle: Chronicle, _ summary: YearSummary) throws {
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            for document in chronicle.documents {
                try Data(document.content).write(to: folder.appendingPathComponent(document.name))
            }
            try encoder.encode(summary).write(to: folder.appendingPathComponent("summary.json"))
        } catch {
            throw CommandFailure("无法写入输出文件夹 \(out)，请检查磁盘空间和权限。")
        }
    }

    private func show(_ chronicle: Chronicle, _ summary: YearSummary) {
        print("\(summary.planYear) 年度演练\n")
        var year = TextTable(["日期", "经办", "单位", "事项", "结果"])
        for entry in chronicle.entries {
            year.add([entry.day.description, entry.actor, entry.subject, entry.act, entry.outcome])
        }
        print(year.text)
        var units = TextTable([
            "单位", "会员", "参保", "未办卡", "待确认", "退休", "死亡", "他会", "排除", "疑似退休", "类型", "保障费用", "版本", "状态",
        ])
        for unit in summary.units {
            let counts = [
                unit.members, unit.enrolling, unit.noCard, unit.pendingConfirmation, unit.retired, unit.deceased,
                unit.coveredElsewhere, unit.manuallyExcluded, unit.suspectedRetired,
            ]
            units.add(
                [unit.name] + counts.map(String.init) + [
                    unit.plan, Money(fen: unit.premiumFen).yuanText, String(unit.version),
                    UnitEnrolment.Status(rawValue: unit.status)?.wording ?? unit.status,
                ])
        }
        print(units.text)
        print("核对：\(summary.verify.violations) 个问题。文件已写入 \(out)（\(chronicle.documents.count + 1) 个）。")
    }
}

/// Columns of text for the terminal; a Chinese character takes two places.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) {
        rows = [header]
    }

    mutating func add(_ row: [String]) {
        rows.append(row)
    }

    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? Self.width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - Self.width($0))) }
                .joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2e80 ? 1 : 2) }
    }
}
