import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 保障信息查询 and 参保信息查询 (domain 5.8): every condition leaves out whom it does not name.
@Suite struct CoverageSearchTests {
    /// Two units of a district: three people by plan A, in force; two by A+ in a later batch, whose voucher is awaited.
    private struct World {
        let house: DistrictHouse
        let alone: [Coverage]
        let joint: [Coverage]

        static func open(_ engine: Engine) async throws -> World {
            let house = try await DistrictHouse.open(engine)
            let person = EnrolmentHouse.insured
            try await house.approved([person, person, person])
            let first = try await house.submit().submission
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), first, [try VoucherTests.picture()])
            _ = try await house.vouchers.decide(
                house.centre(), first, .accept, stamp: try await house.record(first).stamp)
            try await jointUnitHandsIn(house, [person, person])
            let all = try await house.searched(CoverageSearches.Search())
            return World(
                house: house, alone: all.filter { $0.plan == "A" }, joint: all.filter { $0.plan == "A+" })
        }

        private static func jointUnitHandsIn(_ house: DistrictHouse, _ people: [BucketFacts]) async throws {
            let scene = house.scene
            let (clerk, enterprise) = (EnrolmentScene.occasion(scene.jointClerk), scene.enterprises[1].id)
            try await scene.add(people, to: scene.otherUnit, from: 10)
            let enrolments = house.house.enrolments
            try await enrolments.choosePlan(clerk, enterprise: enterprise, plan: "A+")
            let overview = try await enrolments.overview(clerk, enterprise: enterprise)
            _ = try await enrolments.submit(
                clerk, enterprise: enterprise,
                SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
            _ = try await house.reviews.approve(
                house.reviewer(), try await house.pending().pending.entries.map(\.reviewed))
            let officer = house.officer(on: "2023-12-28")
            _ = try await house.submissions.submit(
                officer, contact: try DistrictHouse.contact(),
                expecting: try await house.submissions.rehearsal(officer).expected)
        }

        func found(_ narrow: (inout CoverageSearches.Search) -> Void) async throws -> [Coverage] {
            var search = CoverageSearches.Search()
            narrow(&search)
            return try await house.searched(search)
        }

        func found(of unit: Coverages.Search) async throws -> [Coverage] {
            let page = try await Coverages(house.platform).page(
                house.house.clerk(on: "2024-02-01"), enterprise: nil, unit, .first, size: 20)
            #expect(page.listing.total == page.listing.coverages.count)
            return page.listing.coverages
        }

        /// Gives the person of a coverage a document that can be typed.
        func setDocument(of coverage: Coverage, _ number: String) async throws {
            let document = IdentityDocument(type: .passport, number: number, expiry: nil)
            let index = house.scene.seal.index(document.key, for: .documentNumber)
            try await house.scene.database.write { transaction in
                try transaction.execute(
                    """
                    UPDATE identity_document SET number_index = \(index)
                    WHERE person_id = (SELECT person_id FROM coverage WHERE id = \(coverage.id))
                    """)
            }
        }

        /// Makes a coverage one of the year before.
        func moveToLastYear(_ coverage: Coverage) async throws {
            try await house.scene.database.write {
                try $0.execute("UPDATE coverage SET year = 2023 WHERE id = \(coverage.id)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func `A unit is found by a part of its name or of its organisation code`(engine: Engine) async throws {
        let world = try await World.open(engine)
        #expect(world.alone.count == 3)
        #expect(world.joint.count == 2)
        #expect(Set(world.joint.map(\.unitName)) == ["示例甲有限公司"])
        let joint = world.house.scene.otherUnit.id
        try await world.house.scene.database.write {
            try $0.execute("UPDATE enrolling_unit SET organisation_code = 'MA0000772' WHERE id = \(joint)")
        }
        #expect(try await world.found { $0.unit = "例甲" } == world.joint)
        #expect(try await world.found { $0.unit = "示例科技" } == world.alone)
        #expect(try await world.found { $0.unit = "0772" } == world.joint)
        #expect(try await world.found { $0.unit = "有限公司" }.count == 5)
        // Signs that a pattern gives a meaning to are letters here.
        #expect(try await world.found { $0.unit = "示_甲" }.isEmpty)
        #expect(try await world.found { $0.unit = "%" }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `A plan that is offered no more can still be asked for, and each stands once`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let searches = CoverageSearches(house.platform)
        let now = try await searches.page(house.officer(), CoverageSearches.Search(), .first, size: 20).plans
        let dropped = try #require(now.last)
        try await house.becomesLastYear()
        try await house.scene.database.write {
            try $0.execute("UPDATE plan SET type = 'C' WHERE year = 2023 AND type = \(dropped)")
        }
        let page = try await searches.page(house.officer(), CoverageSearches.Search(), .first, size: 20)
        #expect(page.years == [2024, 2023])
        #expect(page.plans == now + ["C"])
    }

    @Test(arguments: Engine.available)
    func `Plan, state and batch narrow the list, each alone and together`(engine: Engine) async throws {
        let world = try await World.open(engine)
        #expect(try await world.found { $0.plan = "A" } == world.alone)
        #expect(try await world.found { $0.plan = "A+" } == world.joint)
        #expect(try await world.found { $0.plan = "B" }.isEmpty)
        #expect(try await world.found { $0.status = .inForce } == world.alone)
        #expect(try await world.found { $0.status = .provisional } == world.joint)
        #expect(try await world.found { $0.status = .lapsed }.isEmpty)
        #expect(try await world.found { $0.batch = "CB20231227" } == world.alone)
        #expect(try await world.found { $0.batch = world.joint[0].submission } == world.joint)
        // A number is typed from its beginning.
        #expect(try await world.found { $0.batch = "20231227" }.isEmpty)
        let both = try await world.found {
            $0.plan = "A+"
            $0.status = .inForce
        }
        #expect(both.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `A year shows its own people, and all years the newest first`(engine: Engine) async throws {
        let world = try await World.open(engine)
        let old = world.alone[0]
        try await world.moveToLastYear(old)
        #expect(try await world.found { $0.year = 2023 }.map(\.id) == [old.id])
        #expect(try await world.found { $0.year = 2024 } == Array(world.alone.dropFirst()) + world.joint)
        #expect(try await world.found { _ in }.map(\.year) == [2024, 2024, 2024, 2024, 2023])
        #expect(try await world.found(of: Coverages.Search(year: 2023)).map(\.id) == [old.id])
        #expect(try await world.found(of: Coverages.Search(year: 2024)) == Array(world.alone.dropFirst()))
    }

    @Test(arguments: Engine.available)
    func `A person is found by a kept number, and nobody by one that is not kept`(engine: Engine) async throws {
        let world = try await World.open(engine)
        try await world.setDocument(of: world.joint[1], "E19900001")
        let searches = CoverageSearches(world.house.platform)
        let token = try await searches.keep("E19900001", world.house.officer())
        #expect(try await world.found { $0.person = token } == [world.joint[1]])
        let unknown = try await searches.keep("E19900002", world.house.officer())
        #expect(try await world.found { $0.person = unknown }.isEmpty)
        #expect(try await world.found { $0.person = "invented" }.isEmpty)
        // What another account has kept is nobody's here.
        let others = try await searches.keep(
            "E19900001", EnrolmentScene.occasion(world.house.levelTwo, on: "2024-01-08"))
        #expect(try await world.found { $0.person = others }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `Nobody sees whom another district has covered`(engine: Engine) async throws {
        let world = try await World.open(engine)
        let stranger = EnrolmentScene.occasion(world.house.otherDistrict, on: "2024-02-01")
        let listing = try await CoverageSearches(world.house.platform).page(
            stranger, CoverageSearches.Search(), .first, size: 20
        ).listing
        #expect(listing.total == 0)
        #expect(listing.coverages.isEmpty)
        // A unit sees its own alone, those of its level 2 stay out.
        #expect(try await world.found(of: Coverages.Search()) == world.alone)
    }

    @Test(arguments: Engine.available)
    func `A unit finds its people by number, name, document and state`(engine: Engine) async throws {
        let world = try await World.open(engine)
        let (first, second) = (world.alone[0], world.alone[1])
        try await world.setDocument(of: second, "E19900001")
        func found(number: String = "", name: String = "", document: String = "") async throws -> [Coverage] {
            let person = Confirmations.Search(number: number, name: name, document: document)
            return try await world.found(of: Coverages.Search(person: person))
        }
        #expect(try await found(number: first.number) == [first])
        #expect(try await found(number: world.joint[0].number).isEmpty)
        #expect(try await found(name: second.name) == [second])
        #expect(try await found(name: "会员").isEmpty)
        #expect(try await found(document: "E19900001") == [second])
        #expect(try await found(document: "E19900002").isEmpty)
        #expect(try await found(number: first.number, name: second.name).isEmpty)
        #expect(try await world.found(of: Coverages.Search(status: .inForce)) == world.alone)
        #expect(try await world.found(of: Coverages.Search(status: .provisional)).isEmpty)
    }
}

extension DistrictHouse {
    /// Whom the district finds, with their number as the page says it.
    fileprivate func searched(_ search: CoverageSearches.Search) async throws -> [Coverage] {
        let listing = try await CoverageSearches(platform).page(officer(), search, .first, size: 20).listing
        #expect(listing.total == listing.coverages.count)
        return listing.coverages
    }
}
