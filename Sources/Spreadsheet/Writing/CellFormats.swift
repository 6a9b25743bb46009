import CXlsxWriter

/// The cell formats of a workbook, each made when it is first used.
final class CellFormats {
    typealias Format = UnsafeMutablePointer<lxw_format>

    enum Use: Hashable {
        case column(SheetColumn.Kind, RowTone)
        case heading(SheetColumn.Necessity)
        case title
        case note
    }

    /// Formats every spreadsheet has: `@`, `0` and `#,##0.00` (ECMA-376 part 1, 18.8.30).
    private static let text: UInt8 = 49
    private static let whole: UInt8 = 1
    private static let amount: UInt8 = 4

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var formats: [Use: Format] = [:]

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        self.workbook = workbook
    }

    func format(_ use: Use) -> Format? {
        if let format = formats[use] { return format }
        guard let format = workbook_add_format(workbook) else { return nil }
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        switch use {
        case .column(let kind, let tone): set(kind, tone, on: format)
        case .heading(let necessity):
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
            format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_border_color(format, 0xBFBFBF)
            format_set_bg_color(format, necessity == .required ? 0xFCE4D6 : 0xEDEDED)
            format_set_num_format_index(format, CellFormats.text)
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 14)
            format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .note:
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            format_set_font_color(format, 0x595959)
        }
        formats[use] = format
        return format
    }

    private func set(_ kind: SheetColumn.Kind, _ tone: RowTone, on format: Format) {
        switch kind {
        case .text: format_set_num_format_index(format, CellFormats.text)
        case .integer: format_set_num_format_index(format, CellFormats.whole)
        case .number(let decimals):
            let digits = String(repeating: "0", count: min(6, max(0, decimals)))
            format_set_num_format(format, digits.isEmpty ? "0" : "0." + digits)
        case .money: format_set_num_format_index(format, CellFormats.amount)
        case .date: format_set_num_format(format, "yyyy-mm-dd")
        }
        switch tone {
        case .plain: break
        case .total:
            format_set_bold(format)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .marked: format_set_bg_color(format, 0xFFE1E1)
        }
    }
}
