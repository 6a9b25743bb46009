/// Keys taken from the database in blocks and not yet given out.
///
/// Blocks grow with each request, so that an import of 20,000 rows does not ask a thousand times.
package struct KeyStock {
    private var blocks: [Range<Int64>] = []
    private var size: Int
    private let largest: Int

    /// - Parameters:
    ///   - smallest: how much the first request asks for.
    ///   - largest: how much a request asks for at most.
    package init(smallest: Int, largest: Int) {
        size = smallest
        self.largest = largest
    }

    /// The next key, if one is left.
    package mutating func take() -> Int64? {
        guard let block = blocks.first, let key = block.first else { return nil }
        if block.count == 1 {
            blocks.removeFirst()
        } else {
            blocks[0] = block.dropFirst()
        }
        return key
    }

    /// How much to ask for now; twice as much the next time.
    package mutating func nextSize() -> Int {
        let now = size
        size = min(size * 2, largest)
        return now
    }

    /// Adds a block of `count` keys that begins with `start`.
    package mutating func add(start: Int64, count: Int64) {
        blocks.append(start..<(start + count))
    }
}
