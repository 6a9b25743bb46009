import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import UseCases
import Vault

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "查看、轮换、停用加密密钥（服务运行中也可以）",
        subcommands: [Status.self, Rotate.self, Retire.self], defaultSubcommand: Status.self)

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "列出密钥、用它们加密的条数，以及正在运行的服务")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            let platform = try await Opening(options: store).platform(.refuse)
            let keys = SealingKeys(platform)
            let ring = platform.seal.keys
            let usage = try await keys.usage()
            for key in ring.encryptionKeys.union(usage.keys).sorted(by: { $0.rawValue < $1.rawValue }) {
                print("密钥 \(key)\t\(Self.part(of: key, in: ring))\t\(usage[key] ?? 0) 条")
            }
            for instance in try await keys.instances(at: SystemClock.now()) {
                print("服务 \(instance.name)\t用 \(instance.sealing) 加密，已知 \(instance.known.count) 个密钥")
            }
            try await platform.database.close()
        }

        private static func part(of key: KeyID, in ring: KeyRing) -> String {
            if key == ring.currentKey { return "当前" }
            if key == ring.nextKey { return "待启用" }
            return ring.encryptionKeys.contains(key) ? "旧" : "密钥文件中没有"
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "换用新的密钥，并把全部个人信息改用新密钥加密",
            discussion: """
                依次进行：在密钥文件中加入新密钥；等待正在运行的服务都读到它；启用；分批重新加密。中断后再次运行即从中断处继续。\
                服务在多台机器上运行时，先把加入新密钥的密钥文件复制到每台机器，再次运行本命令。
                """)

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("等待各服务读到新密钥的秒数", valueName: "SECONDS"))
        var wait = 30

        func run() async throws {
            let platform = try await Opening(options: store).platform(.refuse)
            let keys = SealingKeys(platform)
            var ring = try KeyFile(path: store.keysPath).read()
            if ring.nextKey == nil {
                let waiting = try await keys.usage().filter { ring.olderKeys.contains($0.key) }.values.reduce(0, +)
                if waiting > 0 {
                    print("继续上次的轮换：还有 \(waiting) 条用旧密钥加密。")
                } else {
                    ring = try ring.addingNextKey()
                    try ring.replace(at: store.keysPath)
                    print("新密钥已加入 \(store.keysPath)。")
                }
            }
            if ring.nextKey != nil {
                ring = try await activate(ring, keys)
                try ring.replace(at: store.keysPath)
                print("已启用新密钥 \(ring.currentKey)。")
            }
            try await reseal(keys)
            try await platform.database.close()
        }

        /// Waits for the servers, which look at their key file every few seconds.
        private func activate(_ ring: KeyRing, _ keys: SealingKeys) async throws -> KeyRing {
            let end = SystemClock.now().adding(seconds: Int64(max(0, wait)))
            while true {
                do {
                    return try await keys.activate(ring, at: SystemClock.now())
                } catch SealingKeys.Obstacle.unknownTo(let names) {
                    guard SystemClock.now() < end else {
                        throw CommandFailure(
                            "以下服务还没有读到新密钥：\(names.joined(separator: "、"))。请把 \(store.keysPath) 复制到这些服务的密钥文件位置"
                                + "（权限 0600），再次运行 gonghui keys rotate。新密钥还没有启用，数据没有变化。")
                    }
                    try await Task.sleep(for: .seconds(1))
                }
            }
        }

        private func reseal(_ keys: SealingKeys) async throws {
            let done = try await keys.reseal()
            guard done.unreadable.isEmpty else {
                throw CommandFailure(
                    "已重新加密 \(done.values) 条；以下 \(done.unreadable.count) 条无法解密，保持原样："
                        + done.unreadable.prefix(20).joined(separator: "、")
                        + "。请运行 gonghui verify，并用备份核对这些记录。")
            }
            print("已重新加密 \(done.values) 条，全部使用新密钥。")
            print("把新的密钥文件复制到每台机器并另行备份；一分钟后可用 gonghui keys retire 停用旧密钥。")
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire", abstract: "从密钥文件中取出已不使用的旧密钥",
            discussion: "还有内容用旧密钥加密，或还有服务使用旧密钥时拒绝执行。轮换之前的备份仍需旧密钥才能读取，所以原来的密钥文件另存一份，与旧备份一起保管。")

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("原来的密钥文件另存为，不能已存在", valueName: "FILE"))
        var save: String

        func run() async throws {
            let platform = try await Opening(options: store).platform(.refuse)
            let ring = try KeyFile(path: store.keysPath).read()
            guard !ring.olderKeys.isEmpty else { throw CommandFailure("密钥文件 \(store.keysPath) 中没有旧密钥，没有改动。") }
            let retired: KeyRing
            do {
                try ring.save(at: save)
            } catch PrivateFileError.exists {
                throw CommandFailure("文件 \(save) 已存在，请换一个文件名，没有改动。")
            } catch is PrivateFileError {
                throw CommandFailure("无法写入 \(save)，请检查该文件夹是否存在和它的权限，没有改动。")
            }
            do {
                retired = try await SealingKeys(platform).retire(ring, at: SystemClock.now())
            } catch let obstacle as SealingKeys.Obstacle {
                try? FileManager.default.removeItem(atPath: save)
                throw CommandFailure(Self.wording(obstacle))
            }
            try retired.replace(at: store.keysPath)
            try await platform.database.close()
            print("已从 \(store.keysPath) 取出 \(ring.olderKeys.count) 个旧密钥，原来的密钥文件另存为 \(save)。")
            print("把新的密钥文件复制到每台机器；\(save) 请与轮换之前的备份一起保管。")
        }

        private static func wording(_ obstacle: SealingKeys.Obstacle) -> String {
            switch obstacle {
            case .unknownTo(let names), .notYetUsedBy(let names):
                "以下服务还在使用旧密钥，或刚刚换用新密钥：\(names.joined(separator: "、"))。请确认它们的密钥文件已更新，一分钟后再试。"
            case .inUse(let values): "还有 \(values) 条用旧密钥加密。请先运行 gonghui keys rotate 完成重新加密，再停用。"
            }
        }
    }
}
