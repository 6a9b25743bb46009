public import DatabaseKit
public import Domain

/// Figures of a subtree for its home page.
public struct HomeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func members(in scope: UnionScope) throws -> Int {
        try MemberTallyStore(transaction).members(in: scope)
    }

    public func electronicCards(in scope: UnionScope) throws -> Int {
        try MemberTallyStore(transaction).electronicCards(in: scope)
    }

    /// 单独基层 and 联合; the holding unions are no base unions of their own.
    public func baseUnions(in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM trade_union u
            WHERE u.kind IN ('joint-union', 'union-committee') AND u.standing = 'ordinary' AND \(scope.covers("u.path"))
            """) ?? 0
    }

    public func enterprises(in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT CAST(coalesce(sum(u.enterprises), 0) AS BIGINT) AS number FROM trade_union u
            WHERE \(scope.covers("u.path"))
            """) ?? 0
    }
}
