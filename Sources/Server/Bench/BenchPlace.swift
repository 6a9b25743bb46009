import Demo
import Domain
import Foundation
import Store
import UseCases

/// A city with one base union, opened for its clerk.
struct BenchPlace {
    let platform: UseCases.Platform
    let database: MeteredDatabase
    let union: Union
    let enterprise: Enterprise
    /// Of the union's clerk.
    let occasion: Occasion
    /// Of the city's centre.
    let centre: Occasion
    let upload: MemberImports.Upload

    /// - Parameter file: the list that is to be read; nil for none.
    init(folder: String, file: String?) async throws {
        let opened = try await Opening(StorePlace(folder: folder, url: nil, keysPath: "\(folder)/keys.json"))
            .platform(.refuse)
        database = MeteredDatabase(opened.database)
        platform = Platform(database: database, seal: opened.seal, passwords: opened.passwords)
        let day = CalendarDay(World.demoDay)
        let found = try await database.read { transaction -> (Actor, Actor, Union, Enterprise)? in
            let accounts = AccountStore(transaction)
            func actor(_ name: String) throws -> Actor? {
                guard let day, let id = try accounts.id(name: name) else { return nil }
                return try accounts.actor(id, on: day)
            }
            guard let clerk = try actor(CityGenerator.accounts.clerk),
                let centre = try actor(CityGenerator.accounts.centre),
                let union = try UnionStore(transaction).find(clerk.union)
            else { return nil }
            return try UnionStore(transaction).enterprises(of: union.id).first.map { (clerk, centre, union, $0) }
        }
        guard let (clerk, officer, union, enterprise) = found, let day else {
            throw CommandFailure("\(folder) 中没有测试数据。")
        }
        (self.union, self.enterprise) = (union, enterprise)
        occasion = Occasion(actor: clerk, today: day, now: day.start, origin: "bench")
        centre = Occasion(actor: officer, today: day, now: day.start, origin: "bench")
        let bytes = try file.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
        upload = MemberImports.Upload(name: "名册.xlsx", bytes: bytes ?? [])
    }

    /// As on the command line: one pass, one transaction.
    ///
    /// - Returns: how many people are new.
    func importAtOnce() async throws -> Int {
        try await MemberImports(platform).importFile(
            upload, union: union.code, as: .enterprise(code: enterprise.code), mode: .apply, occasion
        ).new
    }

    func close() async throws {
        try await database.close()
    }
}
