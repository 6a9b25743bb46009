extension Schema {
    /// How many unions of each kind stand directly under each union, and how many enterprises these cover.
    ///
    /// A city of sixty thousand unions has a few hundred with others under them, so a subtree is summed over these.
    static let unionTallies = [
        """
        CREATE TABLE union_tally (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            kind TEXT NOT NULL,
            unions {int} NOT NULL,
            enterprises {int} NOT NULL,
            PRIMARY KEY (path, kind)
        ) {strict}
        """,
        """
        INSERT INTO union_tally (path, kind, unions, enterprises)
        SELECT p.path, u.kind, sum(CASE WHEN u.standing = 'ordinary' THEN 1 ELSE 0 END), sum(u.enterprises)
        FROM trade_union u JOIN trade_union p ON p.id = u.parent_id GROUP BY p.path, u.kind
        """,
    ]

    /// 组织机构代码, a part of the credit code.
    static let organisationCodes = [
        """
        CREATE INDEX trade_union_organisation_code ON trade_union (substr(credit_code, 9, 9))
            WHERE credit_code IS NOT NULL AND standing <> 'dissolved'
        """,
        "CREATE INDEX enterprise_organisation_code ON enterprise (substr(code, 9, 9), union_id) WHERE ended_on IS NULL",
    ]
}
