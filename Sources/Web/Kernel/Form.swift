import Crypto

/// What a form or a query string carries: named values in their order, and uploaded files.
///
/// A name that comes twice answers with its first value; check boxes ask for `all`. Names that a route does not ask
/// for have no effect.
public struct Form: Sendable {
    private let fields: FormFields
    private let uploads: [MultipartForm.UploadedFile]
    private let oversized: Set<String>

    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    init() {
        fields = FormFields()
        (uploads, oversized) = ([], [])
    }

    /// Reads a body of `application/x-www-form-urlencoded`, or a query string.
    init(urlEncoded bytes: some Sequence<UInt8>) throws(FormProblem) {
        fields = try FormDecoding.fields(bytes)
        (uploads, oversized) = ([], [])
    }

    /// Reads a body of `multipart/form-data`.
    init(multipart bytes: [UInt8], contentType: String) throws(FormProblem) {
        guard let boundary = MultipartParser.boundary(contentType: contentType) else { throw .boundary }
        var reader = MultipartForm.Reader(boundary: boundary)
        try reader.receive(bytes)
        self.init(try reader.finish())
    }

    init(_ form: MultipartForm) {
        fields = form.fields
        (uploads, oversized) = (form.files, form.oversized)
    }

    var values: [FormFields.Pair] { fields.pairs }

    /// The first value of that name, as it was sent; empty when there is none.
    public subscript(_ name: String) -> String {
        fields[name] ?? ""
    }

    /// The first value without surrounding space; nil when nothing is left.
    public func text(_ name: String) -> String? {
        let text = self[name].trimmed
        return text.isEmpty ? nil : text
    }

    public func all(_ name: String) -> [String] {
        fields.all(name)
    }

    public func integer(_ name: String) -> Int? {
        Int(self[name].trimmed)
    }

    public func file(_ field: String) -> File? {
        files(field).first
    }

    /// The fingerprint of the page's one-time ticket with everything that was sent along; nil without a ticket.
    func ticket(at path: String) -> String? {
        guard let once = text(Exchange.Field.ticket) else { return nil }
        var hash = SHA256()
        func update(_ bytes: [UInt8]) {
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        let sorted = values.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        for text in [once, path] + sorted.flatMap({ [$0.name, $0.value] }) { update(Array(text.utf8)) }
        for file in uploads {
            for text in [file.field, file.name] { update(Array(text.utf8)) }
            update(file.content)
        }
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Whether files were sent along.
    var hasFiles: Bool { !uploads.isEmpty }

    /// Whether a file was sent that is larger than the route takes, and was left out.
    public func isOversized(_ field: String) -> Bool { oversized.contains(field) }

    public func files(_ field: String) -> [File] {
        uploads.filter { $0.field == field }.map { File(name: $0.name, bytes: $0.content) }
    }
}

extension String {
    /// Without spaces, tabs and line ends around it, full-width spaces included.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
