/// A piece of the letter that is never broken: a line, a row of a table, the signature.
struct Slab {
    enum Binding {
        case free
        /// Stands on the same page as the next slab.
        case withNext
    }

    enum Place {
        case flowing
        /// At the foot of the page it falls on.
        case foot
    }

    var height: Double
    /// Space above it, left out at the top of a page.
    var gap: Double = 0
    var binding: Binding = .free
    var place: Place = .flowing
    /// Drawn again above this slab where it begins a page: the head of its table.
    var head: [Slab] = []
    /// Draws the slab; the number is its top.
    var draw: (Canvas, Double) -> Void
}

/// A slab and where it stands on its page.
struct PlacedSlab {
    let slab: Slab
    let top: Double
}

/// Fills pages with slabs.
struct Pagination {
    private let sheet: Sheet
    private(set) var pages: [[PlacedSlab]] = [[]]
    private var position: Double

    /// Throws `LetterFailure.doesNotFit` if one slab with its head is taller than a page.
    init(_ slabs: [Slab], on sheet: Sheet) throws {
        self.sheet = sheet
        position = sheet.top
        var group: [Slab] = []
        for slab in slabs {
            guard slab.height + Pagination.height(slab.head) <= sheet.textHeight else {
                throw LetterFailure.doesNotFit
            }
            group.append(slab)
            if case .free = slab.binding {
                place(group)
                group = []
            }
        }
        place(group)
    }

    private mutating func place(_ group: [Slab]) {
        let height = Pagination.height(group)
        if position > sheet.top, position + height > sheet.bottom, height - (group.first?.gap ?? 0) <= sheet.textHeight
        {
            turn()
        }
        for slab in group {
            if position > sheet.top, position + slab.gap + slab.height > sheet.bottom { turn() }
            if position == sheet.top {
                for head in slab.head { put(head) }
            }
            put(slab)
        }
    }

    private mutating func put(_ slab: Slab) {
        if position > sheet.top { position += slab.gap }
        switch slab.place {
        case .flowing:
            pages[pages.count - 1].append(PlacedSlab(slab: slab, top: position))
            position += slab.height
        case .foot:
            pages[pages.count - 1].append(PlacedSlab(slab: slab, top: sheet.bottom - slab.height))
            position = sheet.bottom
        }
    }

    private mutating func turn() {
        pages.append([])
        position = sheet.top
    }

    private static func height(_ slabs: [Slab]) -> Double {
        slabs.reduce(0) { $0 + $1.gap + $1.height }
    }
}
