import DatabaseKit
import Domain
import Store
import Vault

/// How far a person's card is, read from everything that tells of it.
struct OwnCards {
    let transaction: any Transaction
    let seal: FieldSeal

    func card(of person: ID<Person>, _ memberships: [OwnMembership]) throws -> OwnCard {
        let records = OwnRecordStore(transaction, seal)
        let requests = OwnRequestStore(transaction, seal)
        let request: OwnCard.Signs.Request =
            if try requests.hasGrantedCard(of: person) {
                .granted
            } else if try requests.open(.card, of: person) != nil {
                .open
            } else {
                .none
            }
        return OwnCard(
            cards: try records.cards(of: person),
            OwnCard.Signs(
                pending: try records.pendingBatch(of: person),
                replacement: try records.awaitsReplacement(person) ? .asked : .none, request: request),
            memberships: memberships)
    }
}
