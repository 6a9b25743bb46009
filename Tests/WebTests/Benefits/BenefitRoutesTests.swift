import Foundation
import Testing

@Suite struct BenefitRoutesTests {
    private static let file = """
        姓名,证件类型,证件号码,保障年度,给付种类,给付金额,给付日期,给付编号
        会员甲,护照,E00000001,2023,住院,1200.00,2023-06-01,GF1
        会员乙,护照,E00000009,2023,住院,1200.00,2023-06-01,GF2

        """

    @Test("a file is looked at and taken, and the unit finds the payment, by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/benefits").text.contains("还没有给付信息"))
        #expect(try await centre.get("/benefits/template").status == 200)
        let bare = try await centre.upload([], to: "/benefits/imports", name: "a.csv")
        #expect(bare.status == 422)
        let odd = try await centre.upload(Array("姓名\n会员甲\n".utf8), to: "/benefits/imports", name: "a.csv")
        #expect(odd.text.contains("文件中没有找到这些列：证件号码"))
        let staged = try await centre.upload(Array(Self.file.utf8), to: "/benefits/imports", name: "a.csv")
        let page = try #require(staged.location)
        let preview = try await centre.get(page).text
        #expect(preview.contains("登记 1 笔，共 1,200.00 元"))
        #expect(preview.contains("全市会员中没有这个证件号码的人"))
        #expect(!preview.contains("E00000009"))
        #expect(try await centre.post(page + "/application", ticket: "take").location == page)
        #expect(try await centre.post(page + "/discard", ticket: "late").status == 409)

        let clerk = try await desk.browser("clerk")
        let list = try await clerk.get("/benefits").text
        #expect(list.contains("会员甲"))
        #expect(list.contains("1,200.00"))
        #expect(!list.contains("E00000001"))
        #expect(try await desk.browser("other").get("/benefits").text.contains("还没有给付信息"))
        let found = try await clerk.post("/benefits", ["document": "E00000001", "kind": "住院"], ticket: "find")
        let address = try #require(found.location)
        #expect(!address.contains("E00000001"))
        #expect(try await clerk.get(address).text.contains("GF1"))
        let none = try await clerk.post("/benefits", ["name": "会员乙"], ticket: "find2")
        #expect(try await clerk.get(try #require(none.location)).text.contains("没有符合条件的给付信息"))
        #expect(try await clerk.post("/benefits/export", ticket: "out").status == 200)
        #expect(try await clerk.post("/benefits/export", ["year": "2001"], ticket: "out2").location == "/benefits")

        let start = try #require(list.range(of: "href=\"/benefits/"))
        let sheet = "/benefits/" + list[start.upperBound...].prefix { $0.isNumber }
        #expect(try await clerk.get(sheet).text.contains("登记经过"))
        #expect(try await clerk.get(sheet + "/correction").status == 403)
        #expect(try await desk.browser("other").get(sheet).status == 404)
    }

    @Test("the centre enters a payment, corrects it and cancels it, with a reason")
    func forms() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/benefits/new").status == 200)
        var fields = [
            "name": "会员甲", "document-type": "passport", "document-number": "E00000001", "year": "2023",
            "kind": "住院", "amount": "0", "paid-on": "2023-06-01", "reference": "GF1",
        ]
        let refused = try await centre.post("/benefits/new", fields, ticket: "a")
        #expect(refused.status == 422)
        #expect(refused.text.contains("请填写大于 0 的金额"))
        fields["amount"] = "1200"
        let sheet = try #require(try await centre.post("/benefits/new", fields, ticket: "b").location)
        fields["amount"] = "1300"
        fields["reason"] = ""
        #expect(try await centre.post(sheet + "/correction", fields, ticket: "c").text.contains("请填写原因"))
        fields["reason"] = "金额录错"
        let corrected = try #require(try await centre.post(sheet + "/correction", fields, ticket: "d").location)
        #expect(corrected != sheet)
        #expect(try await centre.get(sheet).text.contains("这条记录已更正"))
        #expect(try await centre.get(sheet + "/correction").location == sheet)
        #expect(try await centre.post(corrected + "/cancellation", ticket: "e").status == 422)
        let gone = try await centre.post(corrected + "/cancellation", ["reason": "重复"], ticket: "f")
        #expect(gone.location == corrected)
        #expect(try await centre.get(corrected).text.contains("这条记录已撤销"))
    }
}
