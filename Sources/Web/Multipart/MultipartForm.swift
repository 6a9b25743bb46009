/// A whole form gathered in memory: its fields, and its files with their content.
struct MultipartForm: Hashable, Sendable {
    private(set) var fields = FormFields()
    private(set) var files: [UploadedFile] = []

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

        init(boundary: String, limits: MultipartParser.Limits = .init()) {
            parser = MultipartParser(boundary: boundary, limits: limits)
        }

        mutating func receive(_ bytes: some Collection<UInt8>) throws(FormProblem) {
            for event in try parser.receive(bytes) {
                switch event {
                case .part(let header): current = header
                case .body(let bytes): content += bytes
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

        private mutating func take() throws(FormProblem) {
            guard let header = current else { return }
            switch header.kind {
            case .field:
                guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
                    throw .notText
                }
                form.fields.append(header.name, value)
            case .file(let name, let contentType):
                if !name.isEmpty || !content.isEmpty {
                    form.files.append(
                        UploadedFile(field: header.name, name: name, contentType: contentType, content: content))
                }
            }
            current = nil
            content = []
        }
    }
}
