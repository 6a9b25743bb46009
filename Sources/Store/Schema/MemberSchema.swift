extension Schema {
    /// Persons, their documents and memberships, the register, imports and stored files.
    static let members = [
        """
        CREATE TABLE person (
            id {key} PRIMARY KEY,
            name TEXT NOT NULL,
            sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
            birth_day TEXT,
            statutory_day TEXT,
            second_statutory_day TEXT,
            phone_sealed {blob},
            phone_index {blob},
            phone_tail_index {blob},
            social_insurance TEXT NOT NULL DEFAULT 'unverified'
                CHECK (social_insurance IN ('insured', 'unverified', 'retired', 'deceased')),
            social_insurance_as_of TEXT,
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX person_phone ON person (phone_index)",
        "CREATE INDEX person_phone_tail ON person (phone_tail_index)",
        """
        CREATE TABLE identity_document (
            id {key} PRIMARY KEY,
            person_id {int} NOT NULL REFERENCES person (id),
            type TEXT NOT NULL,
            number_sealed {blob} NOT NULL,
            number_index {blob} NOT NULL,
            expiry TEXT,
            standing TEXT NOT NULL DEFAULT 'current' CHECK (standing IN ('current', 'earlier')),
            replaced_on TEXT,
            UNIQUE (type, number_index)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX identity_document_current ON identity_document (person_id) WHERE standing = 'current'",
        "CREATE INDEX identity_document_person ON identity_document (person_id)",
        """
        CREATE TABLE member (
            id {key} PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            person_id {int} NOT NULL REFERENCES person (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            enterprise_id {int} REFERENCES enterprise (id),
            category TEXT NOT NULL CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            flexible_kind TEXT,
            workplace TEXT NOT NULL,
            label TEXT,
            household TEXT,
            post TEXT,
            address_sealed {blob},
            source TEXT NOT NULL CHECK (source IN ('batch-import', 'single', 'scan', 'transfer')),
            electronic_card TEXT NOT NULL DEFAULT 'inactive' CHECK (electronic_card IN ('inactive', 'active')),
            note TEXT,
            joined_on TEXT NOT NULL,
            left_on TEXT,
            leave_reason TEXT,
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE UNIQUE INDEX member_open ON member (person_id, union_id) WHERE left_on IS NULL",
        "CREATE INDEX member_union ON member (union_id, id) WHERE left_on IS NULL",
        "CREATE INDEX member_unit ON member (unit_id, id) WHERE left_on IS NULL",
        "CREATE INDEX member_person ON member (person_id)",
        """
        CREATE TABLE register_import (
            id {key} PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('insured', 'retired', 'deceased')),
            as_of TEXT NOT NULL,
            rows {int} NOT NULL,
            matched {int} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        """
        CREATE TABLE register_entry (
            document_type TEXT NOT NULL,
            number_index {blob} NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('insured', 'retired', 'deceased')),
            as_of TEXT NOT NULL,
            PRIMARY KEY (document_type, number_index, kind)
        ) {strict}
        """,
        """
        CREATE TABLE stored_file (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            purpose TEXT NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size {int} NOT NULL,
            sha256 {blob} NOT NULL,
            sealed {blob} NOT NULL,
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id)
        ) {strict}
        """,
        """
        CREATE TABLE member_import (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            enterprise_id {int} REFERENCES enterprise (id),
            category TEXT NOT NULL CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            flexible_kind TEXT,
            file_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('reading', 'staged', 'applying', 'applied', 'discarded')),
            rows {int} NOT NULL,
            new_count {int} NOT NULL DEFAULT 0,
            updated_count {int} NOT NULL DEFAULT 0,
            moved_count {int} NOT NULL DEFAULT 0,
            unchanged_count {int} NOT NULL DEFAULT 0,
            skipped_count {int} NOT NULL DEFAULT 0,
            failed_count {int} NOT NULL DEFAULT 0,
            warning_count {int} NOT NULL DEFAULT 0,
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id),
            applied_at {int},
            version {int} NOT NULL DEFAULT 1,
            CHECK (rows = new_count + updated_count + moved_count + unchanged_count + skipped_count + failed_count)
        ) {strict}
        """,
        "CREATE INDEX member_import_union ON member_import (union_id, id)",
        """
        CREATE TABLE member_import_row (
            id {key} PRIMARY KEY,
            import_id {int} NOT NULL REFERENCES member_import (id),
            number {int} NOT NULL,
            outcome TEXT NOT NULL
                CHECK (outcome IN ('new', 'updated', 'moved', 'unchanged', 'skipped', 'failed')),
            problem_group TEXT,
            left_out {int} NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1)),
            document_key {int},
            phone_key {int},
            sealed {blob} NOT NULL,
            UNIQUE (import_id, number)
        ) {strict}
        """,
        """
        CREATE INDEX member_import_row_group ON member_import_row (import_id, problem_group, number)
        WHERE problem_group IS NOT NULL
        """,
    ]

    /// What is under way with an import: whoever takes it up goes on where another was cut off.
    static let importJobs = [
        """
        CREATE TABLE import_job (
            import_id {int} PRIMARY KEY REFERENCES member_import (id),
            task TEXT NOT NULL CHECK (task IN ('read', 'repair', 'leave-out', 'apply')),
            repair TEXT,
            account_id {int} REFERENCES account (id),
            today TEXT NOT NULL,
            origin TEXT NOT NULL,
            total {int} NOT NULL,
            done {int} NOT NULL DEFAULT 0,
            attempts {int} NOT NULL DEFAULT 0,
            leased_until {int} NOT NULL DEFAULT 0,
            asked_at {int} NOT NULL
        ) {strict}
        """
    ]

    /// The files behind imports that are not confirmed yet, and how unions read their own lists.
    static let importSources = [
        """
        CREATE TABLE import_source (
            import_id {int} PRIMARY KEY REFERENCES member_import (id),
            layout_sealed {blob} NOT NULL,
            file_sealed {blob} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE import_layout (
            union_id {int} NOT NULL REFERENCES trade_union (id),
            headers TEXT NOT NULL,
            columns TEXT NOT NULL,
            PRIMARY KEY (union_id, headers)
        ) {strict}
        """,
    ]
}
