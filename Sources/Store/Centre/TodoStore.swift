public import DatabaseKit
public import Domain

/// The open todos of unions.
public struct TodoStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Opens a todo, or refreshes the open one of the same kind and subject.
    public func open(
        _ kind: Todo.Kind, for union: ID<Union>, subject: Int64, name: String, amount: Int = 0,
        due: CalendarDay? = nil, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO todo (id, union_id, kind, subject_id, subject_name, amount, due, created_at)
            VALUES (\(try transaction.newKey()), \(union), \(kind), \(subject), \(name), \(amount), \(due), \(now))
            ON CONFLICT (union_id, kind, subject_id) WHERE closed_at IS NULL
            DO UPDATE SET amount = excluded.amount, due = excluded.due, created_at = excluded.created_at
            """)
    }

    /// A todo of one kind, as it is opened with others at once.
    public struct Opening: Sendable {
        public let union: ID<Union>
        public let subject: Int64
        public let name: String
        public let amount: Int
        public let due: CalendarDay?
        public let note: String?

        public init(
            union: ID<Union>, subject: Int64, name: String, amount: Int, due: CalendarDay?, note: String? = nil
        ) {
            self.union = union
            self.subject = subject
            self.name = name
            self.amount = amount
            self.due = due
            self.note = note
        }
    }

    /// Opens todos of one kind, or refreshes those that are open.
    public func open(_ kind: Todo.Kind, _ openings: [Opening], at now: Instant) throws {
        let statements = try openings.map { opening -> SQL in
            """
            INSERT INTO todo (id, union_id, kind, subject_id, subject_name, amount, due, note, created_at)
            VALUES (\(try transaction.newKey()), \(opening.union), \(kind), \(opening.subject), \(opening.name),
                \(opening.amount), \(opening.due), \(opening.note), \(now))
            ON CONFLICT (union_id, kind, subject_id) WHERE closed_at IS NULL
            DO UPDATE SET amount = excluded.amount, due = excluded.due, created_at = excluded.created_at
            """
        }
        try transaction.executeMany(statements)
    }

    /// Closes the open todos of one kind about these subjects.
    public func close(_ kind: Todo.Kind, subjects: [Int64], at now: Instant) throws {
        try close([kind], subjects: subjects, at: now)
    }

    /// Closes the open todos of these kinds about these subjects, whoever they wait for.
    public func close(_ kinds: [Todo.Kind], subjects: [Int64], at now: Instant) throws {
        for part in subjects.inParts {
            try transaction.execute(
                """
                UPDATE todo SET closed_at = \(now)
                WHERE kind IN \(list: kinds) AND subject_id IN \(list: part) AND closed_at IS NULL
                """)
        }
    }

    /// Closes the open todos of one kind about these subjects that wait for one union.
    public func close(_ kind: Todo.Kind, subjects: [Int64], for union: ID<Union>, at now: Instant) throws {
        for part in subjects.inParts {
            try transaction.execute(
                """
                UPDATE todo SET closed_at = \(now)
                WHERE union_id = \(union) AND kind = \(kind) AND subject_id IN \(list: part) AND closed_at IS NULL
                """)
        }
    }

    /// Closes the open todos of these kinds about one subject, whoever they wait for.
    public func close(_ kinds: [Todo.Kind], subject: Int64, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE todo SET closed_at = \(now)
            WHERE kind IN \(list: kinds) AND subject_id = \(subject) AND closed_at IS NULL
            """)
    }

    /// Gives the open todos of these kinds about one subject another last day.
    public func move(_ kinds: [Todo.Kind], subject: Int64, to due: CalendarDay) throws {
        try transaction.execute(
            """
            UPDATE todo SET due = \(due)
            WHERE kind IN \(list: kinds) AND subject_id = \(subject) AND closed_at IS NULL
            """)
    }

    /// Closes the open todos of these kinds whose last day is over.
    public func closeOverdue(_ kinds: [Todo.Kind], before day: CalendarDay, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE todo SET closed_at = \(now)
            WHERE kind IN \(list: kinds) AND due < \(day) AND closed_at IS NULL
            """)
    }

    public func isOpen(_ kind: Todo.Kind, subject: Int64) throws -> Bool {
        try transaction.first(
            "SELECT 1 AS found FROM todo WHERE kind = \(kind) AND subject_id = \(subject) AND closed_at IS NULL LIMIT 1"
        ) != nil
    }

    /// Closes all open todos of one kind that wait for one union.
    public func closeAll(_ kind: Todo.Kind, for union: ID<Union>, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE todo SET closed_at = \(now) WHERE union_id = \(union) AND kind = \(kind) AND closed_at IS NULL
            """)
    }

    /// Whether a todo of the kind waits for the union.
    ///
    /// - Parameter subject: nil for any.
    public func isOpen(_ kind: Todo.Kind, subject: Int64? = nil, for union: ID<Union>) throws -> Bool {
        let about: SQL = subject.map { "AND subject_id = \($0)" } ?? ""
        return try transaction.first(
            """
            SELECT 1 AS found FROM todo WHERE union_id = \(union) AND kind = \(kind) AND closed_at IS NULL \(about)
            LIMIT 1
            """) != nil
    }

    /// What ``list(for:_:limit:)`` lists.
    public func count(for union: ID<Union>, _ audience: Todo.Audience = .everybody) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM (SELECT kind FROM todo WHERE union_id = \(union) AND closed_at IS NULL
                \(Self.shown(to: audience)) GROUP BY kind, \(Self.gathering)) AS told
            """) ?? 0
    }

    /// The union's open todos, the most urgent first; those of kinds that are gathered are one.
    public func list(
        for union: ID<Union>, _ audience: Todo.Audience = .everybody, limit: Int = 200
    ) throws -> [Todo] {
        try transaction.query(
            """
            SELECT min(id) AS id, kind, min(subject_id) AS subject_id, min(subject_name) AS subject_name,
                CAST(sum(amount) AS BIGINT) AS amount, min(due) AS due, min(note) AS note, count(*) AS items FROM todo
            WHERE union_id = \(union) AND closed_at IS NULL \(Self.shown(to: audience)) GROUP BY kind, \(Self.gathering)
            ORDER BY coalesce(min(due), '9999-12-31'), min(id) LIMIT \(limit)
            """
        ).map {
            Todo(
                id: try $0.get("id"), kind: try $0.get("kind"), subject: try $0.get("subject_id"),
                subjectName: try $0.get("subject_name"), amount: try $0.get("amount"), due: try $0.get("due"),
                note: try $0.get("note"), items: try $0.get("items"))
        }
    }

    private static func shown(to audience: Todo.Audience) -> SQL {
        switch audience {
        case .everybody: ""
        case .business: "AND kind NOT IN ('settle-alert', 'move-roles')"
        case .roles: "AND kind = 'move-roles'"
        case .alerts: "AND kind = 'settle-alert'"
        case .nobody: "AND 1 = 0"
        }
    }

    /// What tells todos of one kind apart.
    private static var gathering: SQL {
        "CASE WHEN kind IN \(list: Todo.Kind.allCases.filter(\.isGathered)) THEN 0 ELSE id END"
    }
}

extension Todo.Kind: SQLBindable, SQLReadable {}
