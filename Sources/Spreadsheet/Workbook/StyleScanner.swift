/// Finds the cell styles that show a number as a day (ECMA-376 part 1, 18.8.30).
final class StyleScanner: PartScanner {
    /// For each cell style, whether it shows days.
    private(set) var dateStyles: [Bool] = []
    private var formats: [Int: Bool] = [:]
    private var section = Section.other

    private enum Section {
        case other
        case formats
        case cellStyles
    }

    /// Excel allows 65,490 cell styles.
    private static let mostStyles = 65_536

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        if name == "numFmts" {
            section = .formats
        } else if name == "cellXfs" {
            section = .cellStyles
        } else if name == "cellStyleXfs" || name == "dxfs" || name == "cellStyles" {
            section = .other
        } else if section == .formats, name == "numFmt" {
            guard formats.count < StyleScanner.mostStyles, let id = attributes.text("numFmtId").flatMap({ Int($0) })
            else { return }
            formats[id] = StyleScanner.showsDay(attributes.text("formatCode") ?? "")
        } else if section == .cellStyles, name == "xf" {
            guard dateStyles.count < StyleScanner.mostStyles else { return }
            let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
            dateStyles.append(formats[id] ?? StyleScanner.builtInShowsDay(id))
        }
    }

    /// Formats that a file need not spell out: 14–17 and 22 everywhere, 27–31, 36, 50–54, 57 and 58 in Chinese.
    static func builtInShowsDay(_ id: Int) -> Bool {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
        default: false
        }
    }

    /// Whether a number format shows a day: a year, a day, or a month that is not minutes.
    static func showsDay(_ code: String) -> Bool {
        var letters: Set<Character> = []
        var isQuoted = false
        var isBracketed = false
        var isSkipping = false
        scan: for character in code.lowercased() {
            if isSkipping {
                isSkipping = false
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: continue
            case "[": isBracketed = true
            case "]": isBracketed = false
            case _ where isBracketed: continue
            case "\\", "_", "*": isSkipping = true
            // Only the first section counts; the others are for negative numbers and zero.
            case ";": break scan
            default: letters.insert(character)
            }
        }
        // "General" has none of these letters in a place that matters, but an "e" and an "a".
        guard !letters.isSuperset(of: "general") else { return false }
        if letters.contains("y") || letters.contains("d") { return true }
        return letters.contains("m") && !letters.contains("h") && !letters.contains("s")
    }
}
