import Testing

@testable import Web

@Suite struct MultipartFormTests {
    func read(_ body: [UInt8]) throws(FormProblem) -> MultipartForm {
        var reader = MultipartForm.Reader(boundary: "b-1")
        try reader.receive(body)
        return try reader.finish()
    }

    func part(_ header: String, _ body: String) -> String {
        "--b-1\r\nContent-Disposition: form-data; \(header)\r\n\r\n\(body)\r\n"
    }

    @Test("fields and files are gathered; an unchosen file is left out")
    func gathered() throws {
        let text =
            part("name=\"member\"", "1") + part("name=\"member\"", "2") + part("name=\"note\"", "第一行\r\n第二行")
            + part("name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream", "")
            + part("name=\"list\"; filename=\"名单.xlsx\"\r\nContent-Type: application/x", "PK") + "--b-1--\r\n"
        let form = try read(Array(text.utf8))
        #expect(form.fields["member"] == "1")
        #expect(form.fields.all("member") == ["1", "2"])
        #expect(form.fields["note"] == "第一行\r\n第二行")
        #expect(form.fields.all("file").isEmpty && form.file("file") == nil)
        #expect(form.file("list")?.name == "名单.xlsx")
        #expect(form.file("list")?.content == Array("PK".utf8))
        #expect(form.file("list")?.contentType == "application/x")
        #expect(form.files.count == 1)
    }

    @Test("a file that is too large is left out where that is wanted, and what stands beside it is kept")
    func oversized() throws {
        var limits = MultipartParser.Limits()
        (limits.fileBytes, limits.largeFiles) = (4, .leftOut(keeping: 12))
        func read(_ parts: [String]) throws(FormProblem) -> MultipartForm {
            var reader = MultipartForm.Reader(boundary: "b-1", limits: limits)
            // In pieces, as it arrives.
            let body = Array((parts.joined() + "--b-1--\r\n").utf8)
            for start in stride(from: 0, to: body.count, by: 3) {
                try reader.receive(body[start..<min(start + 3, body.count)])
            }
            return try reader.finish()
        }
        let small = part("name=\"small\"; filename=\"a\"", "1234")
        let form = try read([
            part("name=\"name\"", "甲"), small, part("name=\"large\"; filename=\"b\"", "12345"),
            part("name=\"last\"", "乙"),
        ])
        #expect(form.fields["name"] == "甲" && form.fields["last"] == "乙")
        #expect(form.files.map(\.field) == ["small"])
        #expect(form.oversized == ["large"])
        // Many small ones are as large as one.
        let many = try read((1...5).map { part("name=\"f\($0)\"; filename=\"a\"", "1234") })
        #expect(many.files.count == 3)
        #expect(many.oversized == ["f4", "f5"])
        #expect(throws: FormProblem.fieldTooLarge(name: "name", limit: 12)) {
            try read([part("name=\"name\"", "1234567890123")])
        }
    }

    @Test("a field must be text without NUL, a file may be anything")
    func text() throws {
        let field = Array("--b-1\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
        let file = Array("--b-1\r\nContent-Disposition: form-data; name=a; filename=f\r\n\r\n".utf8)
        let end = Array("\r\n--b-1--".utf8)
        for content in [[0xFF], [0x61, 0x00], [0xC0, 0x80]] as [[UInt8]] {
            #expect(throws: FormProblem.notText) { try read(field + content + end) }
            #expect(try read(file + content + end).file("a")?.content == content)
        }
    }

    @Test(
        "file names are read as browsers and libraries write them, and cleaned",
        arguments: [
            (#"filename="名单.xlsx""#, "名单.xlsx"),
            (#"filename=list.xlsx"#, "list.xlsx"),
            (#"filename="a%22b.xlsx""#, #"a"b.xlsx"#),
            (#"filename="a\"b.xlsx""#, #"a"b.xlsx"#),
            (#"filename="%E5%90%8D%E5%8D%95.xlsx""#, "名单.xlsx"),
            (#"filename="100%25.xlsx""#, "100%25.xlsx"),
            (#"filename="50% off.xlsx""#, "50% off.xlsx"),
            (#"filename="x.xlsx"; filename*=UTF-8''%E5%90%8D%E5%8D%95.xlsx"#, "名单.xlsx"),
            (#"filename*=utf-8'zh'%E5%90%8D.csv"#, "名.csv"),
            (#"filename="x.xlsx"; filename*=GBK''%C3%FB.xlsx"#, "x.xlsx"),
            (#"filename="x.xlsx"; filename*=UTF-8''%C3%FB.xlsx"#, "x.xlsx"),
            (#"filename="=?UTF-8?Q?=E5=90=8D=E5=8D=95_1.xlsx?=""#, "名单 1.xlsx"),
            (#"filename="=?utf-8?B?5ZCN5Y2VLnhsc3g=?=""#, "名单.xlsx"),
            (#"filename="C:\Users\a\名单.xlsx""#, "名单.xlsx"),
            (#"filename="../../etc/passwd""#, "passwd"),
            (#"filename="..""#, ""),
            (#"filename="a%0D%0Ab.xlsx""#, "ab.xlsx"),
            ("filename=\"list\u{202E}xslx.exe\"", "listxslx.exe"),
            (#"filename="  ""#, ""),
        ])
    func fileNames(parameter: String, expected: String) throws {
        let body = part("name=\"file\"; \(parameter)", "x") + "--b-1--"
        #expect(try read(Array(body.utf8)).file("file")?.name == expected)
    }

    @Test("a very long name keeps its extension")
    func longName() {
        let name = FileName.clean(String(repeating: "长", count: 500) + ".xlsx")
        #expect(name.count == FileName.limit && name.hasSuffix("长.xlsx"))
    }
}

@Suite struct FormDecodingTests {
    func decode(_ text: String, limit: Int = 100) -> Result<FormFields, FormProblem> {
        Result { () throws(FormProblem) in try FormDecoding.fields(text.utf8, limit: limit) }
    }

    @Test("names and values are decoded, and the first of several values counts")
    func decoded() throws {
        let fields = try decode("name=%E4%BC%9A%E5%91%98+%E7%94%B2&id=1&id=2&flag&=x&a=b=c&&note=%2B%26%3D").get()
        #expect(fields["name"] == "会员 甲")
        #expect(fields["id"] == "1")
        #expect(fields.all("id") == ["1", "2"])
        #expect(fields["flag"] == "")
        #expect(fields[""] == "x")
        #expect(fields["a"] == "b=c")
        #expect(fields["note"] == "+&=")
        #expect(fields["none"] == nil && fields.all("none").isEmpty)
        #expect(fields.pairs.map(\.name) == ["name", "id", "id", "flag", "", "a", "note"])
        #expect(fields.names.count == 6)
        #expect(try decode("").get() == FormFields())
        #expect(try decode("&&").get() == FormFields())
    }

    @Test(
        "broken escapes, bytes that are no text and NUL are refused",
        arguments: [
            ("a=%", FormProblem.malformed(.percentEncoding)), ("a=%4", .malformed(.percentEncoding)),
            ("a=%zz", .malformed(.percentEncoding)), ("%-1=a", .malformed(.percentEncoding)), ("a=%FF", .notText),
            ("a=%C0%80", .notText), ("a=b%00", .notText), ("a%00=b", .notText), ("a=%ED%A0%80", .notText),
        ])
    func refused(text: String, problem: FormProblem) {
        #expect(decode(text) == .failure(problem))
    }

    @Test("there is a limit to the number of fields")
    func limit() throws {
        #expect(try decode("a=1&b=2&", limit: 2).get().pairs.count == 2)
        #expect(decode("a=1&b=2&c=3", limit: 2) == .failure(.tooManyParts(limit: 2)))
    }
}
