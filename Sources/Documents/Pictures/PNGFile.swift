import CPango

/// A PNG file that nobody has looked at yet.
struct PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Decodes the pixels, with transparency if the file has any.
    func raster(pixelLimit: Int) throws(PictureRefusal) -> Raster {
        let (width, height) = try size()
        // Cairo's surfaces have sides of at most 32,767.
        guard width.multipliedReportingOverflow(by: height).partialValue <= pixelLimit, max(width, height) <= 32_767
        else { throw .tooManyPixels }
        let spring = ByteSpring(bytes)
        let surface = withExtendedLifetime(spring) {
            cairo_image_surface_create_from_png_stream(ByteSpring.read, spring.closure)
        }
        guard let surface else { throw .outOfMemory }
        let raster = Raster(adopting: surface)
        switch cairo_surface_status(surface) {
        case CAIRO_STATUS_SUCCESS: break
        case CAIRO_STATUS_NO_MEMORY: throw .outOfMemory
        default: throw .damaged
        }
        guard raster.width == width, raster.height == height else { throw .damaged }
        return raster
    }

    static func write(_ raster: Raster) throws(PictureRefusal) -> [UInt8] {
        do { return try raster.png() } catch { throw .outOfMemory }
    }

    /// Width and height from the header chunk, which must be the first (PNG, 11.2.2).
    private func size() throws(PictureRefusal) -> (width: Int, height: Int) {
        guard bytes.count >= 33, bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8)) else {
            throw .damaged
        }
        func number(at offset: Int) -> Int {
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let (width, height) = (number(at: 16), number(at: 20))
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else { throw .damaged }
        return (width, height)
    }
}
