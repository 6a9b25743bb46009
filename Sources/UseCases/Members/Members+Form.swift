import DatabaseKit
public import Domain
import Store
import Wording

/// 新增 and 修改 of one member, by the rules of an import.
extension Members {
    /// What a form did; the same for every time it is sent.
    public struct FormReceipt: Codable, Sendable {
        public let member: ID<Member>?
        public let outcome: FormOutcome
        /// What is worth a look, though it was taken.
        public let warnings: [MemberProblem]
    }

    public enum FormOutcome: String, Codable, Sendable {
        case added
        /// Another union has been asked for the person.
        case askedFor = "asked-for"
        case changed, unchanged
    }

    // MARK: Adding

    /// What the form of a new member offers.
    public struct AddingChoices: Sendable {
        public let union: Union
        public let enterprises: [Enterprise]
        public let words: Vocabulary
    }

    public func addingChoices(_ occasion: Occasion) async throws -> AddingChoices {
        try await platform.database.read { transaction in
            let union = try ownUnion(occasion, transaction)
            return AddingChoices(
                union: union, enterprises: try UnionStore(transaction).enterprises(of: union.id),
                words: try Vocabulary(DictionaryStore(transaction)))
        }
    }

    /// Adds one member.
    ///
    /// - Throws: `DraftRefusal`, and `ImportTargetProblem` for a class without its kind.
    public func add(
        _ draft: MemberDraft, as importClass: ImportClass, consent: TransferConsent, _ occasion: Occasion
    ) async throws -> FormReceipt {
        try await platform.once("add-member", occasion) { transaction in
            let union = try ownUnion(occasion, transaction)
            guard draft.note.count <= MemberDraft.noteLimit else {
                throw DraftRefusal.noteTooLong(limit: MemberDraft.noteLimit)
            }
            let plan = try ImportPlan(union: union, importClass, occasion, transaction)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            return try MemberAdmission(
                transaction: transaction, seal: platform.seal, union: union, plan: plan, occasion: occasion,
                source: .single
            ).admit(DraftRow(draft, of: union, vocabulary).row, consent, note: draft.note)
        }
    }

    /// What a new member's form is refused for by itself, whatever else is lacking; told all at once.
    public func refusals(of draft: MemberDraft, _ occasion: Occasion) async throws -> [DraftRefusal] {
        try await platform.database.read { [platform] transaction in
            let union = try ownUnion(occasion, transaction)
            var refusals: [DraftRefusal] = []
            if draft.note.count > MemberDraft.noteLimit { refusals.append(.noteTooLong(limit: MemberDraft.noteLimit)) }
            // The class says only where he belongs: the rules for the row are the same for all.
            let plan = try ImportPlan(union: union, .outsideEnterprise, occasion, transaction)
            let row = DraftRow(draft, of: union, try Vocabulary(DictionaryStore(transaction))).row
            let resolution = try RosterResolver(
                transaction: transaction, seal: platform.seal, target: plan.target
            ).resolve([plan.rules.judge(row)]).first
            if let resolution, resolution.outcome == .failed { refusals.append(.problems(resolution.judged.problems)) }
            return refusals
        }
    }

    private func ownUnion(_ occasion: Occasion, _ transaction: any Transaction) throws -> Union {
        try occasion.actor.authority.require(.editMembers, on: occasion.actor.path)
        guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
        return union
    }

    // MARK: Changing

    /// A member as his form shows him: whole numbers and addresses are not in it, and stay as they are when nothing is
    /// typed.
    public struct Editable: Sendable {
        public let line: Line
        /// Cut short.
        public let address: String?
        public let draft: MemberDraft
        public let version: MemberVersion
        public let words: Vocabulary
    }

    public func editable(_ id: ID<Member>, _ occasion: Occasion) async throws -> Editable {
        try await platform.database.read { transaction in
            let found = try editable(id, occasion, transaction)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            return Editable(
                line: Line(found.listed, vocabulary), address: found.address.map(MemberRow.maskedAddress),
                draft: found.draft, version: found.version, words: vocabulary)
        }
    }

    /// Changes what the form says otherwise than the roll, with a record of what it was.
    ///
    /// - Throws: `DraftRefusal`; `Refusal.changedMeanwhile` when the member was changed since the form was made.
    public func change(
        _ id: ID<Member>, to draft: MemberDraft, version: MemberVersion, _ occasion: Occasion
    ) async throws -> FormReceipt {
        try await platform.once("change-member", occasion) { transaction in
            let found = try editable(id, occasion, transaction)
            guard found.version == version else { throw Refusal.changedMeanwhile }
            guard draft.note.count <= MemberDraft.noteLimit else {
                throw DraftRefusal.noteTooLong(limit: MemberDraft.noteLimit)
            }
            let editor = try MemberEditor(found, draft, occasion, transaction, platform.seal)
            let changes = try editor.write()
            guard !changes.isEmpty else { return FormReceipt(member: id, outcome: .unchanged, warnings: []) }
            let event = try EventStore(transaction).record(
                editor.event.rawValue, on: .member, id.rawValue, at: found.listed.unionPath,
                detail: changes.map(\.field.rawValue).joined(separator: " "), occasion)
            try MemberChangeStore(transaction, platform.seal).record(changes, event: event)
            try EnrolmentFreshness.refresh(unit: found.listed.member.unit, transaction, occasion)
            return FormReceipt(member: id, outcome: .changed, warnings: editor.warnings)
        }
    }

    private func editable(
        _ id: ID<Member>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberListStore.Record {
        guard let found = try MemberListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.editMembers, on: found.listed.unionPath)
        return found
    }

    // MARK: Whole numbers

    /// A member's numbers and address, whole.
    public struct Disclosure: Sendable {
        public let line: Line
        public let document: String
        public let phone: String
        public let address: String?
    }

    /// Shows whole numbers of one member for a reason that is kept with the name of who asked.
    ///
    /// - Throws: `Refusal.notConfirmed` when the actor has not proved anew who he is.
    public func disclose(
        _ id: ID<Member>, _ reason: DisclosureReason, _ occasion: Occasion
    ) async throws -> Disclosure {
        try await platform.database.write { [platform] transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.discloseMember, on: found.listed.unionPath)
            try occasion.requireConfirmation()
            try AlertWatch(transaction).disclosure(occasion)
            try EventStore(transaction).record(
                MemberEvent.disclosed.rawValue, on: .member, id.rawValue, at: found.listed.unionPath,
                detail: reason.rawValue, occasion)
            let person = found.listed.member.person
            return Disclosure(
                line: Line(found.listed, try Vocabulary(DictionaryStore(transaction))),
                document: person.document.number,
                phone: person.phone?.rawValue ?? "", address: found.address)
        }
    }
}
