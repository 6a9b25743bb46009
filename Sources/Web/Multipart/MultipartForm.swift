/// A whole form gathered in memory: its fields, and its files with their content.
struct MultipartForm: Hashable, Sendable {
    private(set) var fields = FormFields()
    private(set) var files: [UploadedFile] = []
    /// Fields whose file was larger than is taken, and was left out.
    private(set) var oversized: Set<String> = []

    /// One uploaded file; fields without a chosen file are left out.
    struct UploadedFile: Hashable, Sendable {
        /// The name of the form's field.
        let field: String

        /// The cleaned name, for people.
        let name: String

        /// What the browser claims; the content decides.
        let contentType: String?
        let content: [UInt8]
    }

    /// The first file of a field.
    func file(_ field: String) -> UploadedFile? {
        files.first { $0.field == field }
    }

    /// Gathers a form from pieces of its body.
    struct Reader: Sendable {
        private var parser: MultipartParser
        private var form = MultipartForm()
        private var current: PartHeader?
        private var content: [UInt8] = []
        private let limits: MultipartParser.Limits
        private var kept = 0

        init(boundary: String, limits: MultipartParser.Limits = .init()) {
            parser = MultipartParser(boundary: boundary, limits: limits)
            self.limits = limits
        }

        mutating func receive(_ bytes: some Collection<UInt8>) throws(FormProblem) {
            for event in try parser.receive(bytes) {
                switch event {
                case .part(let header): current = header
                case .body(let bytes): try keep(bytes)
                case .partEnded: try take()
                case .finished: break
                }
            }
        }

        /// The form, when its closing delimiter has arrived.
        mutating func finish() throws(FormProblem) -> MultipartForm {
            try parser.end()
            return form
        }

        private mutating func keep(_ bytes: [UInt8]) throws(FormProblem) {
            guard case .leftOut(let most) = limits.largeFiles, let header = current else {
                content += bytes
                return
            }
            guard !form.oversized.contains(header.name) else { return }
            switch header.kind {
            case .field:
                guard kept + bytes.count <= most else { throw .fieldTooLarge(name: header.name, limit: most) }
            case .file:
                guard content.count + bytes.count <= limits.fileBytes, kept + bytes.count <= most else {
                    kept -= content.count
                    content = []
                    form.oversized.insert(header.name)
                    return
                }
            }
            kept += bytes.count
            content += bytes
        }

        private mutating func take() throws(FormProblem) {
            guard let header = current else { return }
            switch header.kind {
            case .field:
                guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
                    throw .notText
                }
                form.fields.append(header.name, value)
            case .file(let name, let contentType):
                if !form.oversized.contains(header.name), !name.isEmpty || !content.isEmpty {
                    form.files.append(
                        UploadedFile(field: header.name, name: name, contentType: contentType, content: content))
                }
            }
            current = nil
            content = []
        }
    }
}
