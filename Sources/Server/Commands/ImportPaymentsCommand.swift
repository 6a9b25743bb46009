import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import UseCases
import Wording

extension ImportCommand {
    struct Payments: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "payments", abstract: "导入给付信息（xlsx 或 csv，表头在前 20 行，列的顺序不限）",
            discussion: """
                以职保中心的身份登记。通过的行全部登记，同一文件再次导入不会重复；未通过的行逐条说明原因与改法。
                退出码：0 全部通过，1 部分行未通过，2 拒绝执行。
                """)

        @OptionGroup var store: StoreOptions

        @Argument(help: ArgumentHelp("给付信息文件，xlsx 或 csv（UTF-8、GB 18030）", valueName: "FILE"))
        var file: String

        @Flag(help: "只校验，不写入")
        var dryRun = false

        @Flag(help: "只输出 JSON")
        var json = false

        func run() async throws {
            let url = URL(fileURLWithPath: file)
            guard let content = try? Data(contentsOf: url) else { throw CommandFailure("无法读取文件 \(file)。") }
            let platform = try await Opening(options: store).platform(.refuse)
            let report: BenefitImports.Report
            do {
                report = try await BenefitImports(platform).importFile(
                    [UInt8](content), name: url.lastPathComponent, dryRun ? .dryRun : .apply,
                    try await ImportCommand.centreOccasion(platform))
            } catch let refusal as BenefitFileRefusal {
                throw CommandFailure(refusal.wording)
            }
            try await platform.database.close()
            if json { try Output.json(report) } else { show(report) }
            if !report.problems.isEmpty { throw ExitCode(1) }
        }

        private func show(_ report: BenefitImports.Report) {
            let counts = report.counts
            print(
                "共 \(counts.rows) 行：新登记 \(counts.new)（\(counts.amount.yuanText) 元），已有 \(counts.known)，"
                    + "查无此人 \(counts.unmatched)，有误 \(counts.failed)\(dryRun ? "（只校验，未写入）" : "")")
            if counts.uncovered > 0 { print("其中 \(counts.uncovered) 笔没有该年度的保障记录") }
            if !report.newKinds.isEmpty { print("新的给付种类：\(report.newKinds.joined(separator: "、"))") }
            for problem in report.problems {
                print("第 \(problem.row) 行\t\(problem.problem.column.wording)\t\(problem.problem.wording)")
            }
        }
    }
}
