import DatabaseKit
import Demo
import Domain
import Foundation
import Store
import UseCases

/// The programs that are measured in one run, with their files.
struct BenchContest {
    let folder: String
    let rows: Int
    let works: [Work]
    let peers: Peers?

    struct Peers {
        let folder: String
        let python: String
    }

    enum Work: String, CaseIterable {
        case read, write
        case importing = "import"
        case comparing = "compare"
        case cards
        case submitting = "submit"
        case unions

        var ours: [BenchCommand.Measure.Work] {
            switch self {
            case .read: [.read]
            case .write: [.write]
            case .importing: [.importInSteps, .importAtOnce]
            case .comparing: [.compare]
            case .cards: [.cards]
            case .unions: [.unions]
            case .submitting: [.submit]
            }
        }

        /// Whether it needs a unit with that many members beforehand.
        var fillsTheCity: Bool {
            switch self {
            case .read, .write, .importing, .unions: false
            case .comparing, .cards, .submitting: true
            }
        }

        /// Programs that do the same; one that is very slow gets a part of the rows.
        var others: [(system: String, script: String, share: Int)] {
            switch self {
            case .read:
                [("openpyxl", "read.py", 1), ("python-calamine", "read.py", 1), ("fastexcel-polars", "read.py", 1)]
            case .write:
                [("openpyxl", "write.py", 1), ("xlsxwriter", "write.py", 1), ("pyexcelerate", "write.py", 1)]
            case .importing:
                [
                    ("django-by-hand", "imports.py", 1), ("django-import-export-bulk", "imports.py", 10),
                    ("django-import-export", "imports.py", 100),
                ]
            case .comparing, .cards, .submitting, .unions: []
            }
        }

        /// How many people take part for a list of that size: batches of cards and units that enrol are smaller than
        /// the largest lists.
        func people(of size: Int) -> Int {
            switch self {
            case .read, .write, .importing, .comparing, .unions: size
            case .cards: size / 2
            case .submitting: size / 10
            }
        }
    }

    /// Everybody who takes part, files and databases made.
    func entrants() async throws -> [Entrant] {
        let plan = InventedCity(members: 0, unions: 1, seed: 1)
        let city = "\(folder)/city"
        let union = try await makeCity(plan, in: city)
        if works.contains(.unions) {
            let platform = try await Opening(StorePlace(folder: tree, url: nil, keysPath: "\(tree)/keys.json"))
                .platform(.fresh)
            try await LargeFederation(platform).generate()
            try await platform.database.close()
        }
        for size in sizes where works.contains(where: { $0 != .unions }) {
            try RosterFile.write(size, of: plan, for: union, to: roster(size))
            if works.contains(.comparing) {
                try RosterFile.write(size, of: plan, for: union, .later, to: laterRoster(size))
            }
            for people in Set(works.filter(\.fillsTheCity).map { $0.people(of: size) }) where people > 0 {
                try RosterFile.write(people, of: plan, for: union, to: roster(people))
                try await populate(city, with: people)
            }
        }
        return works.flatMap { ours($0, city) + others($0) }
    }

    /// Smaller sizes show whether the time grows with the rows alone, and whether the memory does.
    private var sizes: [Int] { [rows / 100, rows / 10, rows].filter { $0 >= 10 } }

    /// A copy of the city whose union has that many members.
    private func populate(_ city: String, with size: Int) async throws {
        // Two kinds of work may ask for the same.
        guard !FileManager.default.fileExists(atPath: "\(city)-\(size)") else { return }
        try FileManager.default.copyItem(atPath: city, toPath: "\(city)-\(size)")
        let place = try await BenchPlace(folder: "\(city)-\(size)", file: roster(size))
        guard try await place.importAtOnce() == size else { throw CommandFailure("无法创建测试数据。") }
        try await place.close()
    }

    private func makeCity(_ plan: InventedCity, in city: String) async throws -> Union {
        let platform = try await Opening(StorePlace(folder: city, url: nil, keysPath: "\(city)/keys.json"))
            .platform(.fresh)
        try await CityGenerator(platform, plan).generate(businessDate: World.demoDay, year: 2024)
        try await platform.database.close()
        let place = try await BenchPlace(folder: city, file: nil)
        try await place.close()
        return place.union
    }

    private func ours(_ work: Work, _ city: String) -> [Entrant] {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        if work == .unions {
            return work.ours.map { own in
                Entrant(
                    system: "gonghui", work: own.rawValue, rows: LargeFederation.unions,
                    command: [
                        program, "bench", "measure", own.rawValue, "--people", "\(LargeFederation.unions)", "--file",
                        written,
                        "--city", tree,
                    ])
            }
        }
        return sizes.map(work.people).filter { $0 > 0 }.flatMap { size in
            work.ours.map { own in
                let (file, city) =
                    switch work {
                    case .read, .importing: (roster(size), city)
                    case .write: (written, city)
                    case .comparing: (laterRoster(size), "\(city)-\(size)")
                    case .cards, .submitting: (roster(size), "\(city)-\(size)")
                    case .unions: (written, tree)
                    }
                return Entrant(
                    system: "gonghui", work: own.rawValue, rows: size,
                    command: [
                        program, "bench", "measure", own.rawValue, "--people", "\(size)", "--file", file, "--city",
                        city,
                    ])
            }
        }
    }

    private func others(_ work: Work) -> [Entrant] {
        guard let peers else { return [] }
        return work.others.map { other in
            let size = rows / other.share
            return Entrant(
                system: other.system, work: work.rawValue, rows: size,
                command: [
                    peers.python, "\(peers.folder)/\(other.script)", other.system, "\(size)",
                    work == .write ? written : roster(size),
                ])
        }
    }

    private var tree: String { "\(folder)/tree" }

    private var written: String { "\(folder)/written.xlsx" }

    private func roster(_ size: Int) -> String { "\(folder)/roster-\(size).xlsx" }

    private func laterRoster(_ size: Int) -> String { "\(folder)/later-roster-\(size).xlsx" }
}

/// A program with one piece of work, run as a process of its own.
struct Entrant: Sendable {
    let system: String
    let work: String
    let rows: Int
    let command: [String]

    func run() throws -> [Measurement] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure("测试进程失败：\(command.joined(separator: " "))")
        }
        return try output.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Measurement.self, from: Data($0))
        }
    }
}
