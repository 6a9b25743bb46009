import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import UseCases
import Wording

extension ImportCommand {
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "导入登记名单（社保、退休、死亡；xlsx 或 csv，第一行为表头）",
            discussion: """
                以职保中心的身份导入，用于页面放不下的大名单。必须有“证件号码”列，可以有“证件类型”列。
                中断后再次导入同一文件即可，不会重复；导入后可在“登记名单导入”页面撤销。
                退出码：0 全部识别，1 有证件号码无法识别的行，2 拒绝执行。
                """)

        @OptionGroup var store: StoreOptions

        @Argument(help: ArgumentHelp("名单文件，xlsx 或 csv（UTF-8、GB 18030）", valueName: "FILE"))
        var file: String

        @Option(help: "名单种类：insured 社保，retired 退休，deceased 死亡")
        var kind: Kind

        @Option(help: ArgumentHelp("名单反映到哪一天，如 2023-08-31", valueName: "DATE"))
        var asOf: String

        @Flag(help: "只比对，不写入")
        var dryRun = false

        @Flag(help: "只输出 JSON")
        var json = false

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case insured, retired, deceased

            var register: RegisterKind {
                switch self {
                case .insured: .insured
                case .retired: .retired
                case .deceased: .deceased
                }
            }
        }

        func run() async throws {
            guard let asOf = CalendarDay(asOf) else {
                throw CommandFailure("日期 \(asOf) 无法识别，请写成 2023-08-31 的形式。")
            }
            let content = try content()
            let platform = try await Opening(options: store).platform(.refuse)
            let receipt: RegisterCounts
            do {
                receipt = try await Registers(platform).importFile(
                    content, kind.register, asOf: asOf, dryRun ? .dryRun : .apply,
                    try await ImportCommand.centreOccasion(platform))
            } catch let refusal as MemberFileRefusal {
                throw CommandFailure(refusal.wording)
            } catch let refusal as Refusal {
                throw CommandFailure(refusal.wording)
            }
            try await platform.database.close()
            if json { try Output.json(receipt) } else { show(receipt) }
            if receipt.unreadable > 0 { throw ExitCode(1) }
        }

        private func content() throws -> [UInt8] {
            let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? nil
            guard let size else { throw CommandFailure("找不到文件 \(file)。") }
            guard size <= Registers.byteLimit else {
                throw CommandFailure("文件 \(file) 超过 \(Registers.byteLimit / 1_000_000) MB，请分成几个文件导入。")
            }
            guard let content = try? Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe) else {
                throw CommandFailure("无法读取文件 \(file)。")
            }
            return [UInt8](content)
        }

        private func show(_ receipt: RegisterCounts) {
            print(
                "\(kind.register.wording)共 \(receipt.rows) 行：匹配会员 \(receipt.matched) 人，"
                    + "状态改变 \(receipt.changed) 人，留待入会时比对 \(receipt.waiting) 行，"
                    + "无法识别 \(receipt.unreadable) 行\(dryRun ? "（只比对，未写入）" : "")")
        }
    }
}
