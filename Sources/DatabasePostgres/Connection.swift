import CLibPQ
import DatabaseKit
import Dispatch
import Foundation

/// How a transaction ended.
enum Attempt<T> {
    case done(T)
    /// Why it may be tried again, and what is thrown if it is not.
    case disturbed(PostgresFailure, any Error)
}

extension Attempt: Sendable where T: Sendable {}

/// One connection to the server, used only on its own queue.
///
/// `@unchecked Sendable` rests on that: everything but `perform` runs inside `perform`.
final class Connection: @unchecked Sendable {
    /// Key blocks taken from the sequence by the transaction that runs; what it leaves over is not given out any more.
    ///
    /// So the keys of two changes to one record stand in the order in which these took effect, over whatever connections
    /// they came: the second one begins, or begins again, when the first has committed.
    var keys = Connection.noKeys

    /// The connection while there is one.
    private(set) var link: OpaquePointer?

    var prepared = PreparedStatements()

    private let url: String
    private let queue: DispatchQueue

    init(url: String, number: Int) {
        self.url = url
        queue = DispatchQueue(label: "gonghui.postgres.\(number)")
    }

    deinit {
        PQfinish(link)
    }

    /// Runs blocking work on this connection's thread.
    func perform<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        do {
                            return try work(self)
                        } catch let failure as PostgresFailure {
                            throw failure.error
                        }
                    })
            }
        }
    }

    func disconnect() {
        PQfinish(link)
        link = nil
        prepared = PreparedStatements()
        keys = Self.noKeys
    }

    private static let noKeys = KeyStock(smallest: 1, largest: 16)

    /// Runs one transaction, or says that another one disturbed it.
    func attempt<T>(
        _ purpose: PostgresTransaction.Purpose, _ body: (any Transaction) throws -> T
    ) throws -> Attempt<T> {
        keys = Self.noKeys
        try begin(purpose)
        let transaction = PostgresTransaction(self, purpose)
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try commit()
            return .done(value)
        } catch {
            rollback()
            guard let failure = error as? PostgresFailure ?? transaction.failure else { throw error }
            if failure.isStalePlan { disconnect() }
            let outcome = (error as? PostgresFailure)?.error ?? error
            switch failure.remedy {
            case .none: throw outcome
            case .tryOnceMore, .tryAgain: return .disturbed(failure, outcome)
            }
        }
    }

    /// A connection that went away while it was idle is replaced here, where nothing is lost.
    private func begin(_ purpose: PostgresTransaction.Purpose) throws {
        let statement =
            switch purpose {
            case .snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .change: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
            }
        if link != nil {
            do {
                try command(statement)
                return
            } catch let failure as PostgresFailure {
                if link != nil && PQtransactionStatus(link) == PQTRANS_IDLE { throw failure }
                disconnect()
            }
        }
        try connect()
        try command(statement)
    }

    private func commit() throws {
        let answer = try command("COMMIT")
        // The server answers ROLLBACK, without an error, when a statement had failed.
        guard answer.command == "COMMIT" else {
            throw PostgresFailure(code: "25P02", error: .statement(code: "25P02", message: "Rolled back"))
        }
    }

    private func rollback() {
        guard link != nil else { return }
        if PQtransactionStatus(link) != PQTRANS_IDLE { _ = try? command("ROLLBACK") }
        if link != nil && PQtransactionStatus(link) != PQTRANS_IDLE { disconnect() }
    }

    /// Runs a statement that has no values.
    @discardableResult
    func command(_ text: String) throws -> Answer {
        try answer(PQexec(link, text))
    }

    /// Takes over what libpq returned; a lost connection is given up at once.
    func answer(_ pointer: OpaquePointer?) throws -> Answer {
        guard let pointer else { throw lost() }
        let answer = Answer(pointer)
        if answer.isGood { return answer }
        if PQstatus(link) == CONNECTION_BAD { throw lost() }
        throw PostgresFailure(pointer)
    }

    private func lost() -> PostgresFailure {
        let message = PQerrorMessage(link).map { String(cString: $0) } ?? "No connection"
        disconnect()
        return .connection(message)
    }
}

// MARK: - Connecting

extension Connection {
    /// Limits of a web request; migrations and checks lift them for their transaction.
    private static let settings = """
        SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET bytea_output = 'hex';
        SET extra_float_digits = 1; SET TimeZone = 'UTC'; SET synchronous_commit = on; SET jit = off;
        SET cursor_tuple_fraction = 1; SET lock_timeout = '5s'; SET statement_timeout = '60s';
        SET idle_in_transaction_session_timeout = '5min'
        """

    func connect() throws {
        // Of the same keyword the last one counts: the url may change the first group, not the second.
        // Kerberos is off unless the url asks for it: nothing here uses it.
        let parameters: [(keyword: String, value: String)] = [
            ("gssencmode", "disable"), ("connect_timeout", "5"), ("keepalives_idle", "30"),
            ("tcp_user_timeout", "30000"), ("dbname", url),
            ("application_name", "gonghui"), ("client_encoding", "UTF8"),
        ]
        var keywords = parameters.map { strdup($0.keyword).map { UnsafePointer($0) } }
        var values = parameters.map { strdup($0.value).map { UnsafePointer($0) } }
        defer { for copy in keywords + values { free(UnsafeMutableRawPointer(mutating: copy)) } }
        keywords.append(nil)
        values.append(nil)
        link = try ProcessExit.holdingOff { PQconnectdbParams(keywords, values, 1) }
        guard PQstatus(link) == CONNECTION_OK else { throw lost() }
        PQsetNoticeProcessor(link, { _, _ in }, nil)
        try command(Self.settings)
    }

    /// Connects and refuses a server that would keep or compare records differently.
    func check() throws {
        try connect()
        guard PQserverVersion(link) >= 150_000 else { throw unsuited("PostgreSQL is older than 15") }
        let row = try command(
            """
            SELECT pg_encoding_to_char(encoding), datcollate, datctype, current_setting('fsync'),
                current_setting('full_page_writes'), current_setting('synchronous_commit')
            FROM pg_database WHERE datname = current_database()
            """
        ).rows().first
        guard let row else { throw unsuited("The server does not know its own database") }
        guard try row.get(0) as String == "UTF8" else { throw unsuited("The database is not encoded in UTF8") }
        for column in 1...2 where !["C", "POSIX"].contains(try row.get(column) as String) {
            throw unsuited("The database was not created with locale C")
        }
        for column in 3...5 where try row.get(column) as String != "on" {
            throw unsuited("fsync, full_page_writes and synchronous_commit must be on")
        }
    }

    private func unsuited(_ reason: String) -> PostgresFailure {
        disconnect()
        return PostgresFailure(code: "", error: .unavailable(reason))
    }
}
