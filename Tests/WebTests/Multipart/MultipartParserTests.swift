import Testing

@testable import Web

/// Reads a form in the given pieces; bodies are joined, so that the answer does not depend on the cuts.
private func events(
    _ pieces: [some Collection<UInt8>], limits: MultipartParser.Limits = .init()
) -> Result<[MultipartParser.Event], FormProblem> {
    var parser = MultipartParser(boundary: "b-1", limits: limits)
    var joined: [MultipartParser.Event] = []
    do throws(FormProblem) {
        for piece in pieces {
            for event in try parser.receive(piece) {
                if case .body(let more) = event, case .body(let before) = joined.last {
                    joined[joined.count - 1] = .body(before + more)
                } else {
                    joined.append(event)
                }
            }
        }
        try parser.end()
        return .success(joined)
    } catch {
        return .failure(error)
    }
}

private func events(_ text: String) -> Result<[MultipartParser.Event], FormProblem> {
    events([Array(text.utf8)])
}

private func part(_ header: String, _ body: String) -> String {
    "--b-1\r\nContent-Disposition: \(header)\r\n\r\n\(body)\r\n"
}

@Suite struct MultipartParserTests {
    static let form =
        part("form-data; name=\"name\"", "会员甲") + part("form-data; name=\"empty\"", "")
        + "--b-1\r\ncontent-disposition:form-data; name=file; filename=\"名单.xlsx\"\r\nContent-Type: application/x\r\n\r\n"
        + "PK\u{3}\r\n--b-\r\r\n-\n--b-1\n\r\r\n--b\r\n\r\n--b-1--\r\n"

    static let expected: [MultipartParser.Event] = {
        let header = { (name: String) in
            try? PartHeader(lines: [Array("Content-Disposition: form-data; name=\(name)".utf8)])
        }
        let file = try? PartHeader(lines: [
            Array("Content-Disposition: form-data; name=file; filename=\"名单.xlsx\"".utf8),
            Array("Content-Type: application/x".utf8),
        ])
        guard let name = header("name"), let empty = header("empty"), let file else { return [] }
        return [
            .part(name), .body(Array("会员甲".utf8)), .partEnded, .part(empty), .partEnded, .part(file),
            .body(Array("PK\u{3}\r\n--b-\r\r\n-\n--b-1\n\r\r\n--b\r\n".utf8)), .partEnded, .finished,
        ]
    }()

    @Test("a form is read whole")
    func whole() {
        #expect(!Self.expected.isEmpty)
        #expect(events(Self.form) == .success(Self.expected))
    }

    @Test("cutting the input anywhere changes nothing")
    func cuts() {
        let bytes = Array(Self.form.utf8)
        let wrong = bytes.indices.filter { events([bytes[..<$0], bytes[$0...]]) != .success(Self.expected) }
        #expect(wrong.isEmpty)
        #expect(events(bytes.map { [$0] }) == .success(Self.expected))
        for length in [2, 3, 5, 7, 11, 64] {
            let pieces = stride(from: 0, to: bytes.count, by: length).map { bytes[$0..<min($0 + length, bytes.count)] }
            #expect(events(pieces) == .success(Self.expected))
        }
    }

    @Test("every beginning of a form is truncated, never finished and never a crash")
    func truncated() {
        let bytes = Array(Self.form.utf8)
        let end = bytes.count - "\r\n".utf8.count
        let wrong = (0..<end).filter { events([bytes[..<$0]]) != .failure(.truncated) }
        #expect(wrong.isEmpty)
    }

    @Test("a changed byte never crashes the parser, whole or cut")
    func noise() {
        let bytes = Array(Self.form.utf8)
        var differing: [Int] = []
        for index in bytes.indices {
            for replacement in [0, 10, 13, 45, 255] as [UInt8] {
                var changed = bytes
                changed[index] = replacement
                let half = index / 2
                if events([changed]) != events([changed[..<half], changed[half..<index], changed[index...]]) {
                    differing.append(index)
                }
            }
        }
        #expect(differing.isEmpty)
    }

    @Test("what RFC 2046 allows around a form is allowed")
    func tolerated() {
        #expect(events("preamble\r\n" + Self.form + "epilogue --b-1 more\r\n--b-1\r\n") == .success(Self.expected))
        #expect(events("\r\n" + Self.form) == .success(Self.expected))
        #expect(events("--b-1--") == .success([.finished]))
        #expect(events(Self.form.replacing("--b-1\r\nContent", with: "--b-1 \t\r\nContent")) == .success(Self.expected))
        let noBody = "--b-1\r\nContent-Disposition: form-data; name=empty\r\n\r\n--b-1--"
        let withBody = "--b-1\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--b-1--"
        #expect(events(noBody) == events(withBody))
        #expect((try? events(noBody).get().count) == 3)
    }

    @Test(
        "hostile and broken forms are refused",
        arguments: [
            ("--b-1\nContent-Disposition: form-data; name=a\n\nx\n--b-1--", .malformed(.delimiter)),
            ("--b-1\r\nContent-Disposition: form-data; name=a\n\r\n\r\nx\r\n--b-1--", .malformed(.headerLine)),
            (
                "--b-1\r\nContent-Disposition: form-data; name=a\r\n folded=b\r\n\r\nx\r\n--b-1--",
                .malformed(.headerLine)
            ),
            ("--b-1x\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b-1--", .malformed(.delimiter)),
            ("--b-1\r\n\r\nx\r\n--b-1--", .malformed(.contentDisposition)),
            (part("form-data", "x") + "--b-1--", .malformed(.contentDisposition)),
            (part("attachment; name=a", "x") + "--b-1--", .malformed(.contentDisposition)),
            (part("form-data; name=\"a", "x") + "--b-1--", .malformed(.contentDisposition)),
            (part("form-data; name=a; name=b", "x") + "--b-1--", .malformed(.contentDisposition)),
            (
                part("form-data; name=a\r\nContent-Disposition: form-data; name=b", "x") + "--b-1--",
                .malformed(.headerLine)
            ),
            (
                part("form-data; name=a\r\nContent-Transfer-Encoding: base64", "x") + "--b-1--",
                .malformed(.transferEncoding)
            ),
            (part("form-data; name=\"a\u{0}\"", "x") + "--b-1--", .malformed(.headerLine)),
            (part("form-data; name=a\r\nNo header", "x") + "--b-1--", .malformed(.headerLine)),
            (part("form-data; name=a\r\n: empty", "x") + "--b-1--", .malformed(.headerLine)),
            ("", .truncated), ("\r\n--b-1", .truncated), ("nothing at all", .truncated),
        ] as [(String, FormProblem)])
    func refused(form: String, problem: FormProblem) {
        #expect(events(form) == .failure(problem))
        #expect(events(form.utf8.map { [$0] }) == .failure(problem))
    }

    @Test("names that are no UTF-8 are refused")
    func encoding() {
        let bytes = Array("--b-1\r\nContent-Disposition: form-data; name=\"".utf8) + [0xC4, 0xE3]
        #expect(events([bytes + Array("\"\r\n\r\nx\r\n--b-1--".utf8)]) == .failure(.notText))
    }

    @Test("limits are kept to the byte")
    func limits() {
        let header = "Content-Disposition: form-data; name=a"
        let headerBytes = header.utf8.count + 2
        let form = "--b-1\r\n\(header)\r\n\r\n12345\r\n--b-1\r\n\(header); filename=f\r\n\r\n1234567\r\n--b-1--"
        func read(_ change: (inout MultipartParser.Limits) -> Void) -> FormProblem? {
            var limits = MultipartParser.Limits()
            change(&limits)
            let whole = events([Array(form.utf8)], limits: limits)
            let single = events(form.utf8.map { [$0] }, limits: limits)
            guard case .failure(let problem) = whole else { return nil }
            return single == whole ? problem : .boundary
        }
        #expect(read { $0.fieldBytes = 5 } == nil)
        #expect(read { $0.fieldBytes = 4 } == .fieldTooLarge(name: "a", limit: 4))
        #expect(read { $0.fileBytes = 7 } == nil)
        #expect(read { $0.fileBytes = 6 } == .fileTooLarge(name: "a", limit: 6))
        #expect(read { $0.parts = 2 } == nil)
        #expect(read { $0.parts = 1 } == .tooManyParts(limit: 1))
        #expect(read { $0.parts = 0 } == .tooManyParts(limit: 0))
        for limit in 0..<headerBytes {
            #expect(read { $0.headerBytes = limit } == .headerTooLarge(limit: limit))
        }
        #expect(read { $0.headerBytes = headerBytes + "; filename=f".utf8.count + 2 } == nil)
        let endless = Array(repeating: Array(repeating: UInt8(ascii: "x"), count: 1_000), count: 20)
        #expect(events(endless) == .failure(.malformed(.preamble)))
    }

    @Test("after a refusal nothing more is read")
    func afterRefusal() {
        var parser = MultipartParser(boundary: "b-1")
        #expect(throws: FormProblem.malformed(.delimiter)) { try parser.receive(Array("--b-1xx".utf8)) }
        #expect(throws: FormProblem.malformed(.delimiter)) { try parser.receive(Array(Self.form.utf8)) }
        #expect(throws: FormProblem.malformed(.delimiter)) { try parser.end() }
    }

    @Test(
        "the boundary is taken from the content type",
        arguments: [
            ("multipart/form-data; boundary=----WebKitFormBoundaryAb1", "----WebKitFormBoundaryAb1"),
            ("Multipart/Form-Data;boundary=\"a b:c\"", "a b:c"),
            ("multipart/form-data; charset=utf-8; boundary=x", "x"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/form-data; boundary=\"\"", nil), ("multipart/mixed; boundary=x", nil),
            ("multipart/form-data; boundary=\"a\r\nb\"", nil), ("multipart/form-data; boundary=\"工会\"", nil),
            ("multipart/form-data; boundary=\"a \"", nil), ("text/plain", nil), ("", nil),
            ("multipart/form-data; boundary=" + String(repeating: "x", count: 70), String(repeating: "x", count: 70)),
            ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), nil),
            ("multipart/form-data; boundary=x; boundary=y", nil),
        ] as [(String, String?)])
    func boundary(contentType: String, expected: String?) {
        #expect(MultipartParser.boundary(contentType: contentType) == expected)
    }
}
