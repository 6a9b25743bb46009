public import Domain

/// 下载中心 and the centre's desk for it.
public enum DownloadPath: Hashable, Sendable {
    case list
    case file(ID<Download>)
    case desk
    case edit(ID<Download>)
    case withdrawal(ID<Download>)

    var segments: [String] {
        switch self {
        case .list: ["downloads"]
        case .file(let id): ["downloads", id.description]
        case .desk: ["downloads", "desk"]
        case .edit(let id): ["downloads", id.description, "edit"]
        case .withdrawal(let id): ["downloads", id.description, "withdrawal"]
        }
    }
}
