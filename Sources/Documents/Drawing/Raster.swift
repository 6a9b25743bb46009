import CPango

/// Pixels in memory.
final class Raster {
    enum Ground {
        case opaque
        case transparent
    }

    let surface: OpaquePointer
    let width: Int
    let height: Int

    /// Throws `LetterFailure.drawing` if memory is short or a side is longer than 32,767.
    init(width: Int, height: Int, _ ground: Ground) throws {
        let format = ground == .opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32
        guard let surface = cairo_image_surface_create(format, Int32(clamping: width), Int32(clamping: height)) else {
            throw LetterFailure.drawing("picture")
        }
        self.surface = surface
        self.width = width
        self.height = height
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw LetterFailure.drawing("picture")
        }
    }

    /// Takes over the reference to an image surface.
    init(adopting surface: OpaquePointer) {
        self.surface = surface
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
    }

    deinit {
        cairo_surface_destroy(surface)
    }

    var ground: Ground {
        cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24 ? .opaque : .transparent
    }

    /// Lends the pixels (32 bits each) and the bytes per line.
    func withPixels(
        _ body: (UnsafeMutablePointer<UInt8>, Int) throws(PictureRefusal) -> Void
    ) throws(PictureRefusal) {
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else { throw .outOfMemory }
        try body(pixels, Int(cairo_image_surface_get_stride(surface)))
        cairo_surface_mark_dirty(surface)
    }

    /// The pixels as a PNG file without any further chunk.
    func png() throws -> [UInt8] {
        let sink = ByteSink()
        let status = withExtendedLifetime(sink) {
            cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw LetterFailure.drawing(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    /// The picture turned upright, and made smaller where an edge is longer than `maximumEdge`.
    func upright(_ orientation: ExifOrientation, maximumEdge: Int) throws(PictureRefusal) -> Raster {
        let scale = min(1, Double(max(1, maximumEdge)) / Double(max(width, height)))
        guard scale < 1 || orientation != .upright else { return self }
        let small = (
            max(1, Int((Double(width) * scale).rounded())), max(1, Int((Double(height) * scale).rounded()))
        )
        let size = orientation.isOnItsSide ? (small.1, small.0) : small
        let target: Raster
        do { target = try Raster(width: size.0, height: size.1, ground) } catch { throw .outOfMemory }
        guard let context = cairo_create(target.surface) else { throw .outOfMemory }
        defer { cairo_destroy(context) }
        cairo_scale(
            context, Double(size.0) / Double(orientation.isOnItsSide ? height : width),
            Double(size.1) / Double(orientation.isOnItsSide ? width : height))
        var turn = matrix(orientation)
        cairo_transform(context, &turn)
        cairo_set_source_surface(context, surface, 0, 0)
        let pattern = cairo_get_source(context)
        cairo_pattern_set_filter(pattern, scale < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
        cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
        cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        cairo_paint(context)
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else { throw .outOfMemory }
        return target
    }

    /// Where a stored pixel goes, at full size.
    private func matrix(_ orientation: ExifOrientation) -> cairo_matrix_t {
        let (w, h) = (Double(width), Double(height))
        return switch orientation {
        case .upright: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
        case .mirrored: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: 1, x0: w, y0: 0)
        case .halfTurn: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: -1, x0: w, y0: h)
        case .mirroredHalfTurn: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: -1, x0: 0, y0: h)
        case .transposed: cairo_matrix_t(xx: 0, yx: 1, xy: 1, yy: 0, x0: 0, y0: 0)
        case .quarterTurn: cairo_matrix_t(xx: 0, yx: 1, xy: -1, yy: 0, x0: h, y0: 0)
        case .transverse: cairo_matrix_t(xx: 0, yx: -1, xy: -1, yy: 0, x0: h, y0: w)
        case .threeQuarterTurn: cairo_matrix_t(xx: 0, yx: -1, xy: 1, yy: 0, x0: 0, y0: w)
        }
    }
}
