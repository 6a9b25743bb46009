import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a request's form within its limits of size and time, and refuses one that this session was not given.
struct FormReader {
    let rule: RouteRule
    let uploads: Uploads
    let now: @Sendable () -> Instant

    /// Largest bodies, in bytes, and the longest that one may take to arrive.
    ///
    /// Somebody who sends nothing at all is cut off by the server's idle time; somebody who sends a byte now and then,
    /// by `minutes`.
    enum Limit {
        static let form = 1_048_576
        /// As many files of 10 MB at most as one voucher may have, and the fields beside them.
        static let upload = PaymentVoucher.fileLimit * 10_485_760 + form
        /// What is read, not kept, of somebody unknown whose file is too large, so that he need not type anew.
        static let passedOver = 4 * 10_485_760
        static let minutes: Int64 = 2
    }

    func form(of request: Request, for csrf: String?) async throws -> Form {
        let isOwn = try Self.isOwn(request)
        let type = request.headers[.contentType] ?? ""
        let isUpload = type.lowercased().hasPrefix("multipart/form-data")
        let form =
            if isUpload, case .anybody(let bytes) = uploads {
                try await upload(of: request, type, leavingOutFilesOver: bytes)
            } else {
                try Self.read(
                    try await body(of: request, upTo: isUpload ? uploadLimit : Limit.form),
                    multipart: isUpload ? type : nil)
            }
        guard let csrf, Self.isEqual(form[Exchange.Field.csrf], csrf) else {
            throw isOwn ? HTTPFailure.staleForm(form) : .forgedForm
        }
        return form
    }

    static func query(of request: Request) throws -> Form {
        try read(Array((request.uri.query ?? "").utf8), multipart: nil)
    }

    /// Nobody who has not logged in sends files, and no member does, unless the route waits for one.
    private var uploadLimit: Int {
        switch (uploads, rule) {
        case (.anybody, _): Limit.passedOver
        case (.known, .open), (.known, .visitor), (.known, .ownVisitor), (.known, .oneself): Limit.form
        case (.known, .signedIn), (.known, .requires): Limit.upload
        }
    }

    /// A file that the route does not take is left out, and the form says so.
    private func upload(of request: Request, _ type: String, leavingOutFilesOver limit: Int) async throws -> Form {
        guard let boundary = MultipartParser.boundary(contentType: type) else { throw HTTPFailure.malformed }
        var limits = MultipartParser.Limits()
        limits.fileBytes = limit
        limits.largeFiles = .leftOut(keeping: limit + Limit.form)
        var reader = MultipartForm.Reader(boundary: boundary, limits: limits)
        try await forEachPiece(of: request, upTo: uploadLimit) { piece in
            try Self.judging { () throws(FormProblem) in try reader.receive(piece) }
        }
        return Form(try Self.judging { () throws(FormProblem) in try reader.finish() })
    }

    private func body(of request: Request, upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await forEachPiece(of: request, upTo: limit) { bytes.append(contentsOf: $0) }
        return bytes
    }

    private func forEachPiece(
        of request: Request, upTo limit: Int, _ take: (ByteBufferView) throws -> Void
    ) async throws {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw HTTPFailure.tooLarge
        }
        let deadline = now().adding(minutes: Limit.minutes)
        var received = 0
        for try await chunk in request.body {
            received += chunk.readableBytes
            guard received <= limit else { throw HTTPFailure.tooLarge }
            guard now() <= deadline else { throw HTTPFailure.tooSlow }
            try take(chunk.readableBytesView)
        }
    }

    private static func read(_ bytes: [UInt8], multipart contentType: String?) throws -> Form {
        try judging { () throws(FormProblem) in
            guard let contentType else { return try Form(urlEncoded: bytes) }
            return try Form(multipart: bytes, contentType: contentType)
        }
    }

    private static func judging<Read>(_ read: () throws(FormProblem) -> Read) throws -> Read {
        do {
            return try read()
        } catch .fileTooLarge, .fieldTooLarge {
            throw HTTPFailure.tooLarge
        } catch {
            throw HTTPFailure.malformed
        }
    }

    /// `Sec-Fetch-Site` where the browser sends it, `Origin` against `Host` else.
    ///
    /// - Returns: whether the browser says that the form stands on a page of this site; false where it says nothing.
    private static func isOwn(_ request: Request) throws -> Bool {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw HTTPFailure.forgedForm }
            return site == "same-origin"
        }
        if let origin = request.headers[.origin] {
            guard let host = request.head.authority, origin == "http://\(host)" || origin == "https://\(host)" else {
                throw HTTPFailure.forgedForm
            }
            return true
        }
        return false
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.utf8), Array(right.utf8))
        guard a.count == b.count, !a.isEmpty else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
