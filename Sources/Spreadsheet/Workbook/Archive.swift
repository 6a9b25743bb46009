import CZip

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The zip archive of a workbook, in memory.
final class Archive {
    let limits: WorkbookLimits
    private let memory: UnsafeMutableRawBufferPointer
    private var zip: OpaquePointer?
    /// Entries by name; part names of a package do not differ by case (ECMA-376 part 2, 6.2.2).
    private var entries: [String: zip_uint64_t] = [:]
    /// Most bytes inflated from each entry so far.
    private var inflated: [zip_uint64_t: Int] = [:]
    private var inflatedTotal = 0

    init(bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookRefusal) {
        self.limits = limits
        memory = .allocate(byteCount: max(1, bytes.count), alignment: 16)
        bytes.withUnsafeBytes { memory.copyMemory(from: $0) }
        var failure = zip_error_t()
        zip_error_init(&failure)
        defer { zip_error_fini(&failure) }
        guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(bytes.count), 0, &failure) else {
            throw .damaged(detail: "no memory for the archive")
        }
        guard let zip = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
            zip_source_free(source)
            throw .damaged(detail: "archive: \(String(cString: zip_error_strerror(&failure)))")
        }
        self.zip = zip
        try readDirectory(of: zip)
    }

    deinit {
        if let zip { zip_discard(zip) }
        memory.deallocate()
    }

    var entryCount: Int { entries.count }

    /// Of all entries, in small letters.
    var names: [String] { entries.keys.sorted() }

    func contains(_ name: String) -> Bool { entries[name.lowercased()] != nil }

    /// Begins to inflate an entry; nil if there is none of that name.
    func part(_ name: String) throws(WorkbookRefusal) -> PartStream? {
        guard let zip, let entry = entries[name.lowercased()] else { return nil }
        var facts = zip_stat_t()
        zip_stat_init(&facts)
        guard zip_stat_index(zip, entry, 0, &facts) == 0 else { throw .damaged(detail: "no facts about \(name)") }
        guard facts.encryption_method == UInt16(ZIP_EM_NONE) else { throw .encrypted }
        // Stored or deflated (ECMA-376 part 2, annex B); libzip knows more, an Office program writes none of them.
        guard facts.comp_method == 0 || facts.comp_method == 8 else {
            throw .damaged(detail: "compression method \(facts.comp_method) of \(name)")
        }
        guard let file = zip_fopen_index(zip, entry, 0) else { throw .damaged(detail: "cannot inflate \(name)") }
        let zipped = Int(clamping: min(facts.comp_size, UInt64(memory.count)))
        return PartStream(name: name, archive: self, entry: entry, file: file, zippedSize: zipped)
    }

    /// Counts bytes that really came out of an entry.
    func count(_ bytes: Int, of entry: zip_uint64_t, zippedSize: Int) throws(WorkbookRefusal) {
        let before = inflated[entry] ?? 0
        if bytes > before {
            inflated[entry] = bytes
            inflatedTotal += bytes - before
        }
        guard inflatedTotal <= limits.maximumUnzippedSize else {
            throw .tooLargeUnzipped(limit: limits.maximumUnzippedSize)
        }
        guard bytes <= 1 << 20 || bytes / limits.maximumRatio <= zippedSize else {
            throw .tooCompressed(limit: limits.maximumRatio)
        }
    }

    private func readDirectory(of zip: OpaquePointer) throws(WorkbookRefusal) {
        let count = zip_get_num_entries(zip, 0)
        guard count <= limits.maximumEntries else { throw .tooManyEntries(limit: limits.maximumEntries) }
        var claimed: UInt64 = 0
        for entry in 0..<UInt64(max(0, count)) {
            var facts = zip_stat_t()
            zip_stat_init(&facts)
            guard zip_stat_index(zip, entry, 0, &facts) == 0, let name = facts.name else {
                throw .damaged(detail: "entry \(entry) has no name")
            }
            let (sum, overflow) = claimed.addingReportingOverflow(facts.size)
            claimed = overflow ? .max : sum
            let path = String(cString: name).replacing("\\", with: "/").lowercased()
            if entries[path] == nil { entries[path] = entry }
        }
        guard claimed <= UInt64(limits.maximumUnzippedSize) else {
            throw .tooLargeUnzipped(limit: limits.maximumUnzippedSize)
        }
    }
}

/// One entry of the archive while it is inflated.
final class PartStream {
    let name: String
    private let archive: Archive
    private let entry: zip_uint64_t
    private let file: OpaquePointer
    private let zippedSize: Int
    private var total = 0

    fileprivate init(name: String, archive: Archive, entry: zip_uint64_t, file: OpaquePointer, zippedSize: Int) {
        self.name = name
        self.archive = archive
        self.entry = entry
        self.file = file
        self.zippedSize = zippedSize
    }

    deinit { zip_fclose(file) }

    /// Inflates the next bytes into the buffer; 0 at the end, where the checksum has been found right.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(WorkbookRefusal) -> Int {
        let read = zip_fread(file, buffer, UInt64(max(0, count)))
        guard read >= 0 else { throw .damaged(detail: "\(name) does not inflate") }
        total += Int(read)
        try archive.count(total, of: entry, zippedSize: zippedSize)
        return Int(read)
    }
}
