/// The paper and where the text stands on it, in points (1/72 inch).
struct Sheet {
    let width: Double
    let height: Double
    /// Left and right of the text.
    let margin: Double
    /// Where the text begins and ends on every page.
    let top: Double
    let bottom: Double

    var textWidth: Double { width - 2 * margin }
    var textHeight: Double { bottom - top }

    /// A line holds 32 characters of 14 points.
    static let a4 = Sheet(width: 595.276, height: 841.89, margin: 73.638, top: 92, bottom: 764)
}
