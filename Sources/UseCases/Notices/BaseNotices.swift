import Domain
import Store
import Wording

/// Issues the 告知书 of a base unit's submission.
enum BaseNotices {
    /// Writes the record and its number in the transaction of the submission; the PDF is made when it is asked for.
    ///
    /// - Parameter start: the first day of an instant list's coverage, as far as it is known.
    static func issue(
        _ dossier: EnrolmentDossier, _ version: EnrolmentVersion, plan: Plan, token: String,
        from start: CalendarDay? = nil
    ) throws -> Notice {
        guard let amounts = version.amounts else { throw Refusal.nobodyToEnrol }
        guard let record = dossier.record else { throw Refusal.notFound }
        let isInstant = record.enrolment.kind == .instant
        let year = dossier.year
        let payment =
            isInstant
            ? BasePayment(due: dossier.occasion.today.adding(days: year.instant.voucherDays), urgency: nil)
            : year.basePayment(on: dossier.occasion.today, reopened: record.enrolment.reopenedUntil)
        let coverage = start.flatMap { DayWindow(from: $0, through: year.coverage.through) } ?? year.coverage
        let settings = try SettingStore(dossier.transaction).all()
        let facts = BaseNotice(
            unionName: dossier.unit.unionName,
            enterpriseName: dossier.kind == .jointUnion && dossier.unit.enterprise != nil ? dossier.unit.name : nil,
            cityName: settings[.cityName] ?? NoticeDefault.cityName.wording,
            signatory: settings[.baseSignatory] ?? NoticeDefault.baseSignatory.wording, year: dossier.year.year,
            plan: plan.type, heads: version.heads, rates: version.rates, amounts: amounts,
            paymentDue: payment.due, coverage: coverage, publicAddress: settings[.publicAddress] ?? "",
            instant: isInstant ? year.instant.start : nil, urgency: payment.urgency)
        return try NoticeStore(dossier.transaction).insert(
            .base(facts), about: .version(version.id), number: record.number, version: version.number, token: token,
            on: version.submittedOn, at: version.submittedAt)
    }
}
