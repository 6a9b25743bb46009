import Markup
import Testing

@testable import Web

@Suite("The route table")
struct RouteTableTests {
    private let table: RouteTable = {
        var table = RouteTable()
        table.get("/", .open) { _ in .fragment(HTML("root")) }
        table.get("/cards/:id", .open) { _ in .fragment(HTML("card")) }
        table.get("/cards/:id/people", .open) { _ in .fragment(HTML("people")) }
        table.get("/cards/batches/:batch", .open) { _ in .fragment(HTML("batch")) }
        table.get("/cards/batches", .open) { _ in .fragment(HTML("batches")) }
        table.post("/cards/:id", .open) { _ in .fragment(HTML("change")) }
        return table
    }()

    private func pattern(_ method: Route.Method, _ path: String) -> String? {
        guard case .route(let route, _) = table.match(method, path: path) else { return nil }
        return route.pattern
    }

    @Test("a literal segment wins over a parameter, the first one that differs decides")
    func literals() {
        #expect(pattern(.get, "/") == "/")
        #expect(pattern(.get, "/cards/12") == "/cards/:id")
        #expect(pattern(.get, "/cards/batches") == "/cards/batches")
        #expect(pattern(.get, "/cards/batches/people") == "/cards/batches/:batch")
        #expect(pattern(.get, "/cards/12/people") == "/cards/:id/people")
        #expect(pattern(.get, "/cards/12/13") == nil)
        #expect(pattern(.get, "/Cards/12") == nil)
    }

    @Test("a path that answers to another method says which")
    func otherMethods() {
        #expect(table.methods(path: "/cards/12") == [.get, .post])
        guard case .otherMethod(let methods) = table.match(.post, path: "/cards/12/people") else {
            Issue.record("the path is known")
            return
        }
        #expect(methods == [.get])
    }

    @Test("dots do not climb")
    func dots() async throws {
        let site = try await TestSite()
        for path in [
            "/assets/../../Package.swift", "/assets/%2e%2e/%2e%2e/Package.swift", "/../etc/passwd", "/guide/../login/x",
            "/.git/config", "/assets/", "/%2fetc",
        ] {
            #expect(try await site.visitor().get(path).status == 404)
        }
    }

    @Test("no two routes are the same")
    func unique() {
        var seen: Set<String> = []
        for route in WebApplication.routes(digits: []).routes {
            let shape = route.parts.map { part in
                switch part {
                case .literal(let text): text
                case .parameter: ":"
                }
            }
            let isNew = seen.insert("\(route.method.rawValue) \(shape.joined(separator: "/"))").inserted
            #expect(isNew, "\(route.method.rawValue) \(route.pattern) stands twice in the table")
        }
    }
}
