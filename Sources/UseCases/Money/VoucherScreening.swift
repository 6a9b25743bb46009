import Dispatch
import Documents
import Domain
import Store
import Synchronization
import Vault

/// Looks at uploaded files and writes pictures anew, one upload at a time and off the threads that answer requests.
final class VoucherScreening: Sendable {
    static let shared = VoucherScreening(label: "voucher-screening", most: .max)
    /// For files of people who are not known: they keep nobody's voucher waiting, and only so many of them wait.
    static let anonymous = VoucherScreening(label: "anonymous-screening", most: 12)

    private let queue: DispatchQueue
    private let most: Int
    private let waiting = Mutex(0)

    private init(label: String, most: Int) {
        queue = DispatchQueue(label: label)
        self.most = most
    }

    /// - Throws: `VoucherRefusal` with all files that are not taken; `Refusal.registrationsFull` when too many wait.
    func screen(_ uploads: [Vouchers.Upload]) async throws -> [VoucherStore.NewFile] {
        let mayWait = waiting.withLock { waiting in
            guard waiting < most else { return false }
            waiting += 1
            return true
        }
        guard mayWait else { throw Refusal.registrationsFull }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try VoucherScreening.screenAll(uploads) }) }
        }
    }

    private static func screenAll(_ uploads: [Vouchers.Upload]) throws -> [VoucherStore.NewFile] {
        var refused: [VoucherRefusal.File] = []
        var files: [VoucherStore.NewFile] = []
        for upload in uploads {
            switch screen(upload) {
            case .success(let file): files.append(file)
            case .failure(let problem): refused.append(VoucherRefusal.File(name: upload.name, problem: problem.kind))
            }
        }
        guard refused.isEmpty else { throw VoucherRefusal(refused) }
        return files
    }

    private struct Unfit: Error {
        let kind: VoucherFileProblem
    }

    private static func screen(_ upload: Vouchers.Upload) -> Result<VoucherStore.NewFile, Unfit> {
        guard upload.bytes.count <= PaymentVoucher.byteLimit else { return .failure(Unfit(kind: .tooLarge)) }
        guard !upload.bytes.isEmpty else { return .failure(Unfit(kind: .empty)) }
        switch Picture.identify(upload.bytes) {
        case .jpeg: return rewrite(upload, .jpeg)
        case .png: return rewrite(upload, .png)
        case .pdf:
            do {
                try PDFUpload.check(upload.bytes, byteLimit: PaymentVoucher.byteLimit)
            } catch {
                return .failure(Unfit(kind: problem(error)))
            }
            return .success(file(upload, .pdf, upload.bytes))
        case .other: return .failure(Unfit(kind: .otherKind))
        }
    }

    private static func rewrite(
        _ upload: Vouchers.Upload, _ kind: VoucherFile.Kind
    ) -> Result<VoucherStore.NewFile, Unfit> {
        do {
            return .success(file(upload, kind, try Picture.rewrite(upload.bytes).bytes))
        } catch {
            return .failure(Unfit(kind: problem(error)))
        }
    }

    private static func file(
        _ upload: Vouchers.Upload, _ kind: VoucherFile.Kind, _ bytes: [UInt8]
    ) -> VoucherStore.NewFile {
        VoucherStore.NewFile(
            name: String(upload.name.prefix(120)), kind: kind, bytes: bytes, hash: ContentHash.sha256(bytes))
    }

    private static func problem(_ refusal: PictureRefusal) -> VoucherFileProblem {
        switch refusal {
        case .empty: .empty
        case .notAPicture: .otherKind
        case .damaged: .damaged
        case .tooManyPixels, .outOfMemory: .tooManyPixels
        }
    }

    private static func problem(_ refusal: PDFRefusal) -> VoucherFileProblem {
        switch refusal {
        case .empty: .empty
        case .tooLarge: .tooLarge
        case .notAPDF: .otherKind
        case .damaged, .unreadable: .damaged
        case .encrypted: .encrypted
        case .active: .active
        }
    }
}
