import Domain
import Pages
import UseCases

/// 告知书 as a file, and the page behind its code.
struct NoticeRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/notices/:notice", .requires(.viewEnrolment), .file) { exchange in
            let file = try await Notices(exchange.platform).pdf(
                try exchange.occasion(), try exchange.id("notice"))
            return .download(
                Answer.File(
                    name: "集中参保告知书-\(file.notice.reference).pdf", mediaType: MediaType.pdf, bytes: file.content))
        }
        table.get("/verify/:token", .open) { exchange in
            let found = try await Notices(exchange.platform).verify(token: exchange.parameters["token"] ?? "")
            let outcome: NoticeVerificationPage.Outcome =
                switch found?.standing {
                case nil: .unknown
                case .current?: found.map { .current($0.notice) } ?? .unknown
                case .superseded(let newer)?: found.map { .superseded($0.notice, by: newer) } ?? .unknown
                case .withdrawn?: found.map { .withdrawn($0.notice) } ?? .unknown
                }
            let page = NoticeVerificationPage(exchange.frame(.organisation), outcome)
            return .page(page.html, status: found == nil ? 404 : 200)
        }
    }
}
