import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What a moved union has asked a second person to agree to.
@Suite struct UnionConsentTests {
    /// Many deletions and a file of whole numbers, each asked of the street above.
    private func ask(_ house: DistrictHouse) async throws {
        let (scene, now) = (house.scene, EnrolmentScene.now)
        try await scene.database.write { transaction in
            let batch = try transaction.newID(MemberBatch.self)
            try transaction.execute(
                """
                INSERT INTO member_batch (id, union_id, act, detail, people, at, account_id)
                VALUES (\(batch), \(scene.committee.id), 'removal', 'retired', 600, \(now), \(scene.clerk.account))
                """)
            let end = now.adding(days: 7)
            let removal = try MassRemovalStore(transaction).insert(
                .batch(batch), [.retired: 600], of: scene.committee.id, by: scene.clerk.account, from: "127.0.0.1",
                expiring: end, at: now)
            let export = try ExportRequestStore(transaction, scene.seal).insert(
                ExportRequestStore.Draft(.members, .whole, purpose: .unionMatter, people: 600, conditions: "{}"),
                of: scene.committee.id, by: scene.clerk.account, expiring: end, at: now)
            for (kind, subject) in [
                (Todo.Kind.consentRemovals, removal.rawValue), (.consentExport, export.rawValue),
            ] {
                try TodoStore(transaction).open(
                    kind, for: scene.subdistrict.id, subject: subject, name: "甲", amount: 600, at: now)
            }
        }
    }

    @Test(arguments: Engine.available)
    func `It waits for whoever is above the new place`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await ask(house)
        let street = try await house.scene.database.write {
            try UnionStore($0).insert(
                name: "临江街道总工会", code: "319901000050", kind: .subdistrictFederation, under: house.scene.district.id)
        }
        let before = try await house.house.todos(of: house.scene.district)
        let requests = UnionRequests(house.platform)
        let receipt = try await requests.transfer(
            house.scene.committee.id, under: street.id, note: "企业搬迁", house.house.clerk())
        _ = try await requests.perform(.accept, on: receipt.id, house.reviewer())
        #expect(try await house.house.todos(of: house.scene.subdistrict).isEmpty)
        // The new street has nobody yet, so the district is asked.
        let after = try await house.house.todos(of: house.scene.district)
        #expect(
            after.filter { !before.contains($0) }.sorted { $0.rawValue < $1.rawValue } == [
                .consentExport, .consentRemovals,
            ])
        #expect(try await Verification(house.platform).violations() == [])
    }
}
