import CPango
import CPicture

/// A JPEG file that nobody has looked at yet.
struct JPEGFile {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Decodes the pixels; a picture much larger than `maximumEdge` is made smaller while it is decoded.
    func raster(pixelLimit: Int, maximumEdge: Int) throws(PictureRefusal) -> Raster {
        let full = try size(eighths: 8)
        guard full.width.multipliedReportingOverflow(by: full.height).partialValue <= pixelLimit else {
            throw .tooManyPixels
        }
        let edge = max(full.width, full.height)
        let eighths = [1, 2, 4].first { edge * $0 / 8 >= maximumEdge } ?? 8
        let size = try size(eighths: eighths)
        let raster: Raster
        do { raster = try Raster(width: size.width, height: size.height, .opaque) } catch { throw .outOfMemory }
        try raster.withPixels { (pixels, stride) throws(PictureRefusal) in
            try JPEGFile.check(
                cpicture_jpeg_decode(
                    bytes, bytes.count, Int32(eighths), pixels, stride, UInt32(size.width), UInt32(size.height)))
        }
        return raster
    }

    /// Quality 88 keeps small print on a bank receipt readable.
    static func write(_ raster: Raster) throws(PictureRefusal) -> [UInt8] {
        var output: UnsafeMutablePointer<UInt8>?
        var count = 0
        defer { cpicture_free(output) }
        try raster.withPixels { (pixels, stride) throws(PictureRefusal) in
            try check(
                cpicture_jpeg_encode(
                    pixels, stride, UInt32(raster.width), UInt32(raster.height), 88, &output, &count))
        }
        return Array(UnsafeBufferPointer(start: output, count: count))
    }

    private func size(eighths: Int) throws(PictureRefusal) -> (width: Int, height: Int) {
        var width: UInt32 = 0
        var height: UInt32 = 0
        try JPEGFile.check(cpicture_jpeg_size(bytes, bytes.count, Int32(eighths), &width, &height))
        guard (1...65_535).contains(width), (1...65_535).contains(height) else { throw .damaged }
        return (Int(width), Int(height))
    }

    private static func check(_ status: Int32) throws(PictureRefusal) {
        switch Int(status) {
        case Int(CPICTURE_DONE): return
        case Int(CPICTURE_MEMORY): throw .outOfMemory
        default: throw .damaged
        }
    }
}
