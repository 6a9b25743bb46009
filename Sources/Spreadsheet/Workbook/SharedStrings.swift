/// The texts that cells of a workbook share, one after the other in one piece of memory.
struct SharedStrings {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ends: [UInt32] = []

    var count: Int { ends.count }

    /// The bytes of a text; nil if there is none of that number.
    @inline(__always)
    func withText<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }
}

/// Reads the shared strings (ECMA-376 part 1, 18.4): runs of rich text joined, phonetic runs left out.
final class SharedStringScanner: PartScanner {
    private(set) var strings = SharedStrings()
    private var buffer = TextBuffer()
    private var place = Place.outside
    /// Elements open inside the item, the item counted.
    private var depth = 0
    private var skippedDepth = 0
    private let maximumCount: Int

    private enum Place {
        case outside
        case item
        case text
    }

    init(limits: WorkbookLimits) {
        maximumCount = limits.maximumRows * limits.maximumColumns
    }

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        if skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        switch place {
        case .outside:
            guard name == "si" else { return }
            place = .item
            buffer.clear()
        case .item:
            if name == "t" { place = .text } else if name == "rPh" { skippedDepth = 1 }
        case .text: skippedDepth = 1
        }
        depth += 1
    }

    override func end() {
        if skippedDepth > 0 {
            skippedDepth -= 1
            // The element that began the skipping was counted as open.
            if skippedDepth == 0 { depth -= 1 }
            return
        }
        guard place != .outside else { return }
        depth -= 1
        if place == .text { place = .item } else if depth == 0 { finishItem() }
    }

    override func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        if place == .text, skippedDepth == 0 { buffer.append(bytes) }
    }

    private func finishItem() {
        place = .outside
        guard strings.ends.count < maximumCount else {
            refusal = .damaged(detail: "more shared strings than cells")
            return
        }
        buffer.decodeEscapes()
        strings.bytes.append(contentsOf: buffer.bytes)
        // Never more than the unzipped size, which is far below 4 GiB.
        strings.ends.append(UInt32(clamping: strings.bytes.count))
    }
}
