import ArgumentParser
import DatabaseKit
import Store
import UseCases

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "创建或升级数据库")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let opening = Opening(options: store)
        let missing = try await opening.missingSteps()
        let platform = try await opening.platform(.create)
        try await platform.database.close()
        switch missing {
        case 0: print("数据库已是最新版本。")
        case Schema.migrations.count: print("数据库已创建。")
        default: print("数据库已升级到最新版本（\(missing) 项）。")
        }
    }
}
