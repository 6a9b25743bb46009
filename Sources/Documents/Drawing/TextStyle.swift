/// How a text is set.
struct TextStyle: Hashable, Sendable {
    enum Weight: Hashable, Sendable {
        case regular
        case bold
    }

    enum Spread: Hashable, Sendable {
        /// Lines end where they end.
        case ragged
        /// Every line but the last is as wide as the column, the first begins two characters in.
        case justified
    }

    /// Points.
    var size: Double
    var weight: Weight = .regular
    var ink: Ink = .black
    var alignment: Letter.Alignment = .leading
    var spread: Spread = .ragged
    /// Distance of two baselines, in sizes.
    var pitch: Double = 1.5

    var linePitch: Double { size * pitch }
}
