#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file whole, but never more of it than the limit.
enum FileBytes {
    static func read(_ path: String, _ limits: WorkbookLimits) throws(WorkbookRefusal) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw .unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limits.maximumFileSize else { throw .tooLarge(limit: limits.maximumFileSize) }
        }
        guard ferror(file) == 0 else { throw .unreadable(path: path) }
        return bytes
    }
}
