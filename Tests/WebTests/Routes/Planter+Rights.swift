import DatabaseKit
import Domain
import Store

extension Planter {
    func rightsRequest(_ member: Int64) throws -> Int64 {
        try RightsStore(transaction, seal).insert(
            .access, number: "QL\(serial)", member: ID(member), union: union.id, text: "想知道登记了什么",
            receivedOn: now.day, due: now.day, by: nil, at: now
        ).rawValue
    }
}
