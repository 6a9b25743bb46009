import ArgumentParser
import DatabaseKit
import UseCases

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "创建或升级数据库")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let platform = try await Opening(options: store).platform(.create)
        try await platform.database.close()
        print("数据库已是最新版本。")
    }
}
