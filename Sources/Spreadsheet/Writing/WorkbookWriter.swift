import CXlsxWriter

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes an xlsx workbook row by row, in constant memory.
///
/// The same calls give the same bytes: the date of creation is an argument. Belongs to one thread at a time. A writer
/// that goes away before `close` removes its file.
public final class WorkbookWriter {
    private let path: String
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let formats: CellFormats
    private var sheets: [SheetWriter] = []
    private var opening = Opening.nowhere

    /// The sheet at which a spreadsheet opens the file: the first that is visible.
    private enum Opening {
        case nowhere, found
    }

    /// Makes the file.
    ///
    /// `created` is in seconds since 1970 and stands in the document's properties. The rows wait in the temporary
    /// folder (the system's if nil) until `close`.
    public init(
        path: String, created: Int64, author: String = "", temporaryFolder: String? = nil
    ) throws(WritingFailure) {
        self.path = path
        // Whether the file can be made is asked at once, not after the last row.
        guard let probe = fopen(path, "wb") else { throw .file(detail: "cannot write \(path)") }
        fclose(probe)
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let folder = temporaryFolder.flatMap { strdup($0) }
        defer { free(folder) }
        options.tmpdir = folder
        guard let workbook = workbook_new_opt(path, &options) else { throw .file(detail: "no memory for \(path)") }
        self.workbook = workbook
        formats = CellFormats(workbook)
        workbook_unset_default_url_format(workbook)
        var properties = lxw_doc_properties()
        properties.created = time_t(created)
        let name = strdup(author)
        defer { free(name) }
        properties.author = name
        workbook_set_properties(workbook, &properties)
    }

    deinit {
        guard let workbook else { return }
        // Only closing gives back the temporary files.
        workbook_close(workbook)
        unlink(path)
    }

    /// Adds a sheet after the others.
    public func addSheet(_ plan: SheetPlan) throws(WritingFailure) -> SheetWriter {
        guard let workbook else { throw .closed }
        guard allows(sheetName: plan.name) else { throw .sheetName(plan.name) }
        guard let worksheet = workbook_add_worksheet(workbook, plan.name) else {
            throw .file(detail: "no temporary file for a sheet")
        }
        let sheet = SheetWriter(worksheet, plan, formats)
        try sheet.prepare()
        switch (opening, plan.visibility) {
        case (.nowhere, .visible):
            // Without one to open at, the library shows the first sheet, hidden or not.
            worksheet_activate(worksheet)
            opening = .found
        case (.nowhere, .hidden), (.nowhere, .veryHidden), (.found, _): break
        }
        sheets.append(sheet)
        return sheet
    }

    /// Whether a further sheet can be called so: the name is neither too long nor taken, and holds nothing forbidden.
    public func allows(sheetName name: String) -> Bool {
        !name.isEmpty && workbook_validate_sheet_name(workbook, name) == LXW_NO_ERROR
    }

    /// Finishes the file; no sheet can be written afterwards.
    public func close() throws(WritingFailure) {
        guard let workbook else { throw .closed }
        for sheet in sheets { sheet.finish() }
        self.workbook = nil
        let result = workbook_close(workbook)
        guard result == LXW_NO_ERROR else {
            unlink(path)
            throw .file(detail: lxw_strerror(result).map { String(cString: $0) } ?? "cannot finish \(path)")
        }
    }
}
