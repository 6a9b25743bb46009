import CXlsxWriter

/// Puts the print settings into a sheet.
enum PageSetting {
    private static let paperA4: UInt8 = 9

    static func apply(_ page: PagePlan, to worksheet: UnsafeMutablePointer<lxw_worksheet>) {
        worksheet_set_paper(worksheet, paperA4)
        switch page.orientation {
        case .portrait: worksheet_set_portrait(worksheet)
        case .landscape: worksheet_set_landscape(worksheet)
        }
        worksheet_set_margins(worksheet, 0.5, 0.5, 0.7, 0.7)
        worksheet_fit_to_pages(worksheet, 1, 0)
        let header = code(page.header)
        if !header.isEmpty { _ = worksheet_set_header(worksheet, header) }
        let footer = code(page.footer)
        if !footer.isEmpty { _ = worksheet_set_footer(worksheet, footer) }
    }

    /// The line in the codes of ECMA-376 part 1, 18.3.1.46.
    static func code(_ line: PagePlan.Line) -> String {
        section("&L", line.left) + section("&C", line.centre) + section("&R", line.right)
    }

    private static func section(_ position: String, _ pieces: [PagePlan.Piece]) -> String {
        guard !pieces.isEmpty else { return "" }
        return position
            + pieces.map { piece in
                switch piece {
                case .text(let text): text.replacing("&", with: "&&")
                case .pageNumber: "&P"
                case .pageCount: "&N"
                }
            }.joined()
    }
}
