import DatabaseKit
import Domain
import Store
import Testing

extension Planter {
    func rightsRequest(_ member: Int64) throws -> Int64 {
        try RightsStore(transaction, seal).insert(
            .access, number: "QL\(serial)", member: ID(member), union: union.id, text: "想知道登记了什么",
            receivedOn: now.day, due: now.day, by: nil, at: now
        ).rawValue
    }

    /// Of the whole list of members, so that whoever has asked could fetch it once somebody has consented.
    func exportRequest(_ account: String) throws -> Int64 {
        let asker = try #require(try AccountStore(transaction).id(name: account))
        return try ExportRequestStore(transaction, seal).insert(
            ExportRequestStore.Draft(.members, .masked, purpose: .unionMatter, people: 1, conditions: #"{"words":[]}"#),
            of: union.id, by: asker, expiring: now.adding(days: 1), at: now
        ).rawValue
    }
}
