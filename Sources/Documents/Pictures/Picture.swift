import CPango

/// An uploaded picture after it has been decoded and written anew.
///
/// The file holds pixels and nothing else: no EXIF (place, telephone, thumbnail of the uncropped photo), no
/// profile, no comment, no bytes after its end. Colours are taken as sRGB.
public struct Picture: Hashable, Sendable {
    /// What a file is by its content; names and declared types are not believed.
    public enum Kind: Hashable, Sendable {
        case jpeg
        case png
        case pdf
        case other
    }

    public let kind: Kind
    public let width: Int
    public let height: Int
    public let bytes: [UInt8]

    /// Tells the type of a file from its first bytes.
    public static func identify(_ bytes: [UInt8]) -> Kind {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGFile.signature) { return .png }
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        return .other
    }

    /// Decodes a JPEG or PNG file and writes a new one of the same type, upright by its EXIF orientation.
    ///
    /// A picture with more than `pixelLimit` pixels is refused by its header; one with an edge longer than
    /// `maximumEdge` is made smaller. A photo takes a tenth of a second, the worst that the limit allows several
    /// seconds and eight bytes of memory per pixel: call it off the threads that answer requests, one at a time.
    public static func rewrite(
        _ bytes: [UInt8], pixelLimit: Int = 40_000_000, maximumEdge: Int = 2400
    ) throws(PictureRefusal) -> Picture {
        guard !bytes.isEmpty else { throw .empty }
        switch identify(bytes) {
        case .jpeg:
            let file = JPEGFile(bytes)
            let raster = try file.raster(pixelLimit: pixelLimit, maximumEdge: maximumEdge)
            let upright = try raster.upright(ExifOrientation(jpeg: bytes), maximumEdge: maximumEdge)
            return try Picture(upright, .jpeg)
        case .png:
            let raster = try PNGFile(bytes).raster(pixelLimit: pixelLimit)
            return try Picture(raster.upright(.upright, maximumEdge: maximumEdge), .png)
        case .pdf, .other:
            throw .notAPicture
        }
    }

    /// The same picture, of the same type, with no edge longer than `edge`.
    public func thumbnail(edge: Int = 240) throws(PictureRefusal) -> Picture {
        try Picture.rewrite(bytes, maximumEdge: edge)
    }

    private init(_ raster: Raster, _ kind: Kind) throws(PictureRefusal) {
        self.kind = kind
        width = raster.width
        height = raster.height
        bytes = kind == .jpeg ? try JPEGFile.write(raster) : try PNGFile.write(raster)
    }
}
