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
        let occasion = world.occasion(world.clerk)
        let rows = (0..<Int.random(in: 15...60, using: &random)).map { _ in row(&random) }
        let id = try await stage(rows, world)
        for _ in 0..<12 {
            let number = Int.random(in: 2...rows.count + 1, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: try await world.imports.leaveOut(number, of: id, occasion)
            case 1: try await world.imports.takeBack(number, of: id, occasion)
            case 2:
                let repairs = MemberProblem.Repair.allCases.filter(\.isOffered)
                try await world.imports.repair(repairs.randomElement(using: &random) ?? .derive, of: id, occasion)
            case 3:
                let groups = try await found(id, world).groups.map(\.repair)
                try await world.imports.leaveOut(
                    all: groups.randomElement(using: &random) ?? .fillIn, of: id, occasion)
            default:
                let texts = row(&random)
                _ = try await world.imports.edit(
                    number, of: id,
                    Dictionary(uniqueKeysWithValues: MemberColumn.allCases.map { ($0, texts[$0.rawValue]) }), occasion)
            }
            _ = try await found(id, world)
        }
        try await compare(id, world)
    }

    /// Stages the rows as they are now anew, without those left out, and expects the same verdicts.
    private func compare(_ id: ID<MemberImport>, _ world: MemberWorld) async throws {
        let occasion = world.occasion(world.clerk)
        var kept: [(number: Int, outcome: ImportOutcome, problems: [MemberProblem])] = []
        var texts: [[String]] = []
        for row in try await found(id, world).rows {
            let edited = try await world.imports.row(row.number, of: id, occasion)
            guard !edited.isLeftOut else { continue }
            kept.append((row.number, edited.outcome, edited.problems))
            texts.append(MemberColumn.allCases.map { edited.row[$0].text })
        }
        guard !kept.isEmpty else { return }
        let anew = try await stage(texts, world)
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
