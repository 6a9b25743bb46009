import DatabaseKit
public import Domain

extension MemberStore {
    /// Gives new memberships the electronic card that their people had activated in another union: it is the person's,
    /// and moves with him.
    public func carryElectronicCards(to members: [ID<Member>]) throws {
        try MemberTallyStore(transaction).changing(members) {
            for part in members.inParts {
                try transaction.execute(
                    """
                    UPDATE member SET electronic_card = \(ElectronicCard.active), electronic_card_on =
                        (SELECT max(o.electronic_card_on) FROM member o WHERE o.person_id = member.person_id)
                    WHERE id IN \(list: Array(part)) AND EXISTS (SELECT 1 FROM member o
                        WHERE o.person_id = member.person_id AND o.electronic_card = \(ElectronicCard.active))
                    """)
            }
        }
    }

    public func setNote(_ note: String?, of member: ID<Member>) throws {
        try transaction.update(
            "UPDATE member SET note = \(note), version = version + 1 WHERE id = \(member) AND left_on IS NULL")
    }
}
