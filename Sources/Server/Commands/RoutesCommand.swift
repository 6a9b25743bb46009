import ArgumentParser
import Web

struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "列出网站的全部地址与访问规则")

    @Flag(help: "只输出 JSON")
    var json = false

    func run() throws {
        let listing = RouteListing(WebApplication.routes(digits: []))
        if json {
            try Output.json(listing.entries)
        } else {
            print(listing.markdown, terminator: "")
        }
    }
}
