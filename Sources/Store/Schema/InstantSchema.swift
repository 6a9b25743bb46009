extension Schema {
    /// 即时参保 stands in the tables of 集中参保: lists with an entry, numbered within their unit and year, and batches
    /// of their own kind; so every rule of lists, claims, coverage and money holds for both.
    static let instant = [
        """
        ALTER TABLE unit_enrolment ADD COLUMN entry TEXT CHECK (entry IN ('new-card', 'uncovered'))
        """,
        """
        ALTER TABLE unit_enrolment ADD COLUMN ordinal {int} NOT NULL DEFAULT 0
            CHECK (ordinal >= 0 AND (ordinal = 0) = (entry IS NULL))
        """,
        "ALTER TABLE unit_enrolment ADD COLUMN starts_on TEXT CHECK (starts_on IS NULL OR entry IS NOT NULL)",
        "CREATE UNIQUE INDEX unit_enrolment_unit ON unit_enrolment (unit_id, year, ordinal)",
        """
        ALTER TABLE district_submission ADD COLUMN kind TEXT NOT NULL DEFAULT 'centralised'
            CHECK (kind IN ('centralised', 'instant'))
        """,
        """
        ALTER TABLE plan_year ADD COLUMN instant_start TEXT NOT NULL DEFAULT 'after-confirmation'
            CHECK (instant_start IN ('after-submission', 'after-confirmation', 'after-card'))
        """,
        """
        ALTER TABLE plan_year ADD COLUMN instant_voucher_days {int} NOT NULL DEFAULT 15
            CHECK (instant_voucher_days > 0)
        """,
        "ALTER TABLE plan ADD COLUMN half_premium_fen {int} CHECK (half_premium_fen > 0)",
        """
        ALTER TABLE plan ADD COLUMN half_city_fen {int} CHECK ((half_city_fen IS NULL) = (half_premium_fen IS NULL)
            AND (half_city_fen IS NULL OR (half_city_fen >= 0 AND half_city_fen <= half_premium_fen
                AND half_premium_fen <= premium_fen)))
        """,
    ]
}
