import CXlsxWriter

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts the drop-down list of a column into a sheet.
enum ColumnChoices {
    private static let lastRow: UInt32 = 1_048_575

    /// False if the list or its messages are longer than the format allows.
    static func add(
        _ choices: Choices, to worksheet: UnsafeMutablePointer<lxw_worksheet>, column: UInt16, below row: UInt32
    ) -> Bool {
        guard fits(choices.prompt), fits(choices.complaint) else { return false }
        var texts: [UnsafeMutablePointer<CChar>?] = []
        func keep(_ text: String?) -> UnsafeMutablePointer<CChar>? {
            let copy = text.flatMap { strdup($0) }
            texts.append(copy)
            return copy
        }
        defer { for text in texts { free(text) } }

        var validation = lxw_data_validation()
        validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.input_title = keep(choices.prompt?.title)
        validation.input_message = keep(choices.prompt?.text)
        validation.error_title = keep(choices.complaint?.title)
        validation.error_message = keep(choices.complaint?.text)
        switch choices.strictness {
        case .refuse: validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
        case .warn: validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        }
        switch choices.source {
        case .list(let items):
            guard !items.isEmpty, !items.contains(where: { $0.isEmpty || $0.contains(",") }),
                items.joined(separator: ",").utf16.count <= 255
            else { return false }
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            var list = items.map { keep($0) } + [nil]
            return list.withUnsafeMutableBufferPointer { pointer in
                validation.value_list = pointer.baseAddress
                return apply(&validation, worksheet, column, row)
            }
        case .cells(let sheet, let source, let rows):
            guard source >= 0, rows.lowerBound >= 1, rows.upperBound <= Int(lastRow) + 1 else { return false }
            let letters = SheetRow.letters(ofColumn: source)
            let name = sheet.replacing("'", with: "''")
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            validation.value_formula = keep(
                "='\(name)'!$\(letters)$\(rows.lowerBound):$\(letters)$\(rows.upperBound)")
            return apply(&validation, worksheet, column, row)
        }
    }

    private static func apply(
        _ validation: inout lxw_data_validation, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16,
        _ row: UInt32
    ) -> Bool {
        guard row < lastRow else { return false }
        return worksheet_data_validation_range(worksheet, row + 1, column, lastRow, column, &validation) == LXW_NO_ERROR
    }

    private static func fits(_ message: Choices.Message?) -> Bool {
        guard let message else { return true }
        return message.title.utf16.count <= 32 && message.text.utf16.count <= 255
    }
}
