import ArgumentParser
import DatabaseKit
import UseCases

struct SettingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setting", abstract: "查看或修改平台设置（城市名称、对外网址、热线、收款账户、密码规则等）",
        discussion: "不带参数列出全部设置；带名称和内容时修改；--clear 清除一项。修改后请重新启动 serve。")

    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp("设置的名称：\(Settings.Name.allCases.map(\.rawValue).joined(separator: "、"))", valueName: "NAME"))
    var name: String?

    @Argument(help: ArgumentHelp("新的内容", valueName: "VALUE"))
    var value: String?

    @Flag(help: "清除这一项")
    var clear = false

    func run() async throws {
        let platform = try await Opening(options: store).platform(.refuse)
        let settings = Settings(platform)
        if let name {
            try await change(name, settings)
        } else if clear || value != nil {
            throw CommandFailure("请写明设置的名称。")
        }
        for (name, value) in try await settings.all() { print("\(name.rawValue)\t\(value ?? "（未设置）")") }
        try await platform.database.close()
    }

    private func change(_ name: String, _ settings: Settings) async throws {
        guard let known = Settings.Name(rawValue: name) else {
            throw CommandFailure(
                "没有名为 \(name) 的设置。可用的名称：\(Settings.Name.allCases.map(\.rawValue).joined(separator: "、"))。")
        }
        guard clear != (value != nil) else { throw CommandFailure("请写明新的内容，或用 --clear 清除这一项。") }
        do {
            try await settings.set(known, to: value, at: SystemClock.now())
        } catch let problem as Settings.Problem {
            throw CommandFailure(Self.wording(problem))
        }
    }

    private static func wording(_ problem: Settings.Problem) -> String {
        switch problem {
        case .text(let limit): "内容须为一行、1 至 \(limit) 个字，没有修改。"
        case .address: "对外网址须为 https:// 加主机名，后面不带路径，如 https://gonghui.example，没有修改。"
        case .number(let range): "须为 \(range.lowerBound) 至 \(range.upperBound) 的整数，没有修改。"
        case .choice(let words): "须为下列之一：\(words.joined(separator: "、"))，没有修改。"
        }
    }
}
