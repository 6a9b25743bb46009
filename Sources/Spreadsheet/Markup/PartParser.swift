import CExpat

/// Parses one part of a workbook with expat.
///
/// No document type is let in: without one there are no entities and nothing outside the file.
final class PartParser: PieceParser {
    /// Bytes of memory one parser may take.
    private static let allowance = 32 << 20
    /// Bytes of one token: expat looks at an unfinished token again with every piece, so its length is bounded.
    private static let longestToken = 1 << 20
    private static let pieceSize = 64 << 10

    private let stream: PartStream
    private let scanner: PartScanner
    private let parser: OpaquePointer
    private let account: ParserMemory.Account
    private var fed = 0
    private var isFinished = false

    init(_ stream: PartStream, _ scanner: PartScanner) throws(WorkbookRefusal) {
        let account = ParserMemory.Account.allocate(capacity: 1)
        account.initialize(to: PartParser.allowance)
        var memory = XML_Memory_Handling_Suite(
            malloc_fcn: { ParserMemory.allocate($0) },
            realloc_fcn: { ParserMemory.resize($0, $1) },
            free_fcn: { ParserMemory.release($0) })
        guard let parser = ParserMemory.charging(account, { XML_ParserCreate_MM(nil, &memory, nil) }) else {
            account.deallocate()
            throw .damaged(detail: "no memory for a parser")
        }
        self.stream = stream
        self.scanner = scanner
        self.parser = parser
        self.account = account
        XML_SetUserData(parser, Unmanaged.passUnretained(scanner).toOpaque())
        scanner.parser = parser
        setCallbacks()
    }

    deinit {
        scanner.parser = nil
        ParserMemory.charging(account) { XML_ParserFree(parser) }
        account.deallocate()
    }

    /// Parses the whole part.
    static func parse(_ stream: PartStream, _ scanner: PartScanner) throws(WorkbookRefusal) {
        let parser = try PartParser(stream, scanner)
        while try parser.advance() {}
    }

    func advance() throws(WorkbookRefusal) -> Bool {
        guard !isFinished else { return false }
        let size = PartParser.pieceSize
        guard let buffer = ParserMemory.charging(account, { XML_GetBuffer(parser, Int32(size)) }) else {
            throw damage()
        }
        let count = try stream.read(into: buffer, count: size)
        isFinished = count == 0
        let status = ParserMemory.charging(account) { XML_ParseBuffer(parser, Int32(count), isFinished ? 1 : 0) }
        if let refusal = scanner.refusal { throw refusal }
        guard status == XML_STATUS_OK else { throw damage() }
        fed += count
        guard fed - Int(XML_GetCurrentByteIndex(parser)) <= PartParser.longestToken else {
            throw .damaged(detail: "\(stream.name): endless token")
        }
        return !isFinished
    }

    private func damage() -> WorkbookRefusal {
        let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "broken markup"
        return .damaged(detail: "\(stream.name), line \(XML_GetCurrentLineNumber(parser)): \(reason)")
    }

    private func setCallbacks() {
        XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let name, let attributes else { return }
                PartParser.scan(context) { $0.start(MarkupName(name), MarkupAttributes(list: attributes)) }
            },
            { context, _ in PartParser.scan(context) { $0.end() } })
        XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let text else { return }
            let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
            PartParser.scan(context) { $0.characters(UnsafeBufferPointer(start: start, count: Int(count))) }
        }
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            PartParser.scan(context) { $0.refusal = .forbiddenMarkup }
        }
    }

    @inline(__always)
    private static func scan(_ context: UnsafeMutableRawPointer?, _ body: (PartScanner) -> Void) {
        guard let context else { return }
        Unmanaged<PartScanner>.fromOpaque(context)._withUnsafeGuaranteedRef { scanner in
            guard scanner.refusal == nil else { return }
            body(scanner)
            if scanner.refusal != nil, let parser = scanner.parser { XML_StopParser(parser, 0) }
        }
    }
}
