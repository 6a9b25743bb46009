import DatabaseKit
import Domain
import Foundation
import Store
import Wording

/// Says of rows that differ from the platform in what they differ.
struct ComparedRows {
    private let transaction: any Transaction
    private let seal: any FieldSealing
    private let vocabulary: Vocabulary

    init(_ transaction: any Transaction, _ seal: any FieldSealing) throws {
        self.transaction = transaction
        self.seal = seal
        vocabulary = try Vocabulary(DictionaryStore(transaction))
    }

    /// The lines to keep; a row that says what the platform says has none.
    ///
    /// - Parameter defaults: tell which repair a row that is kept out needs.
    func drafts(_ resolutions: [Resolution], _ defaults: RowDefaults) throws -> [ComparisonLineStore.Draft] {
        let people = resolutions.compactMap { resolution -> ID<Person>? in
            guard case .change(_, _, let known, _, _) = resolution.act else { return nil }
            return known.id
        }
        let phones = try RollStore(transaction, seal).phones(of: people)
        var units: [ID<EnrollingUnit>: String] = [:]
        return try resolutions.compactMap { resolution in
            guard let part = ComparisonPart(resolution.outcome) else { return nil }
            let row = resolution.judged.row
            var changes: [FieldChange] = []
            var member: MemberStore.Open?
            if case .change(let entry, _, let known, let open, let particulars) = resolution.act {
                member = open
                changes = try self.changes(entry, known, open, to: particulars, phones[known.id], &units)
            }
            return ComparisonLineStore.Draft(
                part, position: row.number, outcome: resolution.outcome, member: member?.id,
                memberVersion: member?.version,
                cells: try StagedText.write(row, resolution.judged.problems),
                changes: changes.isEmpty
                    ? nil : String(decoding: try JSONEncoder().encode(changes), as: UTF8.self),
                repair: part == .failed ? defaults.group(of: row, resolution.judged.problems) : nil)
        }
    }

    private func changes(
        _ entry: MemberEntry, _ known: PersonStore.Known, _ open: MemberStore.Open,
        to particulars: MemberStore.Particulars, _ phone: PhoneNumber?, _ units: inout [ID<EnrollingUnit>: String]
    ) throws -> [FieldChange] {
        let before = ComparedMember(
            name: known.name, sex: known.sex, phone: phone, expiry: known.expiry, open.particulars)
        let after = ComparedMember(
            name: entry.name, sex: entry.sex, phone: entry.phone,
            expiry: changesExpiry(entry, known) ? entry.document.expiry : known.expiry, particulars)
        for unit in [before.unit, after.unit] where units[unit] == nil {
            units[unit] = try UnionStore(transaction).unit(unit)?.name ?? ""
        }
        return before.differences(to: after).map {
            FieldChange($0, from: text($0, of: before, units), to: text($0, of: after, units))
        }
    }

    private func text(
        _ field: ComparedField, of member: ComparedMember, _ units: [ID<EnrollingUnit>: String]
    ) -> String {
        switch field {
        case .name: member.name
        case .phone: member.phone?.masked ?? ""
        case .sex: member.sex.wording
        case .unit:
            [
                member.category.wording, units[member.unit],
                vocabulary.name(of: member.flexibleKind, in: .flexibleKind),
            ].compactMap(\.self).joined(separator: " ")
        case .workplace: member.workplace
        case .label: vocabulary.name(of: member.label, in: .label) ?? ""
        case .household: vocabulary.name(of: member.household, in: .household) ?? ""
        case .address: member.address.map(MemberRow.maskedAddress) ?? ""
        case .documentExpiry: member.expiry?.wording ?? ""
        case .post: vocabulary.name(of: member.post, in: .post) ?? ""
        }
    }
}

extension ComparedMember {
    fileprivate init(
        name: String, sex: Sex, phone: PhoneNumber?, expiry: IdentityDocument.Expiry?,
        _ particulars: MemberStore.Particulars
    ) {
        self.init(
            name: name, sex: sex, phone: phone, expiry: expiry, unit: particulars.unit,
            category: particulars.category, flexibleKind: particulars.flexibleKind,
            workplace: particulars.workplace, label: particulars.label, household: particulars.household,
            post: particulars.post, address: particulars.address)
    }
}
