/// A header value with parameters: `form-data; name="file"; filename="a.xlsx"`.
struct HeaderParameters: Hashable, Sendable {
    /// What stands before the first semicolon, in small letters.
    let value: String

    /// Parameters by name in small letters.
    let parameters: [String: String]

    /// Reads a header value; nil when malformed, or when a parameter is there twice.
    ///
    /// In quoted strings `\"` and `\\` are escapes and any other backslash stands for itself: old browsers send whole
    /// Windows paths.
    init?(_ text: String) {
        var rest = Substring(text)
        let value = rest.prefix { $0 != ";" }
        rest = rest.dropFirst(value.count)
        var parameters: [String: String] = [:]
        while !rest.isEmpty {
            rest = rest.dropFirst().drop(while: Self.isBlank)
            if rest.isEmpty { break }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { return nil }
            rest = rest.dropFirst()
            guard let content = Self.takeContent(&rest) else { return nil }
            rest = rest.drop(while: Self.isBlank)
            guard rest.isEmpty || rest.first == ";", Self.isToken(name) else { return nil }
            guard parameters.updateValue(content, forKey: name.lowercased()) == nil else { return nil }
        }
        self.value = Self.trimmed(value).lowercased()
        self.parameters = parameters
        guard !self.value.isEmpty else { return nil }
    }

    /// A token, or a quoted string without its quotes.
    private static func takeContent(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let token = rest.prefix { $0 != ";" && !isBlank($0) }
            rest = rest.dropFirst(token.count)
            return token.isEmpty || token.contains("\"") ? nil : String(token)
        }
        rest = rest.dropFirst()
        var content = ""
        while let character = rest.popFirst() {
            if character == "\"" { return content }
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                content.append(next)
                rest = rest.dropFirst()
            } else {
                content.append(character)
            }
        }
        return nil
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }

    static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// The characters of RFC 9110, section 5.6.2.
    static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
