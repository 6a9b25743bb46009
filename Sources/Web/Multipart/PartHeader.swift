/// What the header of one part of a form says.
struct PartHeader: Hashable, Sendable {
    /// The name of the form's field.
    let name: String
    let kind: Kind

    enum Kind: Hashable, Sendable {
        case field

        /// A file, under the name the browser gave; the name is empty when none was chosen.
        case file(name: String, contentType: String?)
    }

    /// Reads the lines of a part's header.
    init(lines: [[UInt8]]) throws(FormProblem) {
        var values: [String: String] = [:]
        for line in lines {
            let (name, value) = try Self.split(line)
            guard values.updateValue(value, forKey: name) == nil else { throw .malformed(.headerLine) }
        }
        guard let disposition = values["content-disposition"].flatMap(HeaderParameters.init),
            disposition.value == "form-data", let name = disposition.parameters["name"]
        else { throw .malformed(.contentDisposition) }
        let encoding = values["content-transfer-encoding"]?.lowercased() ?? "binary"
        guard ["binary", "8bit", "7bit"].contains(encoding) else { throw .malformed(.transferEncoding) }
        self.name = FileName.withBrowserEscapes(name)
        kind =
            FileName.of(disposition.parameters)
            .map { .file(name: $0, contentType: values["content-type"]) } ?? .field
    }

    /// Splits `Name: value`; refuses folded lines, control characters and what is not UTF-8.
    private static func split(_ line: [UInt8]) throws(FormProblem) -> (name: String, value: String) {
        guard let text = String(validating: line, as: UTF8.self) else { throw .notText }
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }) else {
            throw .malformed(.headerLine)
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, HeaderParameters.isToken(parts[0]) else { throw .malformed(.headerLine) }
        return (parts[0].lowercased(), HeaderParameters.trimmed(parts[1]))
    }
}
