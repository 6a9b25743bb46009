/// The relationships of a part: which other parts it names (ECMA-376 part 2, 8.5).
final class Relationships: PartScanner {
    /// What a target is to the part, told by the last word of the relationship's type; the words before it differ
    /// between the transitional and the strict format.
    struct Relationship {
        let id: String
        let kind: Substring
        /// Name of the part in the archive.
        let target: String
    }

    private(set) var all: [Relationship] = []
    private let folder: [Substring]

    private init(ofPart part: String) {
        folder = part.split(separator: "/").dropLast()
    }

    /// Reads the relationships of a part; of the whole package for an empty name.
    static func read(of part: String, in archive: Archive) throws(WorkbookRefusal) -> Relationships {
        let relationships = Relationships(ofPart: part)
        let pieces = part.split(separator: "/")
        let folder = pieces.dropLast().map { $0 + "/" }.joined()
        guard let stream = try archive.part("\(folder)_rels/\(pieces.last ?? "").rels") else { return relationships }
        try PartParser.parse(stream, relationships)
        return relationships
    }

    func target(kind: String) -> String? {
        all.first { $0.kind == kind }?.target
    }

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        // Links to other workbooks are not followed.
        guard name == "Relationship", attributes.text("TargetMode") != "External",
            let id = attributes.text("Id"), let type = attributes.text("Type"), let target = attributes.text("Target")
        else { return }
        guard all.count < 10_000 else {
            refusal = .damaged(detail: "too many relationships")
            return
        }
        let kind = type.split(separator: "/").last ?? ""
        all.append(Relationship(id: id, kind: kind, target: partName(target)))
    }

    private func partName(_ target: String) -> String {
        var path = target.hasPrefix("/") ? [] : folder
        for piece in target.split(separator: "/") where piece != "." {
            if piece == ".." { _ = path.popLast() } else { path.append(piece) }
        }
        return path.joined(separator: "/")
    }
}
