import Domain
import Markup
import Pages
import UseCases

/// What the enrolment routes ask of a request.
extension Exchange {
    /// The enterprise that the session acts for.
    var enterprise: ID<Enterprise>? { visit?.enterprise?.id }

    var pageSize: Int {
        let size = query.integer("size") ?? 20
        return PageWindow.sizes.contains(size) ? size : 20
    }

    /// The part of a list that the address asks for.
    var range: ListRange { ListRange(page: query.integer("page") ?? 1, size: pageSize) }

    /// The members that a form or an address names; a key that is none is left out.
    ///
    /// A button in a row names its own as `one`, and the boxes of the others do not count.
    func members(_ form: Form) -> [ID<Member>] {
        if let one = ID<Member>(form["one"]) { return [one] }
        return Array(Set(form.all("member").compactMap { ID<Member>($0) })).sorted()
    }

    /// Shows a page of the workbench; a joint union that has not chosen its enterprise is sent to choose it.
    func workbench(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch Refusal.enterpriseNotChosen, Refusal.noEnterprise, Refusal.unsupportedKind {
            return .seeOther(Path.workbench.url)
        }
    }

    /// Carries out an act on the unit that its form was made for.
    ///
    /// The session may have turned to another enterprise in another tab; the act must not fall on that one.
    func act(_ body: (Occasion) async throws -> Answer) async throws -> Answer {
        try await workbench {
            let occasion = try occasion()
            let unit = try await Workbench(platform).unit(occasion, enterprise: enterprise)
            guard form["unit"] == unit.id.description else {
                try await Workbench(platform).requireOwn(ID(form["unit"]), occasion)
                throw Refusal.changedMeanwhile
            }
            return try await body(occasion)
        }
    }
}
