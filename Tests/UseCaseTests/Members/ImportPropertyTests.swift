import DatabaseKit
import Domain
import TestSupport
import Testing
import UseCases

/// Seeded random lists: what holds for every file, whatever stands in it.
@Suite struct ImportPropertyTests {
    /// SplitMix64.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// People 1…19 are members, 20…29 belong to another union, 30…34 have been asked for; the others are new.
    private func world(_ engine: Engine) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...19).map { Roster.row($0) })
        try await world.apply(
            (20...34).map { Roster.ofOther($0) }, of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply((30...34).map { Roster.row($0) })
        return world
    }

    private func row(_ random: inout Seeded) -> [String] {
        let serial = Int.random(in: 1...60, using: &random)
        let number = Roster.number(serial)
        var changes: [MemberColumn: String] = [:]
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            switch Int.random(in: 0..<18, using: &random) {
            case 0: changes[.name] = ""
            case 1: changes[.documentNumber] = number.replacing("0", with: "O")
            case 2: changes[.documentNumber] = "\(number.prefix(6)) \(number.dropFirst(6))"
            case 3: changes[.documentNumber] = String(number.prefix(6) + number.dropFirst(8).prefix(9))
            case 4: changes[.documentNumber] = "3.19901E+17"
            case 5: changes[.documentNumber] = number.lowercased() + " "
            case 6: changes[.phone] = "1990000000\(Int.random(in: 0...9, using: &random))"
            case 7: changes[.phone] = "123"
            case 8: changes[.sex] = Bool.random(using: &random) ? "" : "男"
            case 9: changes[.unionCode] = "319901000002"
            case 10: changes[.documentExpiry] = ["2035-03-20", "长期", "明年"].randomElement(using: &random) ?? ""
            case 11: changes[.label] = ["外包工", "没有"].randomElement(using: &random) ?? ""
            case 12: changes[.address] = "演示路"
            case 14: changes[.name] = "会员改"
            case 13: changes[.documentType] = ["", "护照", "工作证"].randomElement(using: &random) ?? ""
            default: break
            }
        }
        return Roster.row(serial, changes)
    }

    private func stage(_ rows: [[String]], _ world: MemberWorld) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
    }

    private func found(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        let preview = try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
        // The sum, and the sum of what is stored row by row.
        var counted = ImportCounts()
        for row in preview.rows {
            counted.count(row.outcome)
            if row.outcome != .failed, !row.findings.isEmpty { counted.warnings += 1 }
        }
        #expect(preview.memberImport.counts == counted)
        for row in preview.rows {
            #expect((row.outcome == .failed) == row.findings.contains { $0.problem.severity == .error })
        }
        return preview
    }

    @Test(arguments: Engine.available, [1, 2, 3, 4, 5, 6] as [UInt64])
    func `Rows in are new, updated, moved, unchanged, skipped and failed ones, before and after the confirmation`(
        engine: Engine, seed: UInt64
    ) async throws {
        var random = Seeded(state: seed)
        let world = try await world(engine)
        let occasion = world.occasion(world.clerk)
        let rows = (0..<Int.random(in: 20...90, using: &random)).map { _ in row(&random) }
        let id = try await stage(rows, world)
        #expect(try await found(id, world).memberImport.counts.rows == rows.count)
        let before = try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.own.id)")
        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts == (try await found(id, world)).memberImport.counts)
        #expect(receipt.counts.rows == rows.count)
        let after = try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.own.id)")
        #expect(after - before == receipt.counts[.new])
        // What went in changes nothing when it is brought again.
        let outcomes = try await found(id, world).rows.map(\.outcome)
        let again = try await stage(zip(rows, outcomes).filter { $0.1 != .failed }.map(\.0), world)
        #expect(try await found(again, world).memberImport.counts.written == 0)
    }

    @Test(arguments: Engine.available, [11, 12, 13, 14, 15, 16, 17, 18] as [UInt64])
    func `However rows are changed, the preview is that of a file which says so from the beginning`(
        engine: Engine, seed: UInt64
    ) async throws {
        var random = Seeded(state: seed)
        let world = try await world(engine)
        let rows = (0..<Int.random(in: 15...60, using: &random)).map { _ in row(&random) }
        let id = try await stage(rows, world)
        for _ in 0..<12 {
            try await act(id, rows.count, world, &random)
            _ = try await found(id, world)
        }
        try await compare(id, world)
    }

    /// One act that a clerk may take, some of which change nothing.
    private func act(
        _ id: ID<MemberImport>, _ count: Int, _ world: MemberWorld, _ random: inout Seeded
    ) async throws {
        let occasion = world.occasion(world.clerk)
        let number = Int.random(in: 2...count + 1, using: &random)
        func texts() -> [MemberColumn: String] {
            let texts = row(&random)
            return Dictionary(uniqueKeysWithValues: MemberColumn.allCases.map { ($0, texts[$0.rawValue]) })
        }
        switch Int.random(in: 0..<9, using: &random) {
        case 5:
            try await world.imports.choose(Bool.random(using: &random) ? .take : .keep, for: [number], of: id, occasion)
        case 6: try await world.imports.choose(forAll: .take, of: id, occasion)
        case 0: try await world.imports.leaveOut(number, of: id, occasion)
        case 1: try await world.imports.takeBack(number, of: id, occasion)
        case 2:
            let repairs = MemberProblem.Repair.allCases.filter(\.isOffered)
            try await world.imports.repair(repairs.randomElement(using: &random) ?? .derive, of: id, occasion)
        case 3:
            let groups = try await found(id, world).groups.map(\.repair)
            try await world.imports.leaveOut(all: groups.randomElement(using: &random) ?? .fillIn, of: id, occasion)
        case 4:
            var page: [Int: [MemberColumn: String]] = [:]
            for _ in 0..<5 { page[Int.random(in: 2...count + 1, using: &random)] = texts() }
            _ = try await world.imports.edit(page, of: id, occasion)
        default: _ = try await world.imports.edit(number, of: id, texts(), occasion)
        }
    }

    /// What can be seen of every row, with the texts of its cells.
    private func picture(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> [String] {
        var picture: [String] = []
        for row in try await found(id, world).rows {
            let edited = try await world.imports.row(row.number, of: id, world.occasion(world.clerk))
            picture.append("\(edited.row) \(edited.problems) \(edited.outcome) \(edited.isLeftOut)")
        }
        return picture
    }

    @Test(arguments: Engine.available, [21, 22, 23, 24] as [UInt64])
    func `Step by step every act is undone, and the preview is each time what it was before`(
        engine: Engine, seed: UInt64
    ) async throws {
        var random = Seeded(state: seed)
        let world = try await world(engine)
        let occasion = world.occasion(world.clerk)
        let rows = (0..<Int.random(in: 15...40, using: &random)).map { _ in row(&random) }
        let id = try await stage(rows, world)
        var pictures: [(act: Int, rows: [String])] = [(0, try await picture(id, world))]
        for _ in 0..<8 {
            try await act(id, rows.count, world, &random)
            guard let last = try await found(id, world).lastAct, last.number > (pictures.last?.act ?? 0) else {
                // It has changed nothing.
                #expect(try await picture(id, world) == pictures.last?.rows)
                continue
            }
            pictures.append((last.number, try await picture(id, world)))
        }
        while let last = try await found(id, world).lastAct {
            #expect(pictures.popLast()?.act == last.number)
            #expect(try await world.imports.undo(last.number, of: id, occasion) == last.rows)
            #expect(try await found(id, world).memberImport.counts.rows == rows.count)
            #expect(try await picture(id, world) == pictures.last?.rows)
        }
        #expect(pictures.count == 1)
        #expect(try await world.count("SELECT count(*) FROM import_former_row") == 0)
    }

    /// Stages the rows as they are now anew, without those left out, and expects the same verdicts.
    private func compare(_ id: ID<MemberImport>, _ world: MemberWorld) async throws {
        let occasion = world.occasion(world.clerk)
        var kept: [(number: Int, outcome: ImportOutcome, problems: [MemberProblem])] = []
        var choices: [NameChoice?] = []
        var texts: [[String]] = []
        for row in try await found(id, world).rows {
            let edited = try await world.imports.row(row.number, of: id, occasion)
            guard !edited.isLeftOut else { continue }
            kept.append((row.number, edited.outcome, edited.problems))
            choices.append(edited.row.nameChoice)
            texts.append(MemberColumn.allCases.map { edited.row[$0].text })
        }
        guard !kept.isEmpty else { return }
        let anew = try await stage(texts, world)
        for (position, choice) in choices.enumerated() {
            guard let choice else { continue }
            try await world.imports.choose(choice, for: [position + 2], of: anew, occasion)
        }
        let numbers = [0, 0] + kept.map(\.number)
        for (position, row) in try await found(anew, world).rows.enumerated() {
            let problems = row.findings.map { $0.problem.inRows { numbers.indices.contains($0) ? numbers[$0] : 0 } }
            #expect(row.outcome == kept[position].outcome, "row \(kept[position].number)")
            #expect(problems == kept[position].problems, "row \(kept[position].number)")
        }
    }
}

extension MemberProblem {
    /// The same with other numbers for the rows that it names.
    fileprivate func inRows(_ number: (Int) -> Int) -> MemberProblem {
        switch self {
        case .documentRepeatedInFile(let row): .documentRepeatedInFile(firstRow: number(row))
        case .phoneRepeatedInFile(let row): .phoneRepeatedInFile(otherRow: number(row))
        default: self
        }
    }
}
