import Vault

/// A key file, and what is wrong with it in words that say what to do.
struct KeyFile {
    let path: String

    /// - Throws: `CommandFailure`.
    func read() throws -> KeyRing {
        do {
            return try KeyRing.load(path)
        } catch let error as PrivateFileError {
            throw CommandFailure(wording(error))
        } catch let error as KeyRingFileError {
            throw CommandFailure(wording(error))
        }
    }

    private func wording(_ error: PrivateFileError) -> String {
        switch error {
        case .missing: "找不到密钥文件 \(path)，请从另行保管的副本恢复后再运行。"
        case .exists: "文件 \(path) 已存在，没有覆盖。"
        case .notRegular: "密钥文件 \(path) 不是普通文件，请用 --keys 指定密钥文件。"
        case .tooLarge: "\(path) 太大，不是密钥文件，请用 --keys 指定密钥文件。"
        case .openToOthers(_, let mode):
            "密钥文件 \(path) 的权限是 \(String(mode, radix: 8))，其他用户也能读取。请先运行 chmod 600 \(path)。"
        case .system: "无法读取密钥文件 \(path)，请检查它的所有者和权限。"
        }
    }

    private func wording(_ error: KeyRingFileError) -> String {
        switch error {
        case .malformed: "\(path) 不是完整的密钥文件，请从另行保管的副本恢复后再运行。"
        case .unknownVersion: "密钥文件 \(path) 由更新的程序写出，请使用与它相同或更新的程序版本。"
        case .missingKey(_, let id): "密钥文件 \(path) 中缺少它指明要用的密钥 \(id)，请从另行保管的副本恢复后再运行。"
        }
    }
}
