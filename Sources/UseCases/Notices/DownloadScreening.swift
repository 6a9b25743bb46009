import Dispatch
import Documents
import Domain
import Spreadsheet
import Store
import Vault

/// Looks at a file by its content and writes pictures anew, one at a time and off the threads that answer requests.
struct DownloadScreening: Sendable {
    static let shared = DownloadScreening()

    private let queue = DispatchQueue(label: "download-screening")

    /// - Throws: `DownloadRefusal.file`.
    func screen(name: String, _ bytes: [UInt8]) async throws -> DownloadStore.NewFile {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try Self.screened(name, bytes) }) }
        }
    }

    private static func screened(_ name: String, _ bytes: [UInt8]) throws(DownloadRefusal) -> DownloadStore.NewFile {
        guard !bytes.isEmpty else { throw .file(name.isEmpty ? .missing : .empty) }
        guard bytes.count <= Download.byteLimit else { throw .file(.tooLarge) }
        switch Picture.identify(bytes) {
        case .jpeg: return file(name, .jpeg, try rewritten(bytes))
        case .png: return file(name, .png, try rewritten(bytes))
        case .pdf:
            do { try PDFUpload.check(bytes, byteLimit: Download.byteLimit) } catch { throw .file(problem(error)) }
            return file(name, .pdf, bytes)
        case .other:
            do {
                switch try OfficePackage.check(bytes) {
                case .workbook: return file(name, .workbook, bytes)
                case .document: return file(name, .document, bytes)
                }
            } catch { throw .file(problem(error)) }
        }
    }

    private static func rewritten(_ bytes: [UInt8]) throws(DownloadRefusal) -> [UInt8] {
        do { return try Picture.rewrite(bytes).bytes } catch { throw .file(problem(error)) }
    }

    private static func file(_ name: String, _ kind: Download.Kind, _ bytes: [UInt8]) -> DownloadStore.NewFile {
        DownloadStore.NewFile(name: kind.name(for: name), kind: kind, bytes: bytes, hash: ContentHash.sha256(bytes))
    }

    private static func problem(_ refusal: PictureRefusal) -> DownloadFileProblem {
        switch refusal {
        case .empty: .empty
        case .notAPicture: .otherKind
        case .damaged: .damaged
        case .tooManyPixels, .outOfMemory: .tooManyPixels
        }
    }

    private static func problem(_ refusal: PDFRefusal) -> DownloadFileProblem {
        switch refusal {
        case .empty: .empty
        case .tooLarge: .tooLarge
        case .notAPDF: .otherKind
        case .damaged, .unreadable: .damaged
        case .encrypted: .encrypted
        case .active: .active
        }
    }

    private static func problem(_ refusal: WorkbookRefusal) -> DownloadFileProblem {
        switch refusal {
        case .empty: .empty
        case .notAWorkbook: .otherKind
        case .encrypted: .encrypted
        case .macros: .active
        case .tooLarge, .tooLargeUnzipped, .tooManyEntries, .tooCompressed: .tooLarge
        case .unreadable, .damaged, .forbiddenMarkup, .noRows, .tooManyRows, .tooManyColumns, .cellTooLong: .damaged
        }
    }
}
