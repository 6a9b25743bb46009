extension QRCode {
    /// The code with its quiet zone as a PNG file, `moduleSize` pixels per module.
    ///
    /// For programs that set text and do not read SVG.
    public func png(moduleSize: Int) throws -> [UInt8] {
        let scale = min(max(moduleSize, 1), 100)
        let edge = (size + 2 * QRCode.quietZone) * scale
        let raster = try Raster(width: edge, height: edge, .opaque)
        try raster.withPixels { pixels, stride in
            pixels.update(repeating: 0xFF, count: stride * edge)
            for run in runs {
                let left = (run.column + QRCode.quietZone) * scale * 4
                for line in 0..<scale {
                    let row = ((run.row + QRCode.quietZone) * scale + line) * stride
                    (pixels + row + left).update(repeating: 0, count: run.length * scale * 4)
                }
            }
        }
        return try raster.png()
    }
}
