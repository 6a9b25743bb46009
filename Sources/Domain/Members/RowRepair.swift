extension MemberProblem.Repair {
    /// Whether it can be carried out for many rows at once, when the clerk agrees, without a look at the papers.
    public var isOffered: Bool {
        switch self {
        case .derive, .replaceLetters, .joinDigits, .takeNumberFromCard, .chooseDocumentType, .correctSex,
            .chooseFromList:
            true
        case .fillIn, .typeNumberAgain, .checkNumber, .keepOneRow, .correctPhone, .giveOwnPhone, .checkName,
            .correctUnionCode, .correctExpiry, .shorten, .replaceFormula, .saveFormulas, .chooseName, .checkRemark,
            .checkWriting, .useNewDocument, .checkPhone, .checkUnionName, .completeAddress, .checkExpiry,
            .awaitTransfer:
            false
        }
    }
}

extension RowDefaults {
    /// The row with this repair carried out; nil where it changes nothing or nothing can be known.
    ///
    /// Never done without the clerk's consent: a number is proposed, not guessed silently (domain, section 8.1).
    ///
    /// - Parameter problems: what is wrong with the row; they name the cells whose word no dictionary has.
    public func repaired(
        _ row: MemberRow, _ problems: [MemberProblem], by repair: MemberProblem.Repair
    ) -> MemberRow? {
        var mended = row
        switch repair {
        case .replaceLetters, .joinDigits, .takeNumberFromCard:
            let cell = row[.documentNumber]
            guard let damage = NumberDamage.recognise(cell.text, in: cell.form),
                let number = damage.suggestion(for: cell.text)
            else { return nil }
            mended[.documentNumber] = MemberRow.Cell(number)
            if row[.sex].text.isBlank { fill(&mended, [.sex]) }
        case .chooseDocumentType:
            guard number(of: row)?.documentType == .residentIdentityCard else { return nil }
            fill(&mended, [.documentType])
        case .correctSex: fill(&mended, [.sex])
        case .derive:
            let lacking: [MemberColumn] = [.documentType, .sex, .unionName, .unionCode]
            fill(&mended, lacking.filter { row[$0].text.isBlank })
        case .chooseFromList:
            // The columns with a dictionary may stay empty, and an empty one takes nothing from a member.
            for problem in problems where problem.repair == repair { mended[problem.column] = .empty }
        case .fillIn, .typeNumberAgain, .checkNumber, .keepOneRow, .correctPhone, .giveOwnPhone, .checkName,
            .correctUnionCode, .correctExpiry, .shorten, .replaceFormula, .saveFormulas, .chooseName, .checkRemark,
            .checkWriting, .useNewDocument, .checkPhone, .checkUnionName, .completeAddress, .checkExpiry,
            .awaitTransfer:
            return nil
        }
        return mended == row ? nil : mended
    }

    /// The repair under which a row is shown: one that can be carried out for all comes first, then the first error,
    /// then the question whether the member is renamed.
    public func group(of row: MemberRow, _ problems: [MemberProblem]) -> MemberProblem.Repair? {
        let errors = problems.filter { $0.severity == .error }.map(\.repair)
        let offered = errors.first { $0.isOffered && repaired(row, problems, by: $0) != nil }
        let renaming = problems.first(where: \.renames)?.repair
        return offered ?? errors.first ?? renaming ?? problems.first?.repair
    }
}
