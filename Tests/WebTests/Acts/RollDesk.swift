import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

/// What leads to an act of the rolls: unions, their enterprises, and lists that the page's own forms have taken.
struct RollDesk {
    let stage: Stage

    init(_ stage: Stage) { self.stage = stage }

    // MARK: Unions

    func union(_ code: String) async throws -> String {
        let found = try await stage.site.platform.database.read { try UnionStore($0).find(code: code) }
        return try #require(found).id.description
    }

    func enterprises(of code: String) async throws -> [String] {
        try await stage.site.platform.database.read { transaction in
            let unions = UnionStore(transaction)
            let union = try #require(try unions.find(code: code))
            return try unions.enterprises(of: union.id).map(\.id.description)
        }
    }

    // MARK: Lists

    static let header = "姓名,证件号码,手机号码"
    /// A header of which nothing tells what stands below it.
    static let strangeHeader = "甲,乙,丙"

    /// Somebody invented; serial numbers of men are odd.
    static func person(_ serial: Int, name: String? = nil, phone: String? = nil) -> String {
        "\(name ?? "演示员\(serial)"),\(number(serial)),\(phone ?? "1997777000\(serial)")"
    }

    static func number(_ serial: Int) -> String {
        ResidentIdentityNumber.make(
            area: "319976", birth: CalendarDay(year: 1985, month: 6, day: 1) ?? .earliest, serial: serial)?.text ?? ""
    }

    /// The same number as it was written before the century was part of it.
    static func formerNumber(_ serial: Int) -> String {
        let digits = Array(number(serial))
        return String(digits[0..<6] + digits[8..<17])
    }

    static func file(_ lines: [String]) -> (field: String, name: String, bytes: [UInt8]) {
        (field: "file", name: "名册.csv", bytes: Array(lines.joined(separator: "\n").utf8))
    }

    /// - Returns: the import's key.
    func imported(_ lines: [String]) async throws -> String {
        try await taken("/members/import", [(name: "category", value: "outside-enterprise")], lines)
    }

    /// - Returns: the comparison's key.
    func compared(_ lines: [String]) async throws -> String {
        try await taken(
            "/members/comparisons",
            [(name: "category", value: "outside-enterprise"), (name: "extent", value: "unit")], lines)
    }

    private func taken(
        _ path: String, _ fields: [(name: String, value: String)], _ lines: [String]
    ) async throws -> String {
        let answer = try await stage.person.browser(for: stage.route).postFile(path, fields, file: Self.file(lines))
        let location = try #require(answer.location)
        #expect(answer.status == 303 && location.hasPrefix("/members/"))
        return try #require(location.split(separator: "/").last.map(String.init))
    }

    // MARK: Steps

    /// Sends a form that leads somewhere else once it is done.
    func send(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws {
        let answer = try await stage.person.browser(for: stage.route).postForm(path, fields)
        #expect(answer.status == 303, "\(path)")
    }

    /// Brings these people onto the roll.
    func enter(_ people: [String]) async throws {
        let run = try await imported([Self.header] + people)
        try await send("/members/imports/\(run)/confirmation")
    }

    /// The worker's job for a list, as if the list were long.
    func leaveToWorker(_ list: RosterList) async throws {
        let now = stage.site.clock.now
        let account = stage.person.actor?.account
        try await stage.plant { transaction in
            try RosterJobStore(transaction).insert(
                .apply, of: list, total: 1, by: account, today: now.day, origin: "127.0.0.1", at: now,
                leasedUntil: now.adding(days: 1))
        }
    }

    /// The first line of a part of a comparison.
    func line(of comparison: String, _ part: ComparisonPart) async throws -> String {
        let page = try await stage.person.browser(for: stage.route).get(
            "/members/comparisons/\(comparison)?part=\(part.rawValue)")
        return String(try #require(page.text.firstMatch(of: /name="line" value="(\d+)"/)).output.1)
    }
}
