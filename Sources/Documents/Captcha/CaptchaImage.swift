import CPango

/// A picture of a short code that people read and programs read badly.
///
/// Every character is turned, sheared and scaled on its own, then the whole line is bent by two waves; curves of
/// the same ink cross it. The ink is dark on a light ground (at least 7 : 1), so that it stays readable. The same
/// text and seed give the same picture on machines with the same fonts.
public struct CaptchaImage: Hashable, Sendable {
    /// Size on the page in CSS pixels; the file has twice as many.
    public static let width = 120
    public static let height = 40

    private let characters: [String]
    private let seed: UInt64

    /// Letters and digits of ASCII, one to eight of them; everything else is left out.
    public init(text: String, seed: UInt64) {
        characters = text.unicodeScalars
            .filter { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .prefix(8).map { String($0) }
        self.seed = seed
    }

    /// The picture as a PNG file, opaque, 240 × 80 pixels; throws `CaptchaFailure`.
    public func png() throws -> [UInt8] {
        guard !characters.isEmpty else { throw CaptchaFailure.empty }
        let raster = try Raster(width: 2 * CaptchaImage.width, height: 2 * CaptchaImage.height, .opaque)
        guard let context = cairo_create(raster.surface) else { throw CaptchaFailure.drawing }
        defer { cairo_destroy(context) }
        var generator = SeededGenerator(seed: seed)
        cairo_set_source_rgb(context, 0.953, 0.957, 0.965)
        cairo_paint(context)
        speckle(context, &generator)
        write(context, &generator)
        cross(context, &generator)
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else { throw CaptchaFailure.drawing }
        return try raster.png()
    }

    private static let inks = [
        Ink(red: 0.10, green: 0.17, blue: 0.36), Ink(red: 0.36, green: 0.09, blue: 0.13),
        Ink(red: 0.07, green: 0.28, blue: 0.20), Ink(red: 0.25, green: 0.13, blue: 0.34),
    ]
    private static let families = ["Noto Serif CJK SC", "Noto Sans CJK SC"]

    private func speckle(_ context: OpaquePointer, _ generator: inout SeededGenerator) {
        for _ in 0..<90 {
            let shade = generator.number(from: 0.6, to: 0.85)
            cairo_set_source_rgb(context, shade, shade, shade)
            let (x, y) = (generator.number(from: 0, to: 240), generator.number(from: 0, to: 80))
            cairo_arc(context, x, y, generator.number(from: 0.6, to: 1.8), 0, 2 * .pi)
            cairo_fill(context)
        }
    }

    private func write(_ context: OpaquePointer, _ generator: inout SeededGenerator) {
        let wave = Wave(&generator)
        let step = 216 / Double(characters.count)
        for (index, character) in characters.enumerated() {
            let family = CaptchaImage.families[Int(generator.next() % 2)]
            let ink = CaptchaImage.inks[Int(generator.next() % 4)]
            cairo_select_font_face(context, family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD)
            cairo_set_font_size(context, generator.number(from: 50, to: 58) * min(1, step / 36))
            var extents = cairo_text_extents_t()
            cairo_text_extents(context, character, &extents)
            cairo_save(context)
            cairo_translate(
                context, 12 + step * (Double(index) + 0.5) + generator.number(from: -3, to: 3),
                40 + generator.number(from: -5, to: 5))
            cairo_rotate(context, generator.number(from: -0.3, to: 0.3))
            var shear = cairo_matrix_t(
                xx: generator.number(from: 0.9, to: 1.1), yx: 0, xy: generator.number(from: -0.25, to: 0.25),
                yy: generator.number(from: 0.9, to: 1.1), x0: 0, y0: 0)
            cairo_transform(context, &shear)
            cairo_new_path(context)
            cairo_move_to(
                context, -extents.x_bearing - extents.width / 2, -extents.y_bearing - extents.height / 2)
            cairo_text_path(context, character)
            cairo_restore(context)
            bend(context, by: wave)
            cairo_set_source_rgb(context, ink.red, ink.green, ink.blue)
            cairo_fill(context)
        }
    }

    private func cross(_ context: OpaquePointer, _ generator: inout SeededGenerator) {
        for _ in 0..<3 {
            let ink = CaptchaImage.inks[Int(generator.next() % 4)]
            cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, 0.75)
            cairo_set_line_width(context, generator.number(from: 1.4, to: 2.4))
            cairo_move_to(context, generator.number(from: 0, to: 20), generator.number(from: 15, to: 65))
            cairo_curve_to(
                context, generator.number(from: 50, to: 110), generator.number(from: 0, to: 80),
                generator.number(from: 130, to: 190), generator.number(from: 0, to: 80),
                generator.number(from: 220, to: 240), generator.number(from: 15, to: 65))
            cairo_stroke(context)
        }
    }

    /// Replaces the current path by the same path bent by `wave`.
    private func bend(_ context: OpaquePointer, by wave: Wave) {
        guard let path = cairo_copy_path_flat(context) else { return }
        defer { cairo_path_destroy(path) }
        cairo_new_path(context)
        guard path.pointee.status == CAIRO_STATUS_SUCCESS, let elements = path.pointee.data else { return }
        var index = 0
        while index < Int(path.pointee.num_data) {
            let header = elements[index].header
            guard header.length > 0 else { return }
            switch header.type {
            case CAIRO_PATH_MOVE_TO:
                let point = wave.bent(elements[index + 1].point.x, elements[index + 1].point.y)
                cairo_move_to(context, point.x, point.y)
            case CAIRO_PATH_LINE_TO:
                let point = wave.bent(elements[index + 1].point.x, elements[index + 1].point.y)
                cairo_line_to(context, point.x, point.y)
            default:
                cairo_close_path(context)
            }
            index += Int(header.length)
        }
    }
}

/// Why a captcha could not be made.
public enum CaptchaFailure: Error, Hashable, Sendable {
    /// There is nothing to show or to speak.
    case empty
    case drawing
    /// Spoken codes have four to six digits.
    case notFourToSixDigits
    /// A sound clip is missing or is not mono, 16 bit PCM, or the ten differ in rate.
    case clip
}
