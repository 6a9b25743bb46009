/// A colour on paper, red, green and blue from 0 to 1.
struct Ink: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    static let black = Ink(red: 0.08, green: 0.08, blue: 0.09)
    static let grey = Ink(red: 0.36, green: 0.37, blue: 0.39)
    static let hairline = Ink(red: 0.78, green: 0.78, blue: 0.77)
    static let tint = Ink(red: 0.965, green: 0.96, blue: 0.945)
    /// The red of official letterheads.
    static let red = Ink(red: 0.72, green: 0.07, blue: 0.11)
    static let paleRed = Ink(red: 0.995, green: 0.945, blue: 0.945)
    static let pure = Ink(red: 0, green: 0, blue: 0)
}
