/// The parts of a letter, each as slabs.
struct LetterParts {
    private let letter: Letter
    private let type: Typesetter
    private let sheet: Sheet

    private let density: Density

    init(_ letter: Letter, _ type: Typesetter, _ sheet: Sheet, _ density: Density) {
        self.letter = letter
        self.type = type
        self.sheet = sheet
        self.density = density
    }

    /// Title, the line with number and version above a red rule, addressee.
    func opening() throws -> [Slab] {
        let (left, width) = (sheet.margin, sheet.textWidth)
        var slabs: [Slab] = []
        if !letter.title.isEmpty {
            let style = TextStyle(size: density.titleSize, weight: .bold, alignment: .centre, pitch: 1.5)
            slabs += lines(try type.set(letter.title, style, width: width))
        }
        if !letter.reference.isEmpty || !letter.version.isEmpty {
            var style = TextStyle(size: 10.5, ink: .grey)
            let reference = try type.set(letter.reference, style, width: width * 0.62)
            style.alignment = .trailing
            let version = try type.set(letter.version, style, width: width * 0.38)
            let height = max(reference.height, version.height)
            slabs.append(
                Slab(height: height + 6, gap: 12) { canvas, top in
                    reference.draw(on: canvas, x: left, top: top)
                    version.draw(on: canvas, x: left + width * 0.62, top: top)
                    canvas.rule(x: left, y: top + height + 3, width: width, thickness: 1.6, .red)
                    canvas.rule(x: left, y: top + height + 5.6, width: width, thickness: 0.5, .red)
                })
        }
        if !letter.addressee.isEmpty {
            var addressee = lines(
                try type.set(
                    letter.addressee, TextStyle(size: density.textSize, pitch: density.textPitch), width: width))
            if !addressee.isEmpty { addressee[0].gap = 16 }
            slabs += addressee
        }
        for index in slabs.indices { slabs[index].binding = .withNext }
        return slabs
    }

    func slabs(of block: Letter.Block) throws -> [Slab] {
        switch block {
        case .paragraph(let text):
            let style = TextStyle(size: density.textSize, spread: .justified, pitch: density.textPitch)
            return paragraph(try type.set(text, style, width: sheet.textWidth))
        case .heading(let text):
            let style = TextStyle(size: density.textSize, weight: .bold, pitch: density.textPitch)
            var heading = lines(try type.set(text, style, width: sheet.textWidth))
            for index in heading.indices { heading[index].binding = .withNext }
            if !heading.isEmpty { heading[0].gap = 8 }
            return heading
        case .facts(let facts):
            return try FactParts(facts, type, sheet, density).slabs()
        case .table(let table):
            return try TableParts(table, type, sheet, density).slabs()
        }
    }

    /// Signature and date at the right, the QR code beside them at the left: one piece.
    func closing() throws -> Slab? {
        let (left, width) = (sheet.margin, sheet.textWidth)
        var style = TextStyle(size: density.textSize, alignment: .trailing, pitch: density.textPitch)
        let names = (letter.signatures + [letter.date]).filter { !$0.isEmpty }
        let codeWidth = 150.0
        // The date ends two characters from the edge, as official letters have it.
        let inset = 2 * style.size
        let signed = try type.set(
            names.joined(separator: "\n"), style, width: width - inset - (letter.code == nil ? 0 : codeWidth))
        let signedHeight = names.isEmpty ? 0 : signed.height
        guard let code = letter.code else {
            guard !names.isEmpty else { return nil }
            return Slab(height: signedHeight, gap: density.closingGap) { canvas, top in
                signed.draw(on: canvas, x: left, top: top)
            }
        }
        let drawn: QRCode
        do { drawn = try QRCode(code.payload) } catch { throw LetterFailure.code(error) }
        style = TextStyle(size: 9, ink: .grey, alignment: .centre)
        let caption = try type.set(code.caption, style, width: codeWidth)
        let captionHeight = code.caption.isEmpty ? 0 : caption.height
        // A module of at least 1.1 points is read by any telephone from a plain copy.
        let edge = max(96, 1.1 * Double(drawn.size + 2 * QRCode.quietZone))
        guard edge <= codeWidth else { throw LetterFailure.code(.tooLong) }
        let height = max(signedHeight, edge + captionHeight)
        return Slab(height: height, gap: density.closingGap) { canvas, top in
            canvas.draw(drawn, x: left + (codeWidth - edge) / 2, y: top, edge: edge)
            if captionHeight > 0 { caption.draw(on: canvas, x: left, top: top + edge) }
            if signedHeight > 0 {
                signed.draw(on: canvas, x: left + codeWidth, top: top + max(0, (edge - signedHeight) / 2))
            }
        }
    }

    func footnote() throws -> Slab? {
        guard !letter.footnote.isEmpty else { return nil }
        let left = sheet.margin
        let note = try type.set(
            letter.footnote, TextStyle(size: 9, ink: .grey, pitch: 1.6), width: sheet.textWidth)
        return Slab(height: note.height + 8, gap: 16, place: .foot) { canvas, top in
            canvas.rule(x: left, y: top + 2, width: 120, thickness: 0.5, .grey)
            note.draw(on: canvas, x: left, top: top + 8)
        }
    }

    private func lines(_ block: TextBlock) -> [Slab] {
        let left = sheet.margin
        return block.lines.indices.map { index in
            Slab(height: block.style.linePitch) { canvas, top in
                block.draw(index, on: canvas, x: left, top: top)
            }
        }
    }

    /// The lines of a paragraph, none of them left alone at the foot or the head of a page.
    private func paragraph(_ block: TextBlock) -> [Slab] {
        var slabs = lines(block)
        guard slabs.count > 1 else { return slabs }
        slabs[0].binding = .withNext
        slabs[slabs.count - 2].binding = .withNext
        return slabs
    }
}
