public import Domain

/// 通知公告 and its author's pages; the readers' list is `Path.announcements`.
public enum AnnouncementPath: Hashable, Sendable {
    case one(ID<Announcement>)
    case confirmation(ID<Announcement>)
    case desk
    case new
    case edit(ID<Announcement>)
    case readers(ID<Announcement>)
    case withdrawal(ID<Announcement>)

    var segments: [String] {
        switch self {
        case .one(let id): ["announcements", id.description]
        case .confirmation(let id): ["announcements", id.description, "confirmation"]
        case .desk: ["announcements", "desk"]
        case .new: ["announcements", "new"]
        case .edit(let id): ["announcements", id.description, "edit"]
        case .readers(let id): ["announcements", id.description, "readers"]
        case .withdrawal(let id): ["announcements", id.description, "withdrawal"]
        }
    }
}
