import DatabaseKit
import Domain
import Store

/// 待办提醒 about people who cannot enrol yet: without a card, or on 集中参保待确认名单.
///
/// Kept in the transaction of whatever changes them, while the unit may still hand in; so the count is the list's.
enum UnitWork {
    static func refresh(_ dossier: EnrolmentDossier) throws {
        guard dossier.refusal(of: .prepare) == nil else { return try close(dossier) }
        let work = try BasisStore(dossier.transaction).work(in: dossier.basis)
        let deadline = dossier.enrolment.deadline(in: dossier.year)
        let card = deadline.map { dossier.year.lastCardDay(before: $0) }
        try keep(.orderCards, work.cards, due: card, dossier)
        try keep(.confirmMembers, work.confirmations, due: deadline, dossier)
    }

    /// Nothing can be done about the list any more.
    static func close(_ dossier: EnrolmentDossier) throws {
        try TodoStore(dossier.transaction).close(
            kinds, subject: dossier.unit.id.rawValue, at: dossier.occasion.moment)
    }

    static let kinds: [Todo.Kind] = [.orderCards, .confirmMembers]

    private static func keep(
        _ kind: Todo.Kind, _ people: Int, due: CalendarDay?, _ dossier: EnrolmentDossier
    ) throws {
        let todos = TodoStore(dossier.transaction)
        if people > 0 {
            try todos.open(
                kind, for: dossier.unit.union, subject: dossier.unit.id.rawValue, name: dossier.unit.name,
                amount: people, due: due, at: dossier.occasion.moment)
        } else {
            try todos.close([kind], subject: dossier.unit.id.rawValue, at: dossier.occasion.moment)
        }
    }
}
