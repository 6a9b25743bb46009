import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import Store
import UseCases
import Web
import Wording

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "从文件导入", subcommands: [Members.self, Payments.self, Register.self])

    /// Whoever may run commands on the data acts as the centre, without an account.
    static func centreOccasion(_ platform: UseCases.Platform) async throws -> Occasion {
        let city = try await platform.database.read { try UnionStore($0).root() }
        guard let city else { throw CommandFailure("数据库中还没有市总工会。") }
        let day = try await SiteSettings.day(platform)
        return Occasion(
            actor: Actor(
                account: ID(0), name: "command", displayName: "command", union: city.id, unionName: city.name,
                kind: city.kind, path: city.path, roles: [.centre]),
            today: day.today, now: SystemClock.now(), origin: "command")
    }

    struct Members: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "members", abstract: "导入会员（xlsx 或 csv，表头在前 20 行，列的顺序不限）",
            discussion: "通过的行全部导入，未通过的行逐条说明原因与改法。退出码：0 全部通过，1 部分行未通过，2 拒绝执行。")

        @OptionGroup var store: StoreOptions

        @Argument(help: ArgumentHelp("会员名册文件，xlsx 或 csv（UTF-8、GB 18030）", valueName: "FILE"))
        var file: String

        @Option(help: ArgumentHelp("工会编号", valueName: "CODE"))
        var union: String

        @Option(help: "导入类别：enterprise 关联企业类，outside-enterprise 企业外入会类，flexible 灵活就业类")
        var category: Category

        @Option(help: ArgumentHelp("统一社会信用代码，关联企业类必填", valueName: "CODE"))
        var enterprise: String?

        @Option(help: ArgumentHelp("灵活就业类别代码，灵活就业类必填", valueName: "KIND"))
        var kind: String?

        @Option(help: ArgumentHelp("工作表名称；默认读取第一张有名单的工作表", valueName: "NAME"))
        var sheet: String?

        @Flag(help: "只校验，不写入")
        var dryRun = false

        @Flag(help: "只输出 JSON")
        var json = false

        enum Category: String, ExpressibleByArgument, CaseIterable {
            case enterprise
            case outsideEnterprise = "outside-enterprise"
            case flexible
        }

        func run() async throws {
            let commandClass = try commandClass()
            let upload = try upload()
            let platform = try await Opening(options: store).platform(.refuse)
            let report: MemberImports.Report
            do {
                report = try await MemberImports(platform).importFile(
                    upload, union: union, as: commandClass, sheet: sheet, mode: dryRun ? .dryRun : .apply,
                    try await occasion(platform))
            } catch {
                throw refusal(of: error)
            }
            try await platform.database.close()
            if json { try Output.json(report) } else { show(report) }
            if report.failed > 0 { throw ExitCode(1) }
        }

        private func commandClass() throws -> MemberImports.CommandClass {
            switch category {
            case .enterprise:
                guard let enterprise else { throw CommandFailure("关联企业类必须用 --enterprise 指定统一社会信用代码。") }
                return .enterprise(code: enterprise)
            case .outsideEnterprise: return .outsideEnterprise
            case .flexible:
                guard let kind else { throw CommandFailure("灵活就业类必须用 --kind 指定类别代码。") }
                return .flexible(kind: kind)
            }
        }

        private func upload() throws -> MemberImports.Upload {
            let url = URL(fileURLWithPath: file)
            let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? nil
            guard let size else { throw CommandFailure("找不到文件 \(file)。") }
            guard size <= Self.byteLimit else {
                throw CommandFailure("文件 \(file) 超过 \(Self.byteLimit / 1_000_000) MB，请分批导入。")
            }
            guard let content = try? Data(contentsOf: url) else { throw CommandFailure("无法读取文件 \(file)。") }
            return MemberImports.Upload(name: url.lastPathComponent, bytes: [UInt8](content))
        }

        private static let byteLimit = 64_000_000

        /// Whoever may run commands on the data acts as the union's own clerk, without an account.
        private func occasion(_ platform: UseCases.Platform) async throws -> Occasion {
            let found = try await platform.database.read { [union] in try UnionStore($0).find(code: union) }
            guard let found else { throw CommandFailure("没有工会编号为 \(union) 的工会。") }
            let day = try await SiteSettings.day(platform)
            return Occasion(
                actor: Actor(
                    account: ID(0), name: "command", displayName: "command", union: found.id, unionName: found.name,
                    kind: found.kind, path: found.path, roles: [.clerk]),
                today: day.today, now: SystemClock.now(), origin: "command")
        }

        private func refusal(of error: any Error) -> any Error {
            switch error {
            case let refusal as MemberFileRefusal: CommandFailure(refusal.wording)
            case let problem as ImportTargetProblem: CommandFailure(problem.wording)
            case Refusal.notFound:
                CommandFailure("工会 \(union) 没有统一社会信用代码为 \(enterprise ?? "") 的企业，请核对 --enterprise。")
            case Refusal.notAllowed: CommandFailure("工会 \(union) 不是基层工会，不能导入会员。")
            case let refusal as Refusal: CommandFailure(refusal.wording)
            default: error
            }
        }

        private func show(_ report: MemberImports.Report) {
            print(
                "共 \(report.rows) 行：新增 \(report.new)，更新 \(report.updated)，转入 \(report.moved)，无变化 \(report.unchanged)，"
                    + "跳过 \(report.skipped)，未通过 \(report.failed)\(dryRun ? "（只校验，未写入）" : "")")
            if report.keptNames > 0 {
                print("有 \(report.keptNames) 行的姓名与名册不同，姓名保留名册登记的；需要改名的，请在页面上导入并逐行同意。")
            }
            for failure in report.failures {
                print("第 \(failure.row) 行\t\(failure.column)\t\(failure.found)\t\(failure.reason)\t\(failure.repair)")
            }
        }
    }
}
