/// A letter set in slabs and divided into pages.
struct LetterLayout {
    let letter: Letter
    let sheet: Sheet
    let pages: [[PlacedSlab]]
    private let furniture: PageFurniture

    init(_ letter: Letter, _ type: Typesetter, _ sheet: Sheet) throws {
        self.letter = letter
        self.sheet = sheet
        var best = try LetterLayout.pages(letter, type, sheet, .roomy)
        for density in [Density.close, .tight] where best.count == 2 {
            let closer = try LetterLayout.pages(letter, type, sheet, density)
            if closer.count < best.count { best = closer }
        }
        pages = best
        furniture = try PageFurniture(letter, type, sheet, pages: pages.count)
    }

    private static func pages(
        _ letter: Letter, _ type: Typesetter, _ sheet: Sheet, _ density: Density
    ) throws -> [[PlacedSlab]] {
        let parts = LetterParts(letter, type, sheet, density)
        var slabs = try parts.opening()
        for block in letter.body { slabs += try parts.slabs(of: block) }
        // Neither the signature nor the footnote stands alone on a page.
        for slab in [try parts.closing(), try parts.footnote()].compactMap({ $0 }) {
            if !slabs.isEmpty { slabs[slabs.count - 1].binding = .withNext }
            slabs.append(slab)
        }
        return try Pagination(slabs, on: sheet).pages
    }

    func draw(page: Int, on canvas: Canvas) {
        guard pages.indices.contains(page) else { return }
        furniture.draw(page: page, on: canvas)
        for placed in pages[page] { placed.slab.draw(canvas, placed.top) }
    }
}

/// What stands on every page around the text: band, running head, foot and page number.
struct PageFurniture {
    private let sheet: Sheet
    private let banner: TextBlock?
    private let header: TextBlock?
    private let reference: TextBlock?
    private let footer: TextBlock?
    private let numbers: [TextBlock]

    init(_ letter: Letter, _ type: Typesetter, _ sheet: Sheet, pages: Int) throws {
        self.sheet = sheet
        let width = sheet.textWidth
        func line(_ text: String, _ style: TextStyle, _ share: Double = 1) throws -> TextBlock? {
            text.isEmpty ? nil : try type.set(text, style, width: width * share)
        }
        let small = TextStyle(size: 9, ink: .grey)
        let trailing = TextStyle(size: 9, ink: .grey, alignment: .trailing)
        banner = try line(letter.banner, TextStyle(size: 11, weight: .bold, ink: .red, alignment: .centre))
        header = try line(letter.header, small, 0.6)
        reference = try line(letter.reference, trailing, 0.4)
        footer = try line(letter.footer, small, 0.75)
        numbers = try (1...max(1, pages)).map { page in
            let text = letter.pageNumber.replacing("{page}", with: "\(page)").replacing("{pages}", with: "\(pages)")
            return try type.set(text, trailing, width: width * 0.25)
        }
    }

    /// One line each of head and foot is drawn, two of the band: they must not grow into the text.
    func draw(page: Int, on canvas: Canvas) {
        let (left, width) = (sheet.margin, sheet.textWidth)
        if let banner {
            let lines = min(banner.lines.count, 2)
            let height = Double(lines) * banner.style.linePitch + 6
            canvas.fill(x: left, y: 18, width: width, height: height, .paleRed)
            canvas.frame(x: left, y: 18, width: width, height: height, thickness: 0.8, .red)
            for line in 0..<lines {
                banner.draw(line, on: canvas, x: left, top: 21 + Double(line) * banner.style.linePitch)
            }
        }
        header?.draw(0, on: canvas, x: left, top: 61)
        if page > 0 { reference?.draw(0, on: canvas, x: left + width * 0.6, top: 61) }
        if header != nil || page > 0 {
            canvas.rule(x: left, y: 77, width: width, thickness: 0.5, .hairline)
        }
        canvas.rule(x: left, y: 783, width: width, thickness: 0.5, .hairline)
        footer?.draw(0, on: canvas, x: left, top: 787)
        if footer?.lines.count ?? 0 > 1 { footer?.draw(1, on: canvas, x: left, top: 800) }
        if numbers.indices.contains(page) {
            numbers[page].draw(0, on: canvas, x: left + width * 0.75, top: 787)
        }
    }
}
