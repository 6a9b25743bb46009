import CPango

/// A text broken into lines, ready to be drawn line by line.
final class TextBlock {
    struct Line {
        let pointer: UnsafeMutablePointer<PangoLayoutLine>
        /// Where the line begins, from the left edge of the block.
        let x: Double
        let width: Double
    }

    let style: TextStyle
    let lines: [Line]
    private let layout: OpaquePointer

    /// Takes over the reference to `layout`.
    init(_ layout: OpaquePointer, _ style: TextStyle) {
        self.layout = layout
        self.style = style
        lines = TextBlock.lines(of: layout)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    var height: Double { Double(lines.count) * style.linePitch }
    var width: Double { lines.map(\.width).max() ?? 0 }

    /// Draws one line; `top` is the top of its share of the pitch.
    ///
    /// Lines stand at even distance whatever their fonts. The middle of a Chinese character is 0.38 of the size
    /// above the baseline.
    func draw(_ index: Int, on canvas: Canvas, x: Double, top: Double) {
        guard lines.indices.contains(index) else { return }
        let line = lines[index]
        canvas.take(style.ink)
        cairo_move_to(canvas.context, x + line.x, top + style.linePitch / 2 + 0.38 * style.size)
        pango_cairo_show_layout_line(canvas.context, line.pointer)
    }

    func draw(on canvas: Canvas, x: Double, top: Double) {
        for index in lines.indices {
            draw(index, on: canvas, x: x, top: top + Double(index) * style.linePitch)
        }
    }

    private static func lines(of layout: OpaquePointer) -> [Line] {
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        repeat {
            guard let pointer = pango_layout_iter_get_line_readonly(iterator) else { continue }
            var logical = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &logical)
            let scale = Double(PANGO_SCALE)
            lines.append(
                Line(pointer: pointer, x: Double(logical.x) / scale, width: Double(logical.width) / scale))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}
