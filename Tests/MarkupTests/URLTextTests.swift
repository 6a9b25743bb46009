import Markup
import Testing

@Suite struct URLTextTests {
    @Test(
        "an address that leaves the site or runs a script is refused",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " /a", "//evil.example", "/\\evil.example", "\\/evil.example",
            "/a\tb", "/a\nb", "data:text/html,x", "http://a.example", "", "a/b",
        ])
    func refused(text: String) {
        #expect(URLText(path: text) == nil)
        #expect(URLText(https: text) == nil)
    }

    @Test("https needs a host")
    func https() {
        #expect(URLText(https: "https://example.org/a")?.description == "https://example.org/a")
        #expect(URLText(https: "https://") == nil)
        #expect(URLText(https: "https:///a") == nil)
    }

    @Test("segments and query are percent-encoded")
    func encoding() {
        let url = URLText(segments: ["members", "a/b?", "..", "会"], query: [("tag", "一&二"), ("page", "2")])
        #expect(url.description == "/members/a%2Fb%3F/%E4%BC%9A?tag=%E4%B8%80%26%E4%BA%8C&page=2")
        #expect(URLText(segments: []).description == "/")
        #expect(url.at("top\"").description.hasSuffix("page=2#top%22"))
    }

    @Test("a segment cannot make the address scheme-relative")
    func emptySegment() {
        #expect(URLText(segments: ["", "evil.example"]).description == "/evil.example")
    }

    @Test("a literal that is no path becomes an empty fragment")
    func literals() {
        let script: URLText = "javascript:alert(1)"
        #expect(script.description == "#")
        let main: URLText = "#main"
        #expect(main.description == "#main")
    }

    @Test("a telephone link holds digits only")
    func telephone() {
        #expect(URLText(telephone: "000-1234-5678")?.description == "tel:00012345678")
        #expect(URLText(telephone: "无") == nil)
    }
}
