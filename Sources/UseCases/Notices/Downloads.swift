import DatabaseKit
public import Domain
import Store

/// 下载中心: files that the centre offers and everybody who has signed in may have.
public struct Downloads: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct Receipt: Codable, Sendable {
        public let id: ID<Download>
    }

    /// What is offered, in the centre's order.
    public func list() async throws -> [Download] {
        try await platform.database.read { try DownloadStore($0, platform.seal).offered() }
    }

    /// A file that is offered.
    ///
    /// - Throws: `Refusal.notFound` for one that was taken back.
    public func file(_ id: ID<Download>) async throws -> (file: Download.File, bytes: [UInt8]) {
        try await platform.database.read { transaction in
            let store = DownloadStore(transaction, platform.seal)
            guard let download = try store.find(id), download.standing == .offered,
                let bytes = try store.content(of: id)
            else { throw Refusal.notFound }
            return (download.file, bytes)
        }
    }

    /// One that is offered, for the centre's form.
    public func find(_ id: ID<Download>, _ occasion: Occasion) async throws -> Download {
        try Self.require(occasion)
        return try await platform.database.read { try Self.offered(id, DownloadStore($0, platform.seal)) }
    }

    // MARK: Acts

    /// - Parameter name: of the file as it was sent; neither it nor a declared type is believed.
    /// - Throws: `DownloadRefusal`.
    public func offer(
        _ draft: DownloadDraft, name: String, _ bytes: [UInt8], _ occasion: Occasion
    ) async throws -> Receipt {
        try Self.require(occasion)
        guard draft.problems.isEmpty else { throw DownloadRefusal.problems(draft.problems) }
        let file = try await DownloadScreening.shared.screen(name: name, bytes)
        return try await platform.once("offer-download", occasion) { transaction in
            let store = DownloadStore(transaction, platform.seal)
            guard try store.offered().count < Download.limit else {
                throw DownloadRefusal.tooMany(limit: Download.limit)
            }
            let id = try store.insert(
                draft, file, of: occasion.actor.union, by: occasion.author, at: occasion.now)
            try EventStore(transaction).record(
                "uploaded", on: .download, id.rawValue, at: occasion.actor.path, occasion)
            return Receipt(id: id)
        }
    }

    /// Changes title, heading and place; another file is another download.
    public func amend(
        _ id: ID<Download>, to draft: DownloadDraft, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        guard draft.problems.isEmpty else { throw DownloadRefusal.problems(draft.problems) }
        return try await act("save", on: id, version: version, occasion) { _ in (draft, .offered) }
    }

    /// Takes one back: it is gone from the list and from its address, and its content is gone altogether.
    public func withdraw(_ id: ID<Download>, version: Int, _ occasion: Occasion) async throws -> Receipt {
        try await act("withdraw", on: id, version: version, occasion) { ($0.draft, .withdrawn) }
    }

    private func act(
        _ act: String, on id: ID<Download>, version: Int, _ occasion: Occasion,
        _ change: @escaping @Sendable (Download) -> (DownloadDraft, Download.Standing)
    ) async throws -> Receipt {
        try Self.require(occasion)
        return try await platform.once("\(act)-download", occasion) { transaction in
            let store = DownloadStore(transaction, platform.seal)
            let download = try Self.offered(id, store)
            guard download.version == version else { throw StaleVersion() }
            let (draft, standing) = change(download)
            try store.save(draft, standing, of: download)
            if standing == .withdrawn { try store.forgetContent(of: id) }
            try EventStore(transaction).record(act, on: .download, id.rawValue, at: occasion.actor.path, occasion)
            return Receipt(id: id)
        }
    }

    private static func offered(_ id: ID<Download>, _ store: DownloadStore) throws -> Download {
        guard let download = try store.find(id), download.standing == .offered else { throw Refusal.notFound }
        return download
    }

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.keepDownloads, on: occasion.actor.path)
    }
}
