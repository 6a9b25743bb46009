public import DatabaseKit

/// Every migration in order; both engines get the same text (architecture, SQL).
public enum Schema {
    public static let migrations: [Migration] = [
        Migration(id: "0001-unions", statements: unions),
        Migration(id: "0002-access", statements: access),
        Migration(id: "0003-members", statements: members),
        Migration(id: "0004-cards", statements: cards),
        Migration(id: "0005-enrolment", statements: enrolment),
        Migration(id: "0006-money", statements: money),
        Migration(id: "0007-second-factor", statements: secondFactor),
        Migration(id: "0008-reset", statements: reset),
        Migration(id: "0009-year", statements: year),
        Migration(id: "0010-register", statements: register),
        Migration(id: "0011-shares", statements: shares),
        Migration(id: "0012-credits", statements: credits),
        Migration(id: "0013-import-sources", statements: importSources),
        Migration(id: "0014-transfers", statements: transfers),
        Migration(id: "0015-member-list", statements: memberList),
        Migration(id: "0016-import", statements: importJobs),
        Migration(id: "0017-comparison", statements: comparison),
        Migration(id: "0018-reminders", statements: reminders),
        Migration(id: "0020-duplicates", statements: duplicates),
        Migration(id: "0021-self-service", statements: selfService),
        Migration(id: "0022-review", statements: review),
        Migration(id: "0023-joining", statements: joining),
        Migration(id: "0024-import-acts", statements: importActs),
        Migration(id: "0025-step-up", statements: stepUp),
        Migration(id: "0026-member-batches", statements: memberBatches),
        Migration(id: "0027-conflicts", statements: conflicts),
        Migration(id: "0029-benefits", statements: benefits),
        Migration(id: "0030-proofs", statements: proofs),
        Migration(id: "0031-ledger", statements: ledger),
        Migration(id: "0032-expiry-sheets", statements: expirySheets),
        Migration(id: "0033-card-revocations", statements: cardRevocations),
    ]
}
