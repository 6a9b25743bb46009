/// Labels and values in two columns, a hairline under each pair.
struct FactParts {
    private let facts: [Letter.Fact]
    private let type: Typesetter
    private let sheet: Sheet
    private let density: Density

    init(_ facts: [Letter.Fact], _ type: Typesetter, _ sheet: Sheet, _ density: Density) {
        self.facts = facts
        self.type = type
        self.sheet = sheet
        self.density = density
    }

    func slabs() throws -> [Slab] {
        let (left, width) = (sheet.margin, sheet.textWidth)
        let inset = 28.0
        let style = TextStyle(size: 12, pitch: density.factPitch)
        let labelWidth = facts.reduce(0) { max($0, TextMeasure.ems($1.label)) } * style.size + 2
        let column = min(max(labelWidth, 60), 0.42 * width)
        let valueWidth = width - 2 * inset - column - 18
        var slabs: [Slab] = []
        for (index, fact) in facts.enumerated() {
            let label = try type.set(
                fact.label, TextStyle(size: 12, ink: .grey, pitch: density.factPitch), width: column)
            let value = try type.set(fact.value, style, width: valueWidth)
            let height = max(label.height, value.height)
            slabs.append(
                Slab(height: height + 5, gap: index == 0 ? 8 : 0) { canvas, top in
                    label.draw(on: canvas, x: left + inset, top: top + 2)
                    value.draw(on: canvas, x: left + inset + column + 18, top: top + 2)
                    canvas.rule(
                        x: left + inset, y: top + height + 4.5, width: width - 2 * inset, thickness: 0.4, .hairline)
                })
        }
        if !slabs.isEmpty {
            slabs.append(Slab(height: 8) { _, _ in })
            slabs[slabs.count - 2].binding = .withNext
        }
        return slabs
    }
}
