import Foundation

/// Bends points up and down and to and fro.
struct Wave {
    private let height: Double
    private let width: Double
    private let phases: (Double, Double)
    private let frequencies: (Double, Double)

    init(_ generator: inout SeededGenerator) {
        height = generator.number(from: 3.5, to: 5.5)
        width = generator.number(from: 1.5, to: 3)
        phases = (generator.number(from: 0, to: 2 * .pi), generator.number(from: 0, to: 2 * .pi))
        frequencies = (generator.number(from: 0.03, to: 0.05), generator.number(from: 0.06, to: 0.1))
    }

    func bent(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (x + width * sin(y * frequencies.1 + phases.1), y + height * sin(x * frequencies.0 + phases.0))
    }
}
