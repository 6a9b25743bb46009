import Domain

/// The unit for which an account orders cards: the one that it enrols for.
struct CardUnit {
    let platform: Platform

    func resolve(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> EnrollingUnit {
        try occasion.actor.authority.require(.orderCards, on: occasion.actor.path)
        return try await Workbench(platform).unit(occasion, enterprise: enterprise)
    }
}
