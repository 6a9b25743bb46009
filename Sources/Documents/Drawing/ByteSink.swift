import CPango

/// Collects the bytes that Cairo writes.
final class ByteSink {
    private(set) var bytes: [UInt8] = []

    /// The sink as the closure argument of a Cairo stream; the sink must outlive the surface's last write.
    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The function that Cairo calls with each piece.
    static let write: cairo_write_func_t = { closure, piece, count in
        guard let closure, let piece else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: piece, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}

/// Hands bytes to Cairo piece by piece.
final class ByteSpring {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The spring as the closure argument of a Cairo stream; the spring must outlive the reading.
    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The function that Cairo calls for each piece; past the end it is a read error.
    static let read: cairo_read_func_t = { closure, piece, count in
        guard let closure, let piece else { return CAIRO_STATUS_READ_ERROR }
        let spring = Unmanaged<ByteSpring>.fromOpaque(closure).takeUnretainedValue()
        let count = Int(count)
        guard count <= spring.bytes.count - spring.position else { return CAIRO_STATUS_READ_ERROR }
        spring.bytes.withUnsafeBufferPointer { all in
            guard let first = all.baseAddress, count > 0 else { return }
            piece.update(from: first + spring.position, count: count)
        }
        spring.position += count
        return CAIRO_STATUS_SUCCESS
    }
}
