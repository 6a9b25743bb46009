/// An Office document that is handed on as it is, so looked at before it is kept.
public enum OfficePackage {
    public enum Kind: Hashable, Sendable {
        /// xlsx
        case workbook
        /// docx
        case document
    }

    /// Tells what the package is by its main part, and refuses one that can do something by itself.
    ///
    /// Macros, ActiveX, embedded objects, other documents inside this one, parts that lie outside the file (a template
    /// from another machine, another workbook) and fields and formulas that start another program (DDE) are not let in;
    /// links that a reader clicks are. Every part is read once within the limits.
    /// - Throws: `WorkbookRefusal.macros` for whatever is active.
    public static func check(
        _ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> Kind {
        guard bytes.count <= limits.maximumFileSize else { throw .tooLarge(limit: limits.maximumFileSize) }
        let detected = ContentKind.detect(bytes)
        switch detected {
        case .empty: throw .empty
        case .encrypted: throw .encrypted
        case .zip: break
        case .oldExcel, .compound, .pdf, .image, .html, .xml, .text, .unknown:
            throw .notAWorkbook(detected: detected)
        }
        let archive = try Archive(bytes: bytes, limits: limits)
        guard let main = try Relationships.read(of: "", in: archive).target(kind: "officeDocument"),
            let stream = try archive.part(main)
        else { throw .notAWorkbook(detected: .zip) }
        let root = RootScanner()
        try PartParser.parse(stream, root)
        guard let kind = root.kind else { throw .notAWorkbook(detected: .zip) }
        for name in archive.names { try look(at: name, in: archive) }
        return kind
    }

    private static func look(at name: String, in archive: Archive) throws(WorkbookRefusal) {
        guard !name.hasSuffix("vbaproject.bin"), !name.contains("/embeddings/"), !name.contains("/activex/") else {
            throw .macros
        }
        guard let stream = try archive.part(name) else { return }
        if name.hasSuffix(".rels") {
            try PartParser.parse(stream, RelationshipScanner())
        } else if name.hasSuffix(".xml") {
            let scanner = FieldScanner()
            try PartParser.parse(stream, scanner)
            if scanner.isActive { throw .macros }
        } else {
            try inflate(stream)
        }
    }

    private static func inflate(_ stream: PartStream) throws(WorkbookRefusal) {
        let size = 64 << 10
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        while try stream.read(into: buffer, count: size) > 0 {}
    }
}

/// The root element of a main part.
private final class RootScanner: PartScanner {
    private(set) var kind: OfficePackage.Kind?
    private var isInside = false

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        guard !isInside else { return }
        isInside = true
        if name == "workbook" { kind = .workbook }
        if name == "document" { kind = .document }
    }
}

/// Refuses relationships to what can do something by itself, wherever it lies and whatever its part is called, and to
/// what lies outside the file and is fetched without a click.
private final class RelationshipScanner: PartScanner {
    private static let active: Set = [
        "vbaproject", "wordvbadata", "oleobject", "package", "control", "activexcontrolbinary", "afchunk",
        "externallink", "externallinkpath", "attachedtemplate", "subdocument", "xlmacrosheet", "xlintlmacrosheet",
    ]

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        guard name == "Relationship", let type = attributes.text("Type") else { return }
        let kind = type.split(separator: "/").last?.lowercased() ?? ""
        let isOutside = attributes.text("TargetMode")?.lowercased() == "external"
        if Self.active.contains(kind) || (isOutside && kind != "hyperlink") { refusal = .macros }
    }
}
