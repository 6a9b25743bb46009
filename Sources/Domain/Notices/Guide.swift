/// A part of 新手指引 that the centre can write: what one role reads, or 常见问题 under all of them.
public enum GuidePart: String, Hashable, Sendable, CaseIterable {
    case clerk, reviewer
    case districtOfficer = "district-officer"
    case centre
    case systemAdministrator = "system-administrator"
    case securityAdministrator = "security-administrator"
    case auditAdministrator = "audit-administrator"
    case questions

    public init(_ role: Role) {
        self =
            switch role {
            case .clerk: .clerk
            case .reviewer: .reviewer
            case .districtOfficer: .districtOfficer
            case .centre: .centre
            case .systemAdministrator: .systemAdministrator
            case .securityAdministrator: .securityAdministrator
            case .auditAdministrator: .auditAdministrator
            }
    }

    /// Whose it is; nil for 常见问题.
    public var role: Role? { Role.allCases.first { GuidePart($0) == self } }

    /// Its place among the parts, from 1, by which the audit log names it.
    public var number: Int64 { Int64(Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// What the centre has written for a part, in place of what the platform says by itself.
public struct Guide: Hashable, Sendable {
    public let part: GuidePart
    /// Empty where the platform's own words hold again.
    public let text: String
    public let version: Int
    public let at: Instant
    /// Who wrote it.
    public let account: String

    public init(part: GuidePart, text: String, version: Int, at: Instant, account: String) {
        (self.part, self.text, self.version, self.at, self.account) = (part, text, version, at, account)
    }

    /// Characters of one part.
    public static let textLimit = 10_000
}

/// Why a guide is not kept.
public enum GuideRefusal: Error, Hashable, Sendable {
    case tooLong(limit: Int)
    /// Nothing but headings and marks.
    case nothingSaid
}

/// The text of a guide: lines that are headings, items of lists or paragraphs; there is no other markup.
public enum GuideText {
    public enum Piece: Hashable, Sendable {
        case words(String)
        /// An address of another site, `https` only.
        case link(String)
        /// The name of a page of the menus, 【会员信息】.
        case page(String)
    }

    public enum Block: Hashable, Sendable {
        /// `## 标题`.
        case heading(String)
        case paragraph([Piece])
        /// `1. ……`, `2、……`, from the number of the first.
        case numbered(from: Int, [[Piece]])
        /// `- ……`.
        case bulleted([[Piece]])
    }

    /// Lines of one kind that follow each other are one list; blank lines part nothing.
    public static func blocks(of text: String) -> [Block] {
        var blocks: [Block] = []
        for line in text.split(whereSeparator: \.isNewline).map({ $0.drop(while: \.isWhitespace) })
        where !line.isEmpty {
            if line.hasPrefix("#") {
                let heading = String(line.drop { $0 == "#" || $0.isWhitespace })
                if !heading.isEmpty { blocks.append(.heading(heading)) }
            } else if let item = bulleted(line) {
                if case .bulleted(let items)? = blocks.last {
                    blocks[blocks.count - 1] = .bulleted(items + [pieces(of: item)])
                } else {
                    blocks.append(.bulleted([pieces(of: item)]))
                }
            } else if let (number, item) = numbered(line) {
                if case .numbered(let first, let items)? = blocks.last {
                    blocks[blocks.count - 1] = .numbered(from: first, items + [pieces(of: item)])
                } else {
                    blocks.append(.numbered(from: number, [pieces(of: item)]))
                }
            } else {
                blocks.append(.paragraph(pieces(of: line)))
            }
        }
        return blocks
    }

    /// - Throws: `GuideRefusal`.
    public static func check(_ text: String) throws(GuideRefusal) {
        guard text.count <= Guide.textLimit else { throw .tooLong(limit: Guide.textLimit) }
        let says = blocks(of: text).contains { block in
            switch block {
            case .heading: false
            case .paragraph, .numbered, .bulleted: true
            }
        }
        guard says || text.allSatisfy(\.isWhitespace) else { throw .nothingSaid }
    }

    private static func bulleted(_ line: Substring) -> Substring? {
        guard let mark = line.first, "-·•".contains(mark) else { return nil }
        let rest = line.dropFirst()
        guard rest.first?.isWhitespace == true, let start = rest.firstIndex(where: { !$0.isWhitespace }) else {
            return nil
        }
        return rest[start...]
    }

    /// `1. 甲` and `1、甲`; `1.5 倍` is none.
    private static func numbered(_ line: Substring) -> (Int, Substring)? {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count), let number = Int(digits) else { return nil }
        let mark = line.dropFirst(digits.count)
        guard let separator = mark.first, "、.．".contains(separator) else { return nil }
        let rest = mark.dropFirst()
        let item = rest.drop(while: \.isWhitespace)
        guard let first = item.first, separator == "、" || !first.isNumber || item.count < rest.count else {
            return nil
        }
        return (number, item)
    }

    private static func pieces(of line: Substring) -> [Piece] {
        var found: [Piece] = []
        var rest = line
        while let open = rest.firstIndex(of: "【"), let close = rest[open...].firstIndex(of: "】") {
            found += plain(rest[..<open])
            let name = rest[rest.index(after: open)..<close]
            found.append(name.isEmpty ? .words("【】") : .page(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        return found + plain(rest)
    }

    private static func plain(_ words: Substring) -> [Piece] {
        AnnouncementText.pieces(of: words).map { piece in
            switch piece {
            case .words(let words): .words(words)
            case .link(let link): .link(link)
            }
        }
    }
}
