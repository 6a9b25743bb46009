import CPango

extension Letter {
    /// UTF-8 bytes of all texts together.
    public static let textLimit = 400_000
    /// Rows of all tables and facts together.
    public static let rowLimit = 5_000

    /// Sets the letter and returns the file, fonts embedded and text selectable.
    ///
    /// Works on the calling thread, about ten milliseconds a page; may be called on several threads at once.
    /// Throws `LetterFailure`.
    public func pdf() throws -> [UInt8] {
        try checkLimits()
        return try FontMap.borrow { map in
            let layout = try LetterLayout(self, Typesetter(map), Sheet.a4)
            return try write(layout)
        }
    }

    private func write(_ layout: LetterLayout) throws -> [UInt8] {
        let sink = ByteSink()
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                ByteSink.write, sink.closure, layout.sheet.width, layout.sheet.height)
        else { throw LetterFailure.drawing("surface") }
        defer { cairo_surface_destroy(surface) }
        describe(surface)
        guard let context = cairo_create(surface) else { throw LetterFailure.drawing("context") }
        let canvas = Canvas(context: context)
        for page in layout.pages.indices {
            layout.draw(page: page, on: canvas)
            cairo_show_page(context)
        }
        let drawn = cairo_status(context)
        cairo_destroy(context)
        return try withExtendedLifetime(sink) {
            cairo_surface_finish(surface)
            for status in [drawn, cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
                throw LetterFailure.drawing(String(cString: cairo_status_to_string(status)))
            }
            return sink.bytes
        }
    }

    private func describe(_ surface: OpaquePointer) {
        let issued = PaperDate.text(milliseconds: issuedAt)
        let title = PrintableText(title).text.split(separator: "\n").joined(separator: " ")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, PrintableText(reference).text)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, PrintableText(author).text)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, issued)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, issued)
    }

    private func checkLimits() throws {
        var bytes = 0
        var rows = 0
        func count(_ texts: [String]) {
            for text in texts { bytes += text.utf8.count }
        }
        count([title, reference, version, addressee, date, footnote, banner, header, footer, pageNumber, author])
        count(signatures)
        if let code { count([code.payload, code.caption]) }
        for block in body {
            switch block {
            case .paragraph(let text), .heading(let text):
                count([text])
            case .facts(let facts):
                rows += facts.count
                for fact in facts { count([fact.label, fact.value]) }
            case .table(let table):
                rows += table.rows.count
                count(table.columns.map(\.title))
                count(table.totals)
                for row in table.rows { count(row) }
            }
        }
        guard bytes <= Letter.textLimit, rows <= Letter.rowLimit else { throw LetterFailure.tooLong }
    }
}
