import Domain
import Store
import Wording

/// Issues the 告知书 of a base unit's submission.
enum BaseNotices {
    /// Writes the record and its number in the transaction of the submission; the PDF is made when it is asked for.
    static func issue(
        _ dossier: EnrolmentDossier, _ version: EnrolmentVersion, plan: Plan, token: String
    ) throws -> Notice {
        guard let amounts = version.amounts else { throw Refusal.nobodyToEnrol }
        guard let record = dossier.record else { throw Refusal.notFound }
        let settings = try SettingStore(dossier.transaction).all()
        let facts = BaseNotice(
            unionName: dossier.unit.unionName,
            enterpriseName: dossier.kind == .jointUnion && dossier.unit.enterprise != nil ? dossier.unit.name : nil,
            cityName: settings[.cityName] ?? NoticeDefault.cityName.wording,
            signatory: settings[.baseSignatory] ?? NoticeDefault.baseSignatory.wording, year: dossier.year.year,
            plan: plan.type, heads: version.heads, rates: version.rates, amounts: amounts,
            paymentDue: dossier.year.basePaymentDue, coverage: dossier.year.coverage,
            publicAddress: settings[.publicAddress] ?? "")
        return try NoticeStore(dossier.transaction).insert(
            .base(facts), about: .version(version.id), number: record.number, version: version.number, token: token,
            on: version.submittedOn, at: version.submittedAt)
    }
}
