import DatabaseKit
import Domain
import Store
import TestSupport

/// What can be wrong with bank statements and payments.
extension PlantedViolation {
    static let payments: [PlantedViolation] = [
        PlantedViolation(
            "I2", "a booked line has one booking of its amount", "a line of a statement is booked on nothing"
        ) { transaction in
            let (statement, line) = (try transaction.newKey(), try transaction.newKey())
            try transaction.execute(
                """
                INSERT INTO bank_statement (id, union_id, file_name, rows, new_rows, known, other, failed, amount_fen, at)
                SELECT \(statement), min(id), 'a.csv', 1, 1, 0, 0, 0, 100, 0 FROM trade_union
                """)
            try transaction.execute(
                """
                INSERT INTO bank_line (id, statement_id, union_id, row_number, day, amount_fen, text_sealed, identity,
                    status)
                SELECT \(line), id, union_id, 2, '2023-12-20', 100, \([UInt8(1)]), \([UInt8(1)]), 'booked'
                FROM bank_statement WHERE id = \(statement)
                """)
            return "bank_line \(line)"
        },
        PlantedViolation(
            "I11", "a file of payments has entered what it says",
            "a file says it has entered a payment that is not there"
        ) { transaction in
            let file = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO benefit_import (id, status, rows, new_rows, known, unmatched, failed, uncovered, amount_fen,
                    new_kinds, at)
                VALUES (\(file), 'applied', 1, 1, 0, 0, 0, 0, 100, '', 0)
                """)
            return "benefit_import \(file)"
        },
    ]
}
