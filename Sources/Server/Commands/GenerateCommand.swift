import ArgumentParser
import DatabaseKit
import Demo
import Domain
import UseCases

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "生成任意规模的虚构城市（用于性能测试）",
        discussion: """
            只写入空数据库，并标记为演练数据。证件号码属于未使用的 3199xx 地区，校验码正确；手机号为 199 开头。
            账号 clerk（最大的基层工会）、reviewer、officer、centre，密码与演示账号相同。
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("会员人数", valueName: "N"))
    var members: Int

    @Option(help: ArgumentHelp("基层工会数", valueName: "N"))
    var unions: Int

    @Option(help: ArgumentHelp("随机种子：相同种子生成相同城市", valueName: "S"))
    var seed: UInt64

    func validate() throws {
        guard (0...100_000_000).contains(members) else { throw ValidationError("会员人数应在 0 到 1 亿之间。") }
        guard (1...800_000).contains(unions) else { throw ValidationError("基层工会数应在 1 到 80 万之间。") }
    }

    func run() async throws {
        let began = ContinuousClock.now
        let platform = try await Opening(options: store).platform(.create)
        let city = InventedCity(members: members, unions: unions, seed: seed)
        do {
            try await CityGenerator(platform, city).generate(businessDate: World.demoDay, year: 2024)
        } catch Refusal.notDemo {
            throw CommandFailure("数据库中已有工会组织。虚构城市只能生成在空数据库中，请用 --data 指定新的文件夹。")
        }
        try await platform.database.close()
        print("已生成 \(members) 名会员、\(unions) 个基层工会，用时 \(Int(began.duration(to: .now).seconds)) 秒。")
        print("账号 clerk、reviewer、officer、centre，密码均为 \(World.password)。")
    }
}
