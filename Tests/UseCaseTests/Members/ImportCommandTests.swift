import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct ImportCommandTests {
    @Test(arguments: Engine.available)
    func `A dry run says what would happen and writes nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let upload = try Roster.upload([Roster.row(1), Roster.row(2), Roster.row(3, phone: "123")])
        let occasion = world.occasion(world.clerk)
        let dry = try await world.imports.importFile(
            upload, union: world.own.code, as: .enterprise(code: world.enterprise.code), mode: .dryRun, occasion)
        #expect(dry.new == 2)
        #expect(dry.failed == 1)
        #expect(dry.rows == 3)
        let failure = try #require(dry.failures.first)
        #expect(failure.row == 4)
        #expect(failure.column == "手机号码")
        #expect(failure.found == "1*3")
        #expect(try await world.count("SELECT count(*) FROM member") == 0)
        #expect(try await world.count("SELECT count(*) FROM member_import") == 0)

        let real = try await world.imports.importFile(
            upload, union: world.own.code, as: .enterprise(code: world.enterprise.code), mode: .apply, occasion)
        #expect(real.new == 2)
        #expect(try await world.count("SELECT count(*) FROM member") == 2)
        let runs = try await world.imports.runs(ListPage(), occasion)
        #expect(runs.imports.map(\.counts.rows) == [3])
        #expect(try await world.imports.failedRows(runs.imports[0].id, occasion).bytes.isEmpty == false)

        let again = try await world.imports.importFile(
            upload, union: world.own.code, as: .enterprise(code: world.enterprise.code), mode: .apply, occasion)
        #expect(again.unchanged == 2)
        #expect(again.new + again.updated + again.moved == 0)
    }

    @Test func `An unknown union or enterprise is not found`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let upload = try Roster.upload([Roster.row(1)])
        let occasion = world.occasion(world.clerk)
        await #expect(throws: Refusal.notFound) {
            try await world.imports.importFile(
                upload, union: "000000000000", as: .outsideEnterprise, mode: .apply, occasion)
        }
        await #expect(throws: Refusal.notFound) {
            try await world.imports.importFile(
                upload, union: world.own.code, as: .enterprise(code: "nothing"), mode: .apply, occasion)
        }
        await #expect(throws: Refusal.notFound) {
            try await world.imports.importFile(
                upload, union: world.other.code, as: .outsideEnterprise, mode: .apply, occasion)
        }
    }
}
