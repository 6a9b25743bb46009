import Domain
import Pages
import UseCases

/// A form that asks anew who sends it, with the fields of `StepUpCard`.
extension Exchange {
    /// What the form has to ask for.
    func stepUp() async throws -> StepUp {
        try await StepUps(platform).demand(try occasion())
    }

    /// Who acts, having proved anew who he is: shortly before, or with what the form brings.
    ///
    /// - Returns: nil when it is not proved; then the mistake stands beside its field.
    func confirmedOccasion(for act: Action, _ errors: inout FieldErrors) async throws -> Occasion? {
        let occasion = try occasion()
        guard try await StepUps(platform).demand(occasion) != .nothing else { return occasion }
        guard let session = visit?.session.id else { throw Refusal.notFound }
        typealias Field = StepUpCard.Field
        guard !form[Field.password].isEmpty else {
            errors.add(Field.password, "请输入您的登录密码")
            return nil
        }
        let proof = StepUps.Proof(
            password: form[Field.password], code: form[Field.code], recoveryCode: form[Field.recoveryCode])
        do {
            return try await StepUps(platform).confirm(proof, for: act, in: session, occasion)
        } catch is Logins.Failure {
            errors.add(Field.password, StepUpCard.refused)
            return nil
        }
    }

    /// The form's fields without what proved who sends it.
    func stateWithoutProof(_ errors: FieldErrors) -> FormState {
        state(errors, without: StepUpCard.Field.all)
    }
}
