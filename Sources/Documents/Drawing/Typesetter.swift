import CPango

/// Breaks texts into lines with the fonts of one font map.
///
/// Language, resolution and hinting are fixed, so that the environment of the process changes nothing.
final class Typesetter {
    /// The families letters are set in, the first that has a character.
    static let families = ["Letter Song", "Noto Serif CJK SC"]

    private let context: OpaquePointer

    init(_ map: FontMap) throws {
        guard let context = pango_font_map_create_context(map.pointer) else {
            throw LetterFailure.drawing("text context")
        }
        self.context = context
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        pango_context_set_round_glyph_positions(context, 0)
        if let options = cairo_font_options_create() {
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
            cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
            pango_cairo_context_set_font_options(context, options)
            cairo_font_options_destroy(options)
        }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
    }

    /// Sets a text in a column `width` points wide.
    func set(_ text: String, _ style: TextStyle, width: Double) throws -> TextBlock {
        guard let layout = pango_layout_new(context) else { throw LetterFailure.drawing("text layout") }
        let text = PrintableText(text, spaces: style.spread == .justified ? .fixed : .plain).text
        let scale = Double(PANGO_SCALE)
        if let font = pango_font_description_new() {
            pango_font_description_set_family(font, Typesetter.families.joined(separator: ","))
            pango_font_description_set_absolute_size(font, style.size * scale)
            pango_font_description_set_weight(
                font, style.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
            pango_layout_set_font_description(layout, font)
            pango_font_description_free(font)
        }
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_width(layout, Int32(max(1, width) * scale))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        switch style.alignment {
        case .leading: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .trailing: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        if style.spread == .justified {
            pango_layout_set_justify(layout, 1)
            pango_layout_set_indent(layout, Int32(2 * style.size * scale))
        }
        var utf8 = text
        utf8.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                pango_layout_set_text(layout, characters.baseAddress, Int32(clamping: characters.count))
            }
        }
        return TextBlock(layout, style)
    }
}
