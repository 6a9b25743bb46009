import ArgumentParser
import Demo
import Domain
import Foundation
import Spreadsheet
import Wording

struct BankSimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank-simulator", abstract: "模拟银行：读取制卡名单，写出制卡结果（用于演示和测试）",
        discussion: """
            PATH 是从“办卡批次管理”下载的制卡名单，或存放名单的文件夹；对每份名单写出一份“制卡结果-批次号.xlsx”，
            在该批次的页面导入即可。卡号都是虚构的：6231 开头，校验位正确，同一名单、同一种子得到相同的结果。
            已有的结果文件不会覆盖，除非加 --force。不读写数据库。

            例：gonghui bank-simulator 制卡名单-BK202311200001.xlsx --failures 5 --seed 7
            """)

    // Taken like by every command, but the bank has no records.
    @OptionGroup(visibility: .hidden) var store: StoreOptions

    @Argument(help: ArgumentHelp("制卡名单（xlsx），或存放名单的文件夹", valueName: "PATH"))
    var path: String

    @Option(help: ArgumentHelp("结果写到哪个文件夹；默认与名单同一文件夹", valueName: "DIR"))
    var out: String?

    @Option(help: ArgumentHelp("拒绝制卡的比例，百分之几（0 到 100）", valueName: "PERCENT"))
    var failures: Double = 0

    @Option(help: ArgumentHelp("随机种子：决定拒绝哪些人", valueName: "S"))
    var seed: UInt64 = 1

    @Flag(help: "覆盖已有的结果文件")
    var force = false

    @Flag(help: "只输出 JSON")
    var json = false

    func validate() throws {
        guard (0...100).contains(failures) else { throw ValidationError("拒绝制卡的比例应在 0 到 100 之间。") }
    }

    /// One order with its answer.
    struct Answer: Codable {
        let order: String
        let batch: String
        let result: String
        let issued: Int
        let failed: Int
    }

    func run() async throws {
        let orders = try orders()
        var answers: [Answer] = []
        for order in orders.files {
            if let answer = try answer(order, isAlone: orders.isAlone) {
                answers.append(answer)
                if !json {
                    Output.line(
                        "\(answer.result)：共 \(answer.issued + answer.failed) 人，成功 \(answer.issued)，失败 \(answer.failed)。"
                    )
                }
            }
        }
        if json { try Output.json(answers) }
    }

    private func orders() throws -> (files: [URL], isAlone: Bool) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("没有找到 \(path)，请写明制卡名单或存放名单的文件夹。")
        }
        let place = URL(fileURLWithPath: path)
        guard isFolder.boolValue else { return ([place], true) }
        let files = try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "xlsx" && !$0.lastPathComponent.hasPrefix(CardFileWording.resultSheet) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        guard !files.isEmpty else { throw CommandFailure("文件夹 \(path) 中没有制卡名单（xlsx）。") }
        return (files, false)
    }

    /// - Returns: nil for a file of a folder that is no order, or is answered already.
    private func answer(_ order: URL, isAlone: Bool) throws -> Answer? {
        let bank = SimulatedBank(share: SimulatedBank.Share(percent: failures, seed: seed))
        let response: SimulatedBank.Response
        do {
            response = try bank.respond(to: [UInt8](try Data(contentsOf: order)), at: SystemClock.now())
        } catch is WorkbookRefusal {
            return try pass(over: order, "不是能读取的 xlsx 文件", isAlone)
        } catch is SimulatedBank.Failure {
            return try pass(over: order, "不是制卡名单，请使用从办卡批次下载的文件", isAlone)
        }
        let folder = out.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? order.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let result = folder.appendingPathComponent(CardFileWording.resultFileName(response.batch))
        if !force, FileManager.default.fileExists(atPath: result.path) {
            return try pass(over: order, "结果 \(result.path) 已存在；要覆盖请加 --force", isAlone)
        }
        try Data(response.bytes).write(to: result, options: .atomic)
        return Answer(
            order: order.path, batch: response.batch, result: result.path, issued: response.issued,
            failed: response.failed)
    }

    private func pass(over order: URL, _ reason: String, _ isAlone: Bool) throws -> Answer? {
        let words = "\(order.lastPathComponent)：\(reason)。"
        guard !isAlone else { throw CommandFailure(words) }
        if !json { Output.line("跳过 " + words) }
        return nil
    }
}
