import ArgumentParser

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "生成任意规模的虚构城市（用于性能测试）", discussion: "只写入空数据库，并标记为演练数据。")

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("会员人数", valueName: "N"))
    var members: Int

    @Option(help: ArgumentHelp("基层工会数", valueName: "N"))
    var unions: Int

    @Option(help: ArgumentHelp("随机种子：相同种子生成相同城市", valueName: "S"))
    var seed: UInt64

    func validate() throws {
        guard members >= 0, unions > 0 else { throw ValidationError("会员人数不能为负，基层工会数至少为 1。") }
    }

    func run() async throws {
        throw CommandFailure("城市生成器尚未完成，没有写入任何数据。演示数据请使用 gonghui demo。")
    }
}

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "bench", abstract: "运行性能测试并输出表格")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        throw CommandFailure("还没有可运行的性能测试项目。")
    }
}
