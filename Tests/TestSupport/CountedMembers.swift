public import DatabaseKit
public import Domain
import Store

extension Transaction {
    /// Makes memberships that a test has written by itself known to the counts and the search, as the platform would.
    public func countIn(_ members: [ID<Member>]) throws {
        try MemberTallyStore(self).add(members)
        for member in members {
            try execute(
                """
                INSERT INTO workplace (path, name)
                SELECT u.path, m.workplace FROM member m JOIN trade_union u ON u.id = m.union_id WHERE m.id = \(member)
                ON CONFLICT (path, name) DO NOTHING
                """)
        }
    }
}
