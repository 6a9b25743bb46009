import CLibPQ
import DatabaseKit

extension Connection {
    /// Runs a statement with its values.
    func run(_ sql: SQL) throws -> Answer {
        let parameters = Parameters(sql.values)
        let types = ParameterTypes(sql.values)
        switch sql.recurrence {
        case .literal:
            let name = try prepare(sql.text, types)
            return try answer(
                parameters.with { count, addresses, lengths, formats in
                    PQexecPrepared(link, name, count, addresses, lengths, formats, 0)
                })
        case .assembled:
            return try run(numberingPlaceholders(sql.text), types, parameters)
        }
    }

    /// Opens a cursor over the rows of a `SELECT`.
    func open(cursor name: String, for sql: SQL) throws {
        _ = try run(
            "DECLARE \(name) NO SCROLL CURSOR FOR " + numberingPlaceholders(sql.text), ParameterTypes(sql.values),
            Parameters(sql.values))
    }

    private func run(_ text: String, _ types: ParameterTypes, _ parameters: Parameters) throws -> Answer {
        try answer(
            parameters.with { count, addresses, lengths, formats in
                PQexecParams(link, text, count, types.types, addresses, lengths, formats, 0)
            })
    }

    /// Runs statements of one text whose values fit the given types, all sent before the first answer is read.
    ///
    /// Few enough at a time that the answers fit the buffers, else both sides could wait for each other.
    func runTogether(_ text: String, _ types: ParameterTypes, _ many: ArraySlice<[SQLValue]>) throws -> Int {
        let name = try prepare(text, types)
        guard PQenterPipelineMode(link) == 1 else { throw PostgresFailure.connection("No pipeline") }
        var sent = 0
        for values in many {
            let isSent = Parameters(values).with { count, addresses, lengths, formats in
                PQsendQueryPrepared(link, name, count, addresses, lengths, formats, 0)
            }
            guard isSent == 1 else { break }
            sent += 1
        }
        guard sent == many.count, PQpipelineSync(link) == 1 else { return try giveUp() }
        var changes = 0
        var failure: PostgresFailure?
        for _ in many {
            do {
                changes += try answer(PQgetResult(link)).changes
            } catch let next as PostgresFailure {
                guard link != nil else { throw next }
                // Those after the first that failed say only that they were skipped.
                failure = failure ?? next
            }
            // The end of this statement's answer.
            PQclear(PQgetResult(link))
        }
        // The answer to the synchronisation.
        PQclear(PQgetResult(link))
        guard PQexitPipelineMode(link) == 1 else { return try giveUp() }
        if let failure { throw failure }
        return changes
    }

    private func giveUp() throws -> Int {
        disconnect()
        throw PostgresFailure.connection("The connection was lost between statements")
    }

    /// The name of the statement prepared for this text and values of these types.
    private func prepare(_ text: String, _ types: ParameterTypes) throws -> String {
        let former = prepared.entry(for: text)
        if let former, former.types.takes(types) { return former.name }
        let complete = former.map { types.completed(by: $0.types) } ?? types
        let name = prepared.newName()
        _ = try answer(
            PQprepare(link, name, numberingPlaceholders(text), Int32(clamping: complete.types.count), complete.types))
        for gone in prepared.note(text, name: name, types: complete) { try command("DEALLOCATE \(gone)") }
        return name
    }
}
