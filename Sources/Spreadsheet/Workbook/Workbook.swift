/// An xlsx workbook open for reading.
///
/// Belongs to one thread at a time. The file is held in memory (at most the file limit), sheets are inflated and
/// parsed as their rows are asked for. Formulas are never evaluated: a cell holds the result that was saved with it.
public final class Workbook: SheetSource {
    public let sheets: [Sheet]
    private let archive: Archive
    private let parts: [String?]
    private let stylePart: String?
    private let sharedStringPart: String?
    private let dateSystem: DateSystem
    private var loaded: (shared: SharedStrings, dateStyles: [Bool])?

    /// Opens a workbook on the disk.
    public static func open(
        path: String, limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> Workbook {
        try open(bytes: FileBytes.read(path, limits), limits: limits)
    }

    /// Opens a workbook whose bytes are at hand.
    public static func open(
        bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> Workbook {
        guard bytes.count <= limits.maximumFileSize else { throw .tooLarge(limit: limits.maximumFileSize) }
        let kind = ContentKind.detect(bytes)
        switch kind {
        case .empty: throw .empty
        case .encrypted: throw .encrypted
        case .zip: return try Workbook(Archive(bytes: bytes, limits: limits))
        case .oldExcel, .compound, .pdf, .image, .html, .xml, .text, .unknown: throw .notAWorkbook(detected: kind)
        }
    }

    private init(_ archive: Archive) throws(WorkbookRefusal) {
        let main = try Relationships.read(of: "", in: archive).target(kind: "officeDocument") ?? "xl/workbook.xml"
        guard let stream = try archive.part(main), !main.hasSuffix(".bin") else {
            throw .notAWorkbook(detected: .zip)
        }
        let scanner = WorkbookScanner(maximumEntries: archive.limits.maximumEntries)
        try PartParser.parse(stream, scanner)
        guard scanner.isWorkbook else { throw .notAWorkbook(detected: .zip) }

        let relationships = try Relationships.read(of: main, in: archive)
        guard relationships.target(kind: "vbaProject") == nil else { throw .macros }

        var sheets: [Sheet] = []
        var parts: [String?] = []
        for entry in scanner.entries {
            let relationship = relationships.all.first { $0.id == entry.relationship }
            // Charts and dialogues stand among the sheets and hold no rows.
            if let relationship, relationship.kind != "worksheet" { continue }
            sheets.append(Sheet(name: entry.name, visibility: entry.visibility, position: sheets.count))
            parts.append(relationship?.target)
        }
        guard !sheets.isEmpty else { throw .noRows }
        self.sheets = sheets
        self.parts = parts
        self.archive = archive
        stylePart = relationships.target(kind: "styles")
        sharedStringPart = relationships.target(kind: "sharedStrings")
        dateSystem = scanner.dateSystem
    }

    public func batches(of sheet: Sheet) throws(WorkbookRefusal) -> any RowBatches {
        let (shared, dateStyles) = try load()
        let scanner = SheetScanner(
            shared: shared, dateStyles: dateStyles, dateSystem: dateSystem, limits: archive.limits)
        guard parts.indices.contains(sheet.position), let part = parts[sheet.position],
            let parser = try archive.parser(of: part, feeding: scanner)
        else { throw .damaged(detail: "sheet \(sheet.position + 1) has no part") }
        return WorkbookBatches(parser, scanner)
    }

    private func load() throws(WorkbookRefusal) -> (shared: SharedStrings, dateStyles: [Bool]) {
        if let loaded { return loaded }
        let strings = SharedStringScanner(limits: archive.limits)
        if let sharedStringPart, let parser = try archive.parser(of: sharedStringPart, feeding: strings) {
            while try parser.advance() {}
        }
        let styles = StyleScanner()
        if let stylePart, let stream = try archive.part(stylePart) { try PartParser.parse(stream, styles) }
        loaded = (strings.strings, styles.dateStyles)
        return (strings.strings, styles.dateStyles)
    }
}

/// The rows of one sheet, as its markup is parsed.
final class WorkbookBatches: RowBatches {
    private let parser: any PieceParser
    private let scanner: SheetScanner
    private var isFinished = false

    init(_ parser: any PieceParser, _ scanner: SheetScanner) {
        self.parser = parser
        self.scanner = scanner
    }

    func next() throws(WorkbookRefusal) -> [SheetRow]? {
        while !isFinished {
            isFinished = try !parser.advance()
            let rows = scanner.takeRows()
            if !rows.isEmpty { return rows }
        }
        guard scanner.hasRows else { throw .noRows }
        return nil
    }
}
