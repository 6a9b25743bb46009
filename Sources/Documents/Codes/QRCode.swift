import CQRCode

/// A QR code as a square of dark and light modules.
///
/// Bytes are UTF-8, error correction is level M (15 % of the code may be lost), the version is the smallest that
/// holds the text (ISO/IEC 18004).
public struct QRCode: Hashable, Sendable {
    /// Modules along one side, without the quiet zone.
    public let size: Int
    private let modules: [Bool]

    /// Light modules that must surround the code (ISO/IEC 18004, 6.3.8).
    public static let quietZone = 4

    /// Throws if the text is empty or longer than a code can hold (2,331 bytes).
    public init(_ text: String) throws(QRCodeRefusal) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 2331, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .tooLong
        }
        defer { QRcode_free(code) }
        guard let modules = code.pointee.data, code.pointee.width > 0 else { throw .tooLong }
        let size = Int(code.pointee.width)
        self.size = size
        self.modules = UnsafeBufferPointer(start: modules, count: size * size).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark; everything outside the code is light.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row * size + column]
    }

    /// The code with its quiet zone as an SVG element, one path, `moduleSize` pixels per module.
    public func svg(moduleSize: Int) -> String {
        let edge = size + 2 * QRCode.quietZone
        let pixels = edge * min(max(moduleSize, 1), 100)
        let path = runs.map { run in
            "M\(run.column + QRCode.quietZone) \(run.row + QRCode.quietZone)h\(run.length)v1h-\(run.length)z"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(pixels)" height="\(pixels)" \
            viewBox="0 0 \(edge) \(edge)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(edge)v\(edge)h-\(edge)z"/><path fill="#000" d="\(path.joined())"/></svg>
            """
    }
}

extension QRCode {
    /// Dark modules side by side in one row.
    struct Run: Hashable, Sendable {
        let row: Int
        let column: Int
        let length: Int
    }

    /// All dark modules as runs, from top to bottom and from left to right.
    var runs: [Run] {
        var runs: [Run] = []
        for row in 0..<size {
            var start: Int?
            for column in 0...size {
                switch (isDark(row: row, column: column), start) {
                case (true, nil):
                    start = column
                case (false, .some(let first)):
                    runs.append(Run(row: row, column: first, length: column - first))
                    start = nil
                case (true, .some), (false, nil):
                    continue
                }
            }
        }
        return runs
    }
}

/// Why a text has no QR code.
public enum QRCodeRefusal: Error, Hashable, Sendable {
    case empty
    case tooLong
}
