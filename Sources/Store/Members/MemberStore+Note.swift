import DatabaseKit
public import Domain

extension MemberStore {
    public func setNote(_ note: String?, of member: ID<Member>) throws {
        try transaction.update(
            "UPDATE member SET note = \(note), version = version + 1 WHERE id = \(member) AND left_on IS NULL")
    }
}
