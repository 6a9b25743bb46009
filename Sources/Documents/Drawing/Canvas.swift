import CPango

/// A place to draw on: points (1/72 inch) from the top left corner.
///
/// Borrows the Cairo context; whoever made it destroys it.
struct Canvas {
    let context: OpaquePointer

    func fill(x: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
        take(ink)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func frame(x: Double, y: Double, width: Double, height: Double, thickness: Double, _ ink: Ink) {
        take(ink)
        cairo_set_line_width(context, thickness)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    /// A horizontal line whose middle is at `y`.
    func rule(x: Double, y: Double, width: Double, thickness: Double, _ ink: Ink) {
        fill(x: x, y: y - thickness / 2, width: width, height: thickness, ink)
    }

    /// Draws a QR code as filled squares, with the quiet zone of four modules inside `edge`.
    func draw(_ code: QRCode, x: Double, y: Double, edge: Double) {
        let module = edge / Double(code.size + 2 * QRCode.quietZone)
        take(.pure)
        for run in code.runs {
            cairo_rectangle(
                context, x + Double(run.column + QRCode.quietZone) * module,
                y + Double(run.row + QRCode.quietZone) * module, Double(run.length) * module, module)
        }
        cairo_fill(context)
    }

    func take(_ ink: Ink) {
        cairo_set_source_rgb(context, ink.red, ink.green, ink.blue)
    }
}
