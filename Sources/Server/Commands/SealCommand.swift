import ArgumentParser
import DatabaseKit
import Store
import UseCases

struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "核实后，为 verify 列出的记录重新加上校验",
        discussion: "只用于“a row says what the platform last wrote”列出的记录：先与备份或纸质材料核对，必要时改正，再运行。"
            + "此后以记录现在的内容为准，并写入审计日志。")

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("verify 列出的记录，如 \"person 123\"；可写多次", valueName: "RECORD"))
    var record: [String]

    func run() async throws {
        let rows = try record.map { name in
            guard let row = SealedRow(name) else {
                throw CommandFailure("\(name) 不是带校验的记录，请照 verify 的写法填写，如 \"person 123\"。没有修改。")
            }
            return row
        }
        let platform = try await Opening(options: store).platform(.refuse)
        do {
            try await RowSealing(platform).accept(rows, at: SystemClock.now())
        } catch let problem as RowSealing.Problem {
            throw CommandFailure(Self.wording(problem))
        }
        try await platform.database.close()
        for row in rows { print("\(row.name)\t已重新加上校验") }
    }

    private static func wording(_ problem: RowSealing.Problem) -> String {
        switch problem {
        case .unknown(let row): "没有 \(row.name) 这条记录，请照 verify 的写法填写。没有修改。"
        case .fitting(let row): "\(row.name) 的校验是对的，不需要重新加。没有修改。"
        }
    }
}
