extension Schema {
    /// Plan years, the enrolment of units, and who is claimed and covered.
    static let enrolment = [
        """
        CREATE TABLE plan_year (
            year {int} PRIMARY KEY,
            status TEXT NOT NULL CHECK (status IN ('draft', 'published')),
            coverage_from TEXT NOT NULL,
            coverage_through TEXT NOT NULL,
            register_as_of TEXT NOT NULL,
            retired_before TEXT NOT NULL,
            base_payment_due TEXT NOT NULL,
            district_payment_due TEXT NOT NULL,
            return_days {int} NOT NULL CHECK (return_days >= 0),
            voucher_days {int} NOT NULL CHECK (voucher_days >= 0),
            address_rule TEXT NOT NULL,
            version {int} NOT NULL DEFAULT 1,
            CHECK (coverage_from <= coverage_through)
        ) {strict}
        """,
        """
        CREATE TABLE plan_window (
            year {int} NOT NULL REFERENCES plan_year (year),
            activity TEXT NOT NULL,
            starts_on TEXT NOT NULL,
            ends_on TEXT NOT NULL,
            PRIMARY KEY (year, activity),
            CHECK (starts_on <= ends_on)
        ) {strict}
        """,
        """
        CREATE TABLE calendar_exception (
            day TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('holiday', 'working-weekend')),
            name TEXT NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE plan (
            year {int} NOT NULL REFERENCES plan_year (year),
            type TEXT NOT NULL,
            name TEXT NOT NULL,
            premium_fen {int} NOT NULL CHECK (premium_fen > 0),
            city_fen {int} NOT NULL CHECK (city_fen >= 0 AND city_fen <= premium_fen),
            default_district_fen {int} NOT NULL
                CHECK (default_district_fen >= 0 AND city_fen + default_district_fen <= premium_fen),
            categories TEXT NOT NULL,
            position {int} NOT NULL,
            PRIMARY KEY (year, type)
        ) {strict}
        """,
        """
        CREATE TABLE share_setting (
            id {key} PRIMARY KEY,
            year {int} NOT NULL,
            plan_type TEXT NOT NULL,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            unit_id {int} REFERENCES enrolling_unit (id),
            district_fen {int} NOT NULL CHECK (district_fen >= 0),
            set_at {int} NOT NULL,
            set_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1,
            FOREIGN KEY (year, plan_type) REFERENCES plan (year, type)
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX share_setting_default ON share_setting (year, plan_type, district_id)
            WHERE unit_id IS NULL
        """,
        """
        CREATE UNIQUE INDEX share_setting_unit ON share_setting (year, plan_type, unit_id)
            WHERE unit_id IS NOT NULL
        """,
        """
        CREATE TABLE enrolment_confirmation (
            year {int} NOT NULL,
            member_id {int} NOT NULL REFERENCES member (id),
            confirmed_at {int} NOT NULL,
            confirmed_by {int} REFERENCES account (id),
            PRIMARY KEY (year, member_id)
        ) {strict}
        """,
        """
        CREATE TABLE enrolment_exclusion (
            year {int} NOT NULL,
            member_id {int} NOT NULL REFERENCES member (id),
            reason TEXT NOT NULL CHECK (reason IN ('left', 'duplicate', 'declined', 'other')),
            note TEXT,
            excluded_at {int} NOT NULL,
            excluded_by {int} REFERENCES account (id),
            put_back_at {int},
            PRIMARY KEY (year, member_id)
        ) {strict}
        """,
        """
        CREATE TABLE retirement_answer (
            person_id {int} PRIMARY KEY REFERENCES person (id),
            answer TEXT NOT NULL CHECK (answer IN ('working', 'retired', 'delayed')),
            about_day TEXT,
            answered_at {int} NOT NULL,
            answered_by {int} REFERENCES account (id)
        ) {strict}
        """,
        """
        CREATE TABLE unit_enrolment (
            id {key} PRIMARY KEY,
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            year {int} NOT NULL REFERENCES plan_year (year),
            number TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL CHECK (status IN ('not-started', 'draft', 'submitted', 'endorsed', 'approved',
                'returned', 'locked', 'in-force', 'lapsed', 'declined', 'left-out')),
            plan_type TEXT,
            current_version {int} NOT NULL DEFAULT 0,
            submitted_by {int} REFERENCES account (id),
            submitted_on TEXT,
            reopened_until TEXT,
            outdated_since {int},
            roster_reviewed_at {int},
            return_reason TEXT,
            return_note TEXT,
            decline_reason TEXT,
            submission_id {int},
            updated_at {int} NOT NULL,
            version {int} NOT NULL DEFAULT 1,
            FOREIGN KEY (year, plan_type) REFERENCES plan (year, type)
        ) {strict}
        """,
        "CREATE INDEX unit_enrolment_status ON unit_enrolment (year, status, unit_id)",
        "CREATE INDEX unit_enrolment_submission ON unit_enrolment (submission_id)",
        """
        CREATE TABLE enrolment_version (
            id {key} PRIMARY KEY,
            enrolment_id {int} NOT NULL REFERENCES unit_enrolment (id),
            version {int} NOT NULL,
            reason TEXT NOT NULL CHECK (reason IN ('submission', 'rate-change', 'roster-change')),
            plan_type TEXT NOT NULL,
            city_fen {int} NOT NULL,
            district_fen {int} NOT NULL,
            base_fen {int} NOT NULL,
            deceased {int} NOT NULL,
            retired {int} NOT NULL,
            no_card {int} NOT NULL,
            covered_elsewhere {int} NOT NULL,
            manually_excluded {int} NOT NULL,
            pending_confirmation {int} NOT NULL,
            suspected_retired {int} NOT NULL,
            heads {int} NOT NULL,
            members {int} NOT NULL,
            outside_workbench {int} NOT NULL,
            fingerprint TEXT NOT NULL,
            submitted_at {int} NOT NULL,
            submitted_on TEXT NOT NULL,
            submitted_by {int} REFERENCES account (id),
            UNIQUE (enrolment_id, version),
            CHECK (members = deceased + retired + no_card + covered_elsewhere + manually_excluded
                + pending_confirmation + suspected_retired + heads)
        ) {strict}
        """,
        """
        CREATE TABLE enrolment_person (
            version_id {int} NOT NULL REFERENCES enrolment_version (id),
            person_id {int} NOT NULL REFERENCES person (id),
            member_id {int} NOT NULL REFERENCES member (id),
            bucket TEXT NOT NULL CHECK (bucket IN ('deceased', 'retired', 'no-card', 'covered-elsewhere',
                'manually-excluded', 'pending-confirmation', 'suspected-retired', 'enrolling')),
            card_id {int} REFERENCES service_card (id),
            PRIMARY KEY (version_id, person_id)
        ) {strict}
        """,
        """
        CREATE TABLE enrolment_claim (
            year {int} NOT NULL,
            person_id {int} NOT NULL REFERENCES person (id),
            enrolment_id {int} NOT NULL REFERENCES unit_enrolment (id),
            PRIMARY KEY (year, person_id)
        ) {strict}
        """,
        "CREATE INDEX enrolment_claim_enrolment ON enrolment_claim (enrolment_id)",
        """
        CREATE TABLE coverage (
            id {key} PRIMARY KEY,
            year {int} NOT NULL,
            person_id {int} NOT NULL REFERENCES person (id),
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            version_id {int} NOT NULL REFERENCES enrolment_version (id),
            plan_type TEXT NOT NULL,
            starts_on TEXT NOT NULL,
            ends_on TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('provisional', 'in-force', 'lapsed', 'voided')),
            CHECK (starts_on <= ends_on)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX coverage_active ON coverage (year, person_id) WHERE status NOT IN ('lapsed', 'voided')",
        "CREATE INDEX coverage_unit ON coverage (unit_id, year, id)",
        "CREATE INDEX coverage_year ON coverage (year DESC, id)",
        "CREATE INDEX coverage_version ON coverage (version_id)",
        "CREATE INDEX coverage_person ON coverage (person_id, year)",
    ]

    /// Districts' batches, vouchers and notices.
    static let money = [
        """
        CREATE TABLE district_submission (
            id {key} PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            year {int} NOT NULL REFERENCES plan_year (year),
            status TEXT NOT NULL CHECK (status IN ('awaiting-voucher', 'voucher-under-review', 'completed',
                'more-material', 'voucher-rejected', 'lapsed')),
            units {int} NOT NULL,
            heads {int} NOT NULL,
            premium_fen {int} NOT NULL,
            city_fen {int} NOT NULL,
            district_fen {int} NOT NULL,
            base_fen {int} NOT NULL,
            credit_fen {int} NOT NULL DEFAULT 0,
            contact_sealed {blob} NOT NULL,
            voucher_due TEXT NOT NULL,
            submitted_at {int} NOT NULL,
            submitted_on TEXT NOT NULL,
            submitted_by {int} REFERENCES account (id),
            voucher_at {int},
            answered_at {int},
            answer TEXT,
            updated_at {int} NOT NULL,
            version {int} NOT NULL DEFAULT 1,
            CHECK (premium_fen = city_fen + district_fen + base_fen)
        ) {strict}
        """,
        "CREATE INDEX district_submission_district ON district_submission (district_id, id)",
        "CREATE INDEX district_submission_status ON district_submission (status, id)",
        """
        CREATE TABLE payment_voucher (
            id {key} PRIMARY KEY,
            submission_id {int} NOT NULL REFERENCES district_submission (id),
            status TEXT NOT NULL CHECK (status IN ('under-review', 'accepted', 'more-material', 'rejected')),
            uploaded_at {int} NOT NULL,
            uploaded_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT
        ) {strict}
        """,
        "CREATE INDEX payment_voucher_submission ON payment_voucher (submission_id, id)",
        """
        CREATE TABLE payment_voucher_file (
            voucher_id {int} NOT NULL REFERENCES payment_voucher (id),
            file_id {int} NOT NULL REFERENCES stored_file (id),
            PRIMARY KEY (voucher_id, file_id)
        ) {strict}
        """,
        """
        CREATE TABLE notice (
            id {key} PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('base', 'district')),
            number TEXT NOT NULL,
            version {int} NOT NULL,
            version_id {int} UNIQUE REFERENCES enrolment_version (id),
            submission_id {int} UNIQUE REFERENCES district_submission (id),
            token TEXT NOT NULL UNIQUE,
            facts TEXT NOT NULL,
            issued_at {int} NOT NULL,
            issued_on TEXT NOT NULL,
            UNIQUE (number, version),
            CHECK ((version_id IS NULL) <> (submission_id IS NULL))
        ) {strict}
        """,
    ]
}
