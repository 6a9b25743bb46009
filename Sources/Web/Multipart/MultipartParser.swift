/// Reads multipart/form-data (RFC 7578, RFC 2046) piece by piece, without I/O.
///
/// Bytes go in as they arrive, in pieces of any length; out come the events they complete, the same ones however the
/// input was cut (but for the lengths of `body` events). Lines end in CRLF and nothing else; blanks after a boundary, a
/// preamble and an epilogue are allowed where RFC 2046 allows them. After a refusal every further call refuses too.
struct MultipartParser: Sendable {
    /// How much is accepted; what exceeds it is refused as soon as it is seen.
    struct Limits: Hashable, Sendable {
        var headerBytes = 8_192
        var parts = 1_000
        var fieldBytes = 65_536
        var fileBytes = 10 * 1_048_576
        var largeFiles = LargeFiles.refused
    }

    /// What becomes of a form with a file beyond the limit.
    enum LargeFiles: Hashable, Sendable {
        case refused
        /// The file is passed over; what is kept of the rest takes so many bytes at most.
        case leftOut(keeping: Int)
    }

    enum Event: Hashable, Sendable {
        case part(PartHeader)
        case body([UInt8])
        case partEnded
        case finished
    }

    private enum State: Hashable, Sendable {
        case preamble
        case boundaryLine
        case header(lines: [[UInt8]], bytes: Int)
        case body(PartHeader, bytes: Int)
        case epilogue
        case refused(FormProblem)
    }

    private let delimiter: [UInt8]
    private let limits: Limits
    private var state: State
    private var parts = 0

    /// What has arrived and is not used up yet, from `start` on.
    private var buffer: [UInt8]
    private var start = 0

    /// Begins a form whose boundary `boundary(contentType:)` has found.
    init(boundary: String, limits: Limits = Limits()) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
        state = .preamble
        // The first delimiter may stand at the very beginning, without its line break.
        buffer = Self.lineBreak
    }

    private static let lineBreak = Array("\r\n".utf8)

    /// The boundary in a content type; nil when that is not multipart/form-data or the boundary breaks RFC 2046.
    static func boundary(contentType: String) -> String? {
        guard let header = HeaderParameters(contentType), header.value == "multipart/form-data",
            let boundary = header.parameters["boundary"], (1...70).contains(boundary.utf8.count),
            !boundary.hasSuffix(" ")
        else { return nil }
        let isAllowed = boundary.utf8.allSatisfy { byte in
            HeaderParameters.isToken(String(decoding: [byte], as: UTF8.self)) || "'()+_,-./:=? ".utf8.contains(byte)
        }
        return isAllowed ? boundary : nil
    }

    /// Takes the next bytes and returns what they complete.
    mutating func receive(_ bytes: some Collection<UInt8>) throws(FormProblem) -> [Event] {
        if case .refused(let problem) = state { throw problem }
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        do throws(FormProblem) {
            while try step(&events) {}
        } catch {
            state = .refused(error)
            buffer = []
            start = 0
            throw error
        }
        buffer.removeSubrange(..<start)
        start = 0
        return events
    }

    /// Says that no more bytes will come.
    mutating func end() throws(FormProblem) {
        switch state {
        case .epilogue: return
        case .refused(let problem): throw problem
        case .preamble, .boundaryLine, .header, .body:
            state = .refused(.truncated)
            throw .truncated
        }
    }
}

// MARK: - Steps

extension MultipartParser {
    /// Goes one state further; false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(FormProblem) -> Bool {
        switch state {
        case .preamble: try skipPreamble()
        case .boundaryLine: try readBoundaryLine(&events)
        case .header(let lines, let bytes): try readHeaderLine(after: lines, bytes: bytes, &events)
        case .body(let header, let bytes): try readBody(of: header, bytes: bytes, &events)
        case .epilogue: skipEpilogue()
        case .refused(let problem): throw problem
        }
    }

    private mutating func skipPreamble() throws(FormProblem) -> Bool {
        switch findDelimiter() {
        case .at(let index):
            start = index + delimiter.count
            state = .boundaryLine
            return true
        case .notBefore(let index):
            guard index <= limits.headerBytes else { throw .malformed(.preamble) }
            return false
        }
    }

    /// After a boundary: `--` ends the form, blanks and a line break begin a part.
    private mutating func readBoundaryLine(_ events: inout [Event]) throws(FormProblem) -> Bool {
        let rest = buffer[start...]
        guard rest.count >= 2 else { return false }
        if rest.starts(with: "--".utf8) {
            events.append(.finished)
            state = .epilogue
            return true
        }
        let line = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard line.startIndex - start <= limits.headerBytes else { throw .headerTooLarge(limit: limits.headerBytes) }
        guard Self.lineBreak.starts(with: line.prefix(2)) else { throw .malformed(.delimiter) }
        guard line.count >= 2 else { return false }
        guard parts < limits.parts else { throw .tooManyParts(limit: limits.parts) }
        parts += 1
        start = line.startIndex + 2
        state = .header(lines: [], bytes: 0)
        return true
    }

    private mutating func readHeaderLine(
        after lines: [[UInt8]], bytes: Int, _ events: inout [Event]
    ) throws(FormProblem) -> Bool {
        let rest = buffer[start...]
        let limit = max(0, limits.headerBytes - bytes)
        let end = rest.prefix(limit).firstIndex { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        guard let end else {
            guard rest.count < limit else { throw .headerTooLarge(limit: limits.headerBytes) }
            return false
        }
        guard Self.lineBreak.starts(with: buffer[end...].prefix(2)) else { throw .malformed(.headerLine) }
        guard end + 1 < buffer.endIndex else { return false }
        if end == start {
            let header = try PartHeader(lines: lines)
            events.append(.part(header))
            // The line break stays: when the body is left out altogether, it belongs to the next delimiter.
            state = .body(header, bytes: -Self.lineBreak.count)
            return true
        }
        let line = Array(buffer[start..<end])
        start = end + 2
        state = .header(lines: lines + [line], bytes: bytes + line.count + 2)
        return true
    }

    /// Passes on the body of a part.
    ///
    /// `bytes` counts what has been passed on; it begins at −2 for the line break that still precedes the body.
    private mutating func readBody(
        of header: PartHeader, bytes: Int, _ events: inout [Event]
    ) throws(FormProblem) -> Bool {
        let found = findDelimiter()
        let end =
            switch found {
            case .at(let index), .notBefore(let index): index
            }
        let passed = bytes + (end - start)
        try check(passed, of: header)
        let content = buffer[start..<end].dropFirst(max(0, -bytes))
        if !content.isEmpty { events.append(.body(Array(content))) }
        switch found {
        case .at:
            events.append(.partEnded)
            start = end + delimiter.count
            state = .boundaryLine
            return true
        case .notBefore:
            start = end
            state = .body(header, bytes: passed)
            return false
        }
    }

    private func check(_ bytes: Int, of header: PartHeader) throws(FormProblem) {
        switch header.kind {
        case .field:
            guard bytes <= limits.fieldBytes else { throw .fieldTooLarge(name: header.name, limit: limits.fieldBytes) }
        case .file:
            guard bytes > limits.fileBytes else { return }
            switch limits.largeFiles {
            case .refused: throw .fileTooLarge(name: header.name, limit: limits.fileBytes)
            case .leftOut: return
            }
        }
    }

    private mutating func skipEpilogue() -> Bool {
        start = buffer.endIndex
        return false
    }

    private enum Delimiter {
        case at(Int)

        /// There is none so far; one that has begun to arrive does not begin before this place.
        case notBefore(Int)
    }

    private func findDelimiter() -> Delimiter {
        buffer.withUnsafeBufferPointer { bytes in
            var place = start
            while place < bytes.count {
                guard bytes[place] == delimiter[0] else {
                    place += 1
                    continue
                }
                let available = min(delimiter.count, bytes.count - place)
                if (0..<available).allSatisfy({ bytes[place + $0] == delimiter[$0] }) {
                    return available == delimiter.count ? .at(place) : .notBefore(place)
                }
                place += 1
            }
            return .notBefore(bytes.count)
        }
    }
}
