import DatabaseKit
import Domain
import Store
import TestSupport

extension DistrictHouse {
    /// Makes last year's of all that was handed in: lists in force, with their people, cards and exclusions.
    func becomesLastYear() async throws {
        try await scene.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO plan_year (year, status, coverage_from, coverage_through, register_as_of, retired_before,
                    base_payment_due, district_payment_due, return_days, voucher_days, address_rule)
                SELECT 2023, status, '2023-01-01', '2023-12-31', '2022-08-31', '2023-01-01', '2022-12-25',
                    '2023-01-20', return_days, voucher_days, address_rule FROM plan_year WHERE year = 2024
                """)
            try transaction.execute(
                """
                INSERT INTO plan (year, type, name, premium_fen, city_fen, default_district_fen, categories, position)
                SELECT 2023, type, name, premium_fen, city_fen, default_district_fen, categories, position FROM plan
                WHERE year = 2024
                """)
            try transaction.allowChangingEvents()
            for statement: SQL in [
                "UPDATE event SET action = 'earlier'", "DELETE FROM enrolment_claim",
                "UPDATE notice SET number = 'JB2023' || id", "UPDATE enrolment_exclusion SET year = 2023",
                """
                UPDATE unit_enrolment SET year = 2023, status = 'in-force', number = 'JB2023' || id,
                    submitted_on = NULL
                """,
                "UPDATE enrolment_version SET submitted_on = '2022-11-20'",
            ] {
                try transaction.execute(statement)
            }
            try transaction.countLists()
        }
    }
}
