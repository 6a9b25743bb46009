import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// 批量导入 and 导出 of 组织 and 企业.
@Suite struct OrganisationSheetTests {
    private func csv(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    private func street(_ house: DistrictHouse, ticket: String? = nil) -> Occasion {
        EnrolmentScene.occasion(house.levelTwo, ticket: ticket)
    }

    private func preview(
        _ sheets: OrganisationSheets, _ id: ID<OrganisationSheet>, _ who: Occasion, _ part: OrganisationPart? = nil
    ) async throws -> OrganisationSheets.Preview {
        try await sheets.preview(id, part, nil, page: ListPage(), who)
    }

    private func list(_ house: DistrictHouse) -> [UInt8] {
        let (committee, street) = (house.scene.committee, house.scene.subdistrict)
        return csv([
            "示例街道工会名册,,,,",
            "地址,组织名称,上级,类型,编号,备注",
            "示例路 9 号,,,,\(committee.code),",
            ",示例新工会,\(street.name),工会委员会,,新建",
            ",示例新工会,\(street.name),工会委员会,,重复",
            ",示例二工会,\(street.name),总公司,,",
            ",别处的工会,,,999999999999,",
            ",示例三工会,,工会委员会,,",
        ])
    }

    @Test(arguments: Engine.available)
    func `A list asks for unions as the forms do, and the same list again changes nothing`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let sheets = OrganisationSheets(house.platform)
        let id = try await sheets.stage(list(house), name: "名册.csv", .unions, street(house))
        let shown = try await preview(sheets, id, street(house), .failed)
        #expect(shown.counts == OrganisationCounts(added: 1, changed: 1, failed: 4))
        #expect(shown.layout?.headerRow == 2)
        #expect(shown.layout?.unused == ["备注"])
        #expect(
            shown.verdicts.map { $0.remarks.map(\.fault) } == [
                [.repeated(row: 4)], [.kindUnknown], [.codeUnknown], [.superiorMissing],
            ])
        await #expect(throws: OrganisationSheetRefusal.changed(shown: 3, now: 2)) {
            _ = try await sheets.apply(id, expected: 3, street(house))
        }
        let counts = try await sheets.apply(id, expected: 2, street(house, ticket: "apply"))
        #expect(counts == shown.counts)
        #expect(try await sheets.apply(id, expected: 2, street(house, ticket: "apply")) == counts)
        let asked = try await UnionRequests(house.platform).list(.requested, page: ListPage(), street(house))
        #expect(Set(asked.lines.map(\.kind)) == [.founding, .amendment])
        #expect(asked.total == 2)

        let again = try await sheets.stage(list(house), name: "名册.csv", .unions, street(house))
        let second = try await preview(sheets, again, street(house), .unchanged)
        #expect(second.counts == OrganisationCounts(unchanged: 2, failed: 4, warned: 2))
        #expect(second.verdicts.map { $0.remarks.map(\.fault) } == [[.awaitsReview], [.awaitsReview]])
        let failures = try await sheets.failures(id, street(house))
        #expect(failures.name == "名册-待修改.xlsx")
        let returned = try await sheets.stage(failures.bytes, name: failures.name, .unions, street(house))
        #expect(try await preview(sheets, returned, street(house)).counts.failed == 3)
    }

    @Test(arguments: Engine.available)
    func `A row is mended in place, and a column is put otherwise`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let sheets = OrganisationSheets(house.platform)
        let id = try await sheets.stage(list(house), name: "名册.csv", .unions, street(house))
        let mended = try await sheets.edit(6, of: id, to: [.kind: "联合工会"], street(house))
        #expect(mended?.outcome == .added)
        #expect(try await preview(sheets, id, street(house)).counts.added == 2)
        await #expect(throws: OrganisationLayoutProblem.usedTwice(.superiorName, .name)) {
            try await sheets.arrange(id, [.name: 1, .superiorName: 1], street(house))
        }
        try await sheets.arrange(id, [.code: 4, .address: 5], street(house))
        #expect(try await preview(sheets, id, street(house)).layout?.position(of: .name) == nil)
    }

    /// Two lists of one workbook, and a sheet that is none.
    private func workbook(_ house: DistrictHouse) throws -> [UInt8] {
        try WorkbookBytes.write(created: EnrolmentScene.now) { writer in
            for (name, headers, cells) in [
                ("一月", ["单位全名", "组织名称", "上级"], ["", "一月新工会", house.scene.subdistrict.name]),
                ("二月", ["单位全名", "归谁管", "哪一种"], ["二月新工会", house.scene.subdistrict.name, "工会委员会"]),
            ] {
                let sheet = try writer.addSheet(
                    SheetPlan(name: name, columns: headers.map { SheetColumn($0, width: 20) }))
                try sheet.header()
                try sheet.row(cells.map { .text($0) })
            }
        }
    }

    @Test(arguments: Engine.available)
    func `Another sheet of a workbook is read, and its columns are remembered for the union alone`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let sheets = OrganisationSheets(house.platform)
        let file = try workbook(house)
        let id = try await sheets.stage(file, name: "名册.xlsx", .unions, street(house))
        let first = try await sheets.columns(of: id, street(house))
        #expect(first.layout.sheet == "一月")
        #expect(first.sheets == ["一月", "二月"])
        let second = try await sheets.columns(of: id, sheet: 1, street(house))
        #expect(second.layout.sheet == "二月")
        #expect(second.layout.lacking(for: .unions) == [.name])
        #expect(second.samples.first == ["二月新工会"])
        _ = try await sheets.edit(2, of: id, to: [.kind: "联合工会"], street(house))
        let positions: [OrganisationColumn: Int] = [.name: 0, .superiorName: 1, .kind: 2]
        await #expect(throws: OrganisationLayoutProblem.missing([.name])) {
            try await sheets.arrange(id, [.kind: 2], sheet: 1, street(house))
        }
        try await sheets.arrange(id, positions, sheet: 1, street(house))
        let shown = try await preview(sheets, id, street(house))
        #expect(shown.layout?.sheet == "二月")
        #expect(shown.layout?.otherLists == ["一月"])
        // What was typed into the other sheet's second row is not this one's.
        #expect(shown.counts == OrganisationCounts(added: 1))
        let again = try await sheets.stage(file, name: "名册.xlsx", .unions, street(house))
        #expect(try await sheets.columns(of: again, sheet: 1, street(house)).layout.position(of: .name) == 0)
        let stranger = EnrolmentScene.occasion(house.otherDistrict)
        let theirs = try await sheets.stage(file, name: "名册.xlsx", .unions, stranger)
        #expect(try await sheets.columns(of: theirs, sheet: 1, stranger).layout.position(of: .name) == nil)
        // Nobody who looks into the database learns what a header says.
        #expect(try await house.house.count("import_layout WHERE headers LIKE '%单位%'") == 0)
    }

    @Test(arguments: Engine.available)
    func `What is taken out can be uploaded again and changes nothing`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let sheets = OrganisationSheets(house.platform)
        let file = try await OrganisationExports(house.platform).export(
            .unions, UnionFilter(), under: nil, street(house))
        let id = try await sheets.stage(file.bytes, name: file.name, .unions, street(house))
        let counts = try await preview(sheets, id, street(house)).counts
        #expect(counts.rows >= 3)
        #expect(counts == OrganisationCounts(unchanged: counts.rows))
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk)
        let enterprises = try await OrganisationExports(house.platform).export(
            .enterprises, UnionFilter(), under: nil, clerk)
        let again = try await sheets.stage(enterprises.bytes, name: enterprises.name, .enterprises, clerk)
        let seen = try await preview(sheets, again, clerk).counts
        #expect(seen == OrganisationCounts(unchanged: 2))
    }

    @Test(arguments: Engine.available)
    func `A contact's mobile number leaves masked, and what comes back masked keeps the number`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let (sheets, unions) = (OrganisationSheets(house.platform), Unions(house.platform))
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk)
        let mobile = OrganisationParticulars(
            name: "示例丙有限公司", creditCode: "913100000000001745", contactName: "王示例", contactPhone: "19900000003")
        let landline = OrganisationParticulars(
            name: "示例丁有限公司", creditCode: "913101010000003340", contactPhone: "021-12345678")
        let receipt = try await unions.addEnterprise(mobile, to: house.scene.joint.id, clerk)
        _ = try await unions.addEnterprise(landline, to: house.scene.joint.id, clerk)
        let file = try await OrganisationExports(house.platform).export(
            .enterprises, UnionFilter(), under: nil, clerk)
        var texts: [String] = []
        let workbook = try Workbook.open(bytes: file.bytes)
        try workbook.rows(of: try #require(workbook.sheets.first)) { texts += $0.cells.map(\.text) }
        #expect(texts.contains("199****0003"))
        #expect(texts.contains("02112345678"))
        #expect(!texts.contains { $0.contains("19900000003") })
        #expect(texts.first?.contains("\(clerk.actor.displayName)") == true)
        #expect(try await house.house.count("event WHERE action = 'exported' AND detail LIKE '%phones=masked'") == 1)
        let id = try await sheets.stage(file.bytes, name: file.name, .enterprises, clerk)
        let counts = try await preview(sheets, id, clerk).counts
        #expect(counts == OrganisationCounts(unchanged: counts.rows))

        let moved = csv([
            "统一社会信用代码,地址,联系电话", "913100000000001745,示例路 9 号,199****0003",
            "913101010000003340,示例路 9 号,199****0003",
        ])
        let again = try await sheets.stage(moved, name: "企业.csv", .enterprises, clerk)
        let shown = try await preview(sheets, again, clerk, .failed)
        #expect(shown.counts == OrganisationCounts(changed: 1, failed: 1))
        #expect(shown.repairs.map(\.repair) == [.correctPhone])
        _ = try await sheets.apply(again, expected: 1, clerk)
        let kept = try await unions.enterprise(receipt.enterprise, clerk).particulars
        #expect(kept.contactPhone == "19900000003")
        #expect(kept.address == "示例路 9 号")
    }

    @Test(arguments: Engine.available)
    func `Enterprises are entered at once; a taken code, a wrong check and a stranger's list are refused`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let sheets = OrganisationSheets(house.platform)
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk)
        let known = house.scene.enterprises
        let file = csv([
            "统一社会信用代码,企业名称,信用代码保留原因,联系电话",
            "913100000000001745,示例丙有限公司,,19900000003",
            "913100000000001746,示例丁有限公司,,",
            "913101010000003340,示例戊有限公司,,12",
        ])
        let id = try await sheets.stage(file, name: "企业.csv", .enterprises, clerk)
        let shown = try await preview(sheets, id, clerk, .failed)
        #expect(shown.counts == OrganisationCounts(added: 1, failed: 2))
        #expect(shown.repairs.map(\.repair) == [.giveReason, .correctPhone])
        _ = try await sheets.edit(3, of: id, to: [.creditReason: "证照上如此"], clerk)
        #expect(try await preview(sheets, id, clerk).counts == OrganisationCounts(added: 2, failed: 1, warned: 1))
        _ = try await sheets.apply(id, expected: 2, clerk)
        let after = try await Unions(house.platform).find(house.scene.joint.id, clerk)
        #expect(after.enterprises.count == known.filter { $0.union == house.scene.joint.id }.count + 2)
        #expect(after.history.map(\.event) == [.enterpriseAdded, .enterpriseAdded])
        await #expect(throws: Refusal.notFound) {
            _ = try await sheets.preview(id, nil, nil, page: ListPage(), house.house.clerk())
        }
        let again = try await sheets.stage(file, name: "企业.csv", .enterprises, clerk)
        #expect(try await preview(sheets, again, clerk, .unchanged).counts.unchanged >= 1)
        #expect(try await Verification(house.platform).violations() == [])
    }
}
