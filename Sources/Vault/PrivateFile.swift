#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that only their owner may read: mode 0600, or 0400.
enum PrivateFile {
    /// Reads a file through one descriptor, so that what is checked is what is read.
    static func read(_ path: String) throws(PrivateFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing(path) : .system(path, "open", errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path, "fstat", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path) }
        guard status.st_mode & 0o177 == 0 else { throw .openToOthers(path, mode: UInt32(status.st_mode & 0o777)) }
        guard status.st_size <= 1 << 20 else { throw .tooLarge(path) }
        return try readAll(descriptor, path: path)
    }

    private static func readAll(_ descriptor: Int32, path: String) throws(PrivateFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = chunk.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path, "read", errno)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// Makes a file that must not exist yet.
    static func create(_ path: String, _ bytes: [UInt8]) throws(PrivateFileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? .exists(path) : .system(path, "create", errno) }
        defer { close(descriptor) }
        do throws(PrivateFileError) {
            try fill(descriptor, with: bytes, path: path)
        } catch {
            unlink(path)
            throw error
        }
        try synchroniseFolder(of: path)
    }

    /// Writes a new file beside the old one and renames it over it.
    static func replace(_ path: String, _ bytes: [UInt8]) throws(PrivateFileError) {
        let temporary = path + ".new"
        unlink(temporary)
        try create(temporary, bytes)
        guard rename(temporary, path) == 0 else { throw .system(path, "rename", errno) }
        try synchroniseFolder(of: path)
    }

    private static func fill(
        _ descriptor: Int32, with bytes: [UInt8], path: String
    ) throws(PrivateFileError) {
        // A strict umask takes bits away; the mode must not depend on it.
        guard fchmod(descriptor, 0o600) == 0 else { throw .system(path, "fchmod", errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path, "write", errno)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw .system(path, "fsync", errno) }
    }

    /// The new name of a file is durable only when its folder is.
    private static func synchroniseFolder(of path: String) throws(PrivateFileError) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(folder, "open", errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(folder, "fsync", errno) }
    }
}

/// The system's `read`, which inside the enum its own function hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// Why a private file could not be read or written.
public enum PrivateFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(String)
    case exists(String)
    case notRegular(String)
    case tooLarge(String)

    /// Somebody else than the owner may read, write or run it.
    case openToOthers(String, mode: UInt32)

    /// A call to the system failed with this `errno`.
    case system(String, String, Int32)

    public var description: String {
        switch self {
        case .missing(let path): "there is no file \(path)"
        case .exists(let path): "\(path) exists already and is left as it is"
        case .notRegular(let path): "\(path) is not a regular file"
        case .tooLarge(let path): "\(path) is too large to be a key file"
        case .openToOthers(let path, let mode):
            "\(path) has the mode \(String(mode, radix: 8)), and keys must be readable by their owner alone; run: "
                + "chmod 600 \(path)"
        case .system(let path, let call, let code): "\(path): \(call) failed: \(String(cString: strerror(code)))"
        }
    }
}
