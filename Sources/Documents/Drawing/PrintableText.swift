/// A text without what must not reach a page: control characters and marks that turn the direction of writing.
///
/// A direction mark could show an amount or a name backwards; a zero byte would end the text in C.
struct PrintableText {
    enum Spaces {
        case plain
        /// In Chinese text every space becomes a four-per-em space. A justified line would otherwise put all its
        /// slack into its one space and leave a hole, instead of spreading it over the characters.
        case fixed
    }

    let text: String

    init(_ text: String, spaces: Spaces = .plain) {
        let fixed = spaces == .fixed && text.unicodeScalars.contains { $0.value >= 0x2E80 }
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: printable.append(scalar)
            case 0x20, 0xA0: printable.append(fixed ? "\u{2005}" : " ")
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: printable.append(" ")
            case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: continue
            default: printable.append(scalar)
            }
        }
        self.text = String(printable)
    }
}
