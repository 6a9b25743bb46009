/// A file of 下载中心, which the centre offers to everybody (manual 2024, 资料下载).
public struct Download: Hashable, Sendable {
    public let id: ID<Download>
    public let draft: DownloadDraft
    public let file: File
    public let standing: Standing
    public let addedAt: Instant
    public let version: Int

    /// The file without its content.
    public struct File: Hashable, Sendable {
        public let name: String
        public let kind: Kind
        /// Bytes.
        public let size: Int

        public init(name: String, kind: Kind, size: Int) {
            (self.name, self.kind, self.size) = (name, kind, size)
        }
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case pdf = "application/pdf"
        case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case png = "image/png"
        case jpeg = "image/jpeg"

        /// What the name of such a file ends with, whatever it was called.
        public var ending: String {
            switch self {
            case .pdf: "pdf"
            case .workbook: "xlsx"
            case .document: "docx"
            case .png: "png"
            case .jpeg: "jpg"
            }
        }

        /// The name of a file with the ending that its content has, without folders.
        public func name(for given: String) -> String {
            let last = given.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
            let base = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
            let kept = base.filter { !$0.isNewline }.prefix(100)
            return (kept.allSatisfy(\.isWhitespace) ? "file" : String(kept)) + "." + ending
        }
    }

    public enum Standing: String, Hashable, Sendable, CaseIterable {
        case offered
        /// Taken back by the centre; nobody gets it any more.
        case withdrawn
    }

    public init(
        id: ID<Download>, _ draft: DownloadDraft, file: File, standing: Standing, addedAt: Instant, version: Int
    ) {
        self.id = id
        self.draft = draft
        self.file = file
        self.standing = standing
        self.addedAt = addedAt
        self.version = version
    }

    /// Bytes of one file.
    public static let byteLimit = 10_000_000
    /// Files offered at once.
    public static let limit = 200
}

/// What a download is called and where it stands.
public struct DownloadDraft: Hashable, Sendable {
    public var title: String
    /// The heading that it stands under, in the centre's words.
    public var category: String
    /// The smaller, the higher.
    public var position: Int

    public init(title: String, category: String, position: Int) {
        (self.title, self.category, self.position) = (title, category, position)
    }

    /// Characters.
    public static let titleLimit = 60
    public static let categoryLimit = 20
    public static let positions = 1...9_999

    public var problems: [DownloadProblem] {
        var problems: [DownloadProblem] = []
        if Self.isUnfit(title, limit: Self.titleLimit) { problems.append(.title(limit: Self.titleLimit)) }
        if Self.isUnfit(category, limit: Self.categoryLimit) { problems.append(.category(limit: Self.categoryLimit)) }
        if !Self.positions.contains(position) { problems.append(.position(Self.positions)) }
        return problems
    }

    private static func isUnfit(_ text: String, limit: Int) -> Bool {
        text.allSatisfy(\.isWhitespace) || text.count > limit || text.contains(where: \.isNewline)
    }
}

/// One mistake of the form.
public enum DownloadProblem: Hashable, Sendable {
    /// Empty, too long, or more than one line.
    case title(limit: Int)
    case category(limit: Int)
    case position(ClosedRange<Int>)
}

/// Why a file is not taken.
public enum DownloadFileProblem: String, Hashable, Sendable, CaseIterable {
    case missing
    case empty
    case tooLarge
    /// None of the kinds by its content.
    case otherKind
    case damaged
    case tooManyPixels
    case encrypted
    /// It can do something by itself: scripts, macros, embedded files, parts from elsewhere.
    case active
}

/// Why a download is not offered or changed.
public enum DownloadRefusal: Error, Hashable, Sendable {
    case problems([DownloadProblem])
    case file(DownloadFileProblem)
    /// So many files are offered already.
    case tooMany(limit: Int)
}
