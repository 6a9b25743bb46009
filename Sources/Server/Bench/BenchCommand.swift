import ArgumentParser
import Foundation

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "运行性能测试并输出表格",
        discussion: """
            每项工作在单独的进程中运行，各程序轮流，取中位数。只使用临时文件夹中的虚构数据。
            read、write 为单独读写工作簿，import 为导入会员（预览、确认，以及命令行一次完成），compare 为会员比对，cards 为一批服务卡的制卡，
            submit 为单位提交集中参保名单（人数为行数的千分之一、百分之一和十分之一）；
            unions 为 6 万个工会组织的树（组织查询管理等页面，行数为组织数，不随 --rows 变化）。
            用 --peers 与其他程序在同一次运行中比较；bin/bench 会准备好所需的 Python 环境。
            """, subcommands: [Measure.self])

    @Option(help: ArgumentHelp("工作簿的行数", valueName: "N"))
    var rows = 100_000

    @Option(help: ArgumentHelp("每项运行的次数", valueName: "N"))
    var runs = 5

    @Option(help: ArgumentHelp("只运行这些项目：read、write、import、compare、cards、submit、unions（逗号分隔）", valueName: "NAMES"))
    var only: String?

    @Option(help: ArgumentHelp("对照程序所在文件夹（Benchmarks/peers）", valueName: "DIR"))
    var peers: String?

    @Option(help: ArgumentHelp("运行对照程序的 Python", valueName: "FILE"))
    var python: String?

    @Option(help: ArgumentHelp("把结果另存为 Markdown 表格（用于 docs/performance.md）", valueName: "FILE"))
    var markdown: String?

    @Flag(help: "只输出 JSON")
    var json = false

    func validate() throws {
        guard (10...100_000).contains(rows) else { throw ValidationError("行数应在 10 到 100000 之间。") }
        guard (1...99).contains(runs) else { throw ValidationError("次数应在 1 到 99 之间。") }
        guard (peers == nil) == (python == nil) else { throw ValidationError("--peers 与 --python 应同时填写。") }
        _ = try works()
    }

    func run() async throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("gonghui-bench-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        note("准备测试数据")
        let contest = BenchContest(
            folder: folder, rows: rows, works: try works(),
            peers: peers.flatMap { folder in python.map { BenchContest.Peers(folder: folder, python: $0) } })
        let entrants = try await contest.entrants()
        var results = BenchResults()
        for run in 1...runs {
            for entrant in entrants {
                note("\(run)/\(runs) \(entrant.system) \(entrant.work) \(entrant.rows)")
                results.add(try entrant.run(), of: entrant)
            }
        }
        if let markdown {
            try results.markdown(on: Machine()).write(toFile: markdown, atomically: true, encoding: .utf8)
        }
        if json {
            try Output.json(results.summary)
        } else {
            Output.line("\(Machine().words)\n\n\(results.table)")
        }
    }

    private func works() throws -> [BenchContest.Work] {
        guard let only else { return BenchContest.Work.allCases }
        let names = only.split(separator: ",").map(String.init)
        let works = names.compactMap(BenchContest.Work.init(rawValue:))
        guard works.count == names.count, !works.isEmpty else {
            throw ValidationError("--only 只能是 read、write、import、compare、cards、submit、unions，用逗号分隔。")
        }
        return works
    }

    private func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
