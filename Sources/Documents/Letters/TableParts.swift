/// A table: the head on a tint between two lines, hairlines between rows, the totals in bold.
struct TableParts {
    private let table: Letter.Table
    private let type: Typesetter
    private let sheet: Sheet
    private let widths: [Double]
    private let padding: Double

    private static let size = 11.0
    private static let inset = 5.0

    init(_ table: Letter.Table, _ type: Typesetter, _ sheet: Sheet, _ density: Density) {
        self.table = table
        self.type = type
        self.sheet = sheet
        padding = density.cellPadding
        var wishes = table.columns.map { TextMeasure.ems($0.title) }
        for row in table.rows + [table.totals] {
            for (column, cell) in row.enumerated() where column < wishes.count {
                wishes[column] = max(wishes[column], TextMeasure.ems(cell))
            }
        }
        widths = TextMeasure.shares(
            of: sheet.textWidth, wishes: wishes.map { ($0 + 0.4) * TableParts.size + 2 * TableParts.inset })
    }

    func slabs() throws -> [Slab] {
        guard !table.columns.isEmpty else { return [] }
        for (index, row) in (table.rows + (table.totals.isEmpty ? [] : [table.totals])).enumerated() {
            guard row.count == table.columns.count else { throw LetterFailure.unevenRow(index) }
        }
        var head = try row(table.columns.map(\.title), .head)
        head.gap = 8
        head.binding = .withNext
        var slabs = [head]
        for cells in table.rows {
            var line = try row(cells, .plain)
            line.head = [head]
            slabs.append(line)
        }
        if !table.totals.isEmpty {
            // Totals never stand alone on a page.
            if slabs.count > 1 { slabs[slabs.count - 1].binding = .withNext }
            var line = try row(table.totals, .totals)
            line.head = [head]
            slabs.append(line)
        }
        slabs[slabs.count - 1].binding = .withNext
        slabs.append(
            Slab(height: 10) { [sheet] canvas, top in
                canvas.rule(x: sheet.margin, y: top, width: sheet.textWidth, thickness: 1.2, .black)
            })
        return slabs
    }

    private enum Row {
        case head
        case plain
        case totals
    }

    private func row(_ cells: [String], _ row: Row) throws -> Slab {
        let weight: TextStyle.Weight
        switch row {
        case .head, .totals: weight = .bold
        case .plain: weight = .regular
        }
        var blocks: [(block: TextBlock, x: Double)] = []
        var x = sheet.margin
        for (index, cell) in cells.enumerated() {
            let style = TextStyle(
                size: TableParts.size, weight: weight, alignment: table.columns[index].alignment, pitch: 1.4)
            let block = try type.set(cell, style, width: max(widths[index] - 2 * TableParts.inset, TableParts.size))
            blocks.append((block, x + TableParts.inset))
            x += widths[index]
        }
        let tallest = blocks.map(\.block.height).max() ?? 0
        let height = tallest + 2 * padding
        return Slab(height: height) { [sheet, padding, blocks] canvas, top in
            let (left, width) = (sheet.margin, sheet.textWidth)
            switch row {
            case .head:
                canvas.fill(x: left, y: top, width: width, height: height, .tint)
                canvas.rule(x: left, y: top, width: width, thickness: 1.2, .black)
                canvas.rule(x: left, y: top + height, width: width, thickness: 0.6, .black)
            case .plain:
                canvas.rule(x: left, y: top + height, width: width, thickness: 0.4, .hairline)
            case .totals:
                canvas.rule(x: left, y: top, width: width, thickness: 0.8, .black)
            }
            for (block, x) in blocks {
                block.draw(on: canvas, x: x, top: top + padding + (tallest - block.height) / 2)
            }
        }
    }
}
