#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Memory that an XML parser takes from an account, so that no markup can make it grow without end.
///
/// Deep nesting, endless attributes and ever new names all make expat hold on to memory. When the account is empty
/// the parser is told that there is none left, and it gives up. Every block begins with its size, and the account in
/// force belongs to the thread, because expat hands its allocator no context.
enum ParserMemory {
    /// Bytes left to one parser.
    typealias Account = UnsafeMutablePointer<Int>

    private static let prefix = 16
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// Runs a call of the parser on the account.
    static func charging<Result>(_ account: Account, _ body: () -> Result) -> Result {
        guard let key else { return body() }
        let before = pthread_getspecific(key)
        pthread_setspecific(key, account)
        defer { pthread_setspecific(key, before) }
        return body()
    }

    static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        resize(nil, size)
    }

    static func resize(_ block: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
        guard size >= 0, size < Int.max - prefix else { return nil }
        let start = block.map { $0 - prefix }
        let before = start?.load(as: Int.self) ?? 0
        if let account, size - before > account.pointee { return nil }
        guard let grown = realloc(start, size + prefix) else { return nil }
        account?.pointee -= size - before
        grown.storeBytes(of: size, as: Int.self)
        return grown + prefix
    }

    static func release(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        let start = block - prefix
        account?.pointee += start.load(as: Int.self)
        free(start)
    }

    private static var account: Account? {
        key.flatMap { pthread_getspecific($0) }?.assumingMemoryBound(to: Int.self)
    }
}
