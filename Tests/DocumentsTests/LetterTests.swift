import Documents
import Foundation
import Testing

@Suite("A letter")
struct LetterTests {
    init() throws {
        try LetterFonts.use(folder: Fixtures.resources.appending(path: "fonts").path)
    }

    private func letter(rows: Int = 3) -> Letter {
        Letter(
            title: "参保告知书", reference: "编号：JB2024-319900001", version: "第 1 版", addressee: "会员甲所在单位：",
            body: [
                .paragraph("截至今日参加在职类会员共计 128 人，请于2023年12月25日之前划款。"),
                .facts([.init("户名", "演示中心"), .init("帐号", "1990 0000 0000 0017")]),
                .table(
                    .init(
                        columns: [.init("类型"), .init("人数", .trailing), .init("费用", .trailing)],
                        rows: (0..<rows).map { ["第\($0)类", "\($0)", "\($0).00"] }, totals: ["合计", "3", "3.00"])),
            ],
            signatures: ["演示中心"], date: "2023年11月20日",
            code: .init(payload: "https://example.invalid/verify/1", caption: "扫码核验"), footnote: "演示数据。",
            banner: "演示", header: "演示中心", footer: "电话 199 0000 0000", pageNumber: "第 {page} 页，共 {pages} 页",
            author: "演示中心", issuedAt: 1_700_445_600_000)
    }

    private func pages(_ pdf: [UInt8]) -> Int {
        Fixtures.count("/Type /Page", in: pdf) - Fixtures.count("/Type /Pages", in: pdf)
    }

    @Test("is the same file every time, on whatever thread it is made")
    func deterministic() async throws {
        let expected = try letter().pdf()
        let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask { try letter().pdf() }
            }
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(others.count == 8)
        #expect(others.allSatisfy { $0 == expected })
    }

    @Test("is a PDF of one page with its fonts inside, dated by its own instant")
    func onePage() throws {
        let pdf = try letter().pdf()
        #expect(Picture.identify(pdf) == .pdf)
        #expect(pages(pdf) == 1)
        #expect(Fixtures.count("/FontFile3", in: pdf) == 2)
        #expect(Fixtures.contains(pdf, "LetterSong-Regular"))
        #expect(Fixtures.contains(pdf, "20231120020000Z"))
    }

    @Test("changes when its model changes")
    func differs() throws {
        let first = try letter().pdf()
        var superseded = letter()
        superseded.banner = "已被第2版替代"
        #expect(try superseded.pdf() != first)
        var later = letter()
        later.issuedAt += 1000
        #expect(try later.pdf() != first)
    }

    @Test("goes on over as many pages as its table needs")
    func manyPages() throws {
        #expect(pages(try letter(rows: 30).pdf()) == 2)
        #expect(pages(try letter(rows: 1000).pdf()) > 30)
    }

    @Test("may consist of almost nothing")
    func empty() throws {
        let pdf = try Letter(title: "", body: [.facts([]), .table(.init(columns: [], rows: []))], issuedAt: 0).pdf()
        #expect(pages(pdf) == 1)
    }

    @Test(
        "is set whatever its texts hold",
        arguments: [
            "\0\u{1}\u{7F}\u{85}", "\u{202E}逆\u{202C}", "\r\n\t\n\n", "👩‍👩‍👧‍👦🇨🇳",
            "e" + String(repeating: "\u{301}", count: 500),
            String(repeating: "长", count: 3000), String(repeating: "W", count: 3000), "%s%n</b>&amp;", "𬭎㛃龘",
        ])
    func hostileText(text: String) throws {
        var letter = letter()
        letter.title = text
        letter.addressee = text
        letter.body.append(.paragraph(text))
        letter.banner = text
        letter.footer = text
        #expect(Picture.identify(try letter.pdf()) == .pdf)
    }

    @Test("has a date in its properties whatever the instant", arguments: [Int64.min, -1, 0, Int64.max])
    func farInstants(issuedAt: Int64) throws {
        #expect(Picture.identify(try Letter(title: "信", body: [], issuedAt: issuedAt).pdf()) == .pdf)
    }

    @Test("refuses a row that has not one cell per column")
    func unevenRow() throws {
        let table = Letter.Table(columns: [.init("甲"), .init("乙")], rows: [["1", "2"], ["1"]])
        #expect(throws: LetterFailure.unevenRow(1)) {
            try Letter(title: "信", body: [.table(table)], issuedAt: 0).pdf()
        }
    }

    @Test("refuses a cell that is taller than a page")
    func tallCell() throws {
        let cell = String(repeating: "高", count: 9000)
        let table = Letter.Table(columns: [.init("甲"), .init("乙")], rows: [[cell, cell]])
        #expect(throws: LetterFailure.doesNotFit) {
            try Letter(title: "信", body: [.table(table)], issuedAt: 0).pdf()
        }
    }

    @Test("refuses more text or rows than its limits")
    func tooLong() throws {
        let text = String(repeating: "a", count: Letter.textLimit + 1)
        #expect(throws: LetterFailure.tooLong) {
            try Letter(title: "信", body: [.paragraph(text)], issuedAt: 0).pdf()
        }
        let facts = [Letter.Fact](repeating: .init("甲", "乙"), count: Letter.rowLimit + 1)
        #expect(throws: LetterFailure.tooLong) {
            try Letter(title: "信", body: [.facts(facts)], issuedAt: 0).pdf()
        }
    }

    @Test("refuses a code too dense to be read from paper")
    func denseCode() throws {
        var letter = letter()
        letter.code = .init(payload: String(repeating: "x", count: 2300), caption: "")
        #expect(throws: LetterFailure.code(.tooLong)) { try letter.pdf() }
    }

    @Test("needs a folder with fonts, if one is named")
    func noFonts() {
        #expect(throws: LetterFailure.fontMissing("/nonexistent")) { try LetterFonts.use(folder: "/nonexistent") }
    }
}
