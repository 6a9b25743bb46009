/// What is wrong with the cells of a row.
extension OrganisationJudge {
    func failed(
        _ row: OrganisationRow, _ faults: [OrganisationRemark], name: String = ""
    ) -> OrganisationVerdict {
        let called = row.text(.name)
        return OrganisationVerdict(row: row.number, name: called.isEmpty ? name : called, .failed, faults)
    }

    func destroyed(in row: OrganisationRow) -> [OrganisationRemark] {
        row.isDestroyed(.creditCode) ? [OrganisationRemark(.creditCode, .destroyed)] : []
    }

    /// What a row says of a union's kind and place that is not so.
    func misstated(_ row: OrganisationRow, of union: Union) -> [OrganisationRemark] {
        var faults: [OrganisationRemark] = []
        let kind = row.text(.kind)
        if !kind.isEmpty, words.kind(kind) != union.kind {
            faults.append(
                OrganisationRemark(.kind, words.kind(kind) == nil ? .kindUnknown : .kindDiffers(union.kind)))
        }
        let superior = index.superior(of: union)
        do throws(OrganisationRemark) {
            if let said = try self.superior(of: row), said.id != superior?.id {
                faults.append(OrganisationRemark(.superiorName, .superiorDiffers(superior?.name ?? "")))
            }
        } catch {
            // Several may have the name of its superior, of which one is its own.
            if error.fault != .superiorAmbiguous || row.text(.superiorName) != superior?.name { faults.append(error) }
        }
        return faults
    }

    func unknownWords(
        _ after: OrganisationParticulars, _ before: OrganisationParticulars
    ) -> [OrganisationRemark] {
        var faults: [OrganisationRemark] = []
        let offered = words.dictionaries
        // A word that was retired stays where it stands.
        if after.economicType != before.economicType, !offered.economicTypes.contains(after.economicType) {
            faults.append(OrganisationRemark(.economicType, .wordUnknown))
        }
        if after.industry != before.industry, !offered.industries.contains(after.industry) {
            faults.append(OrganisationRemark(.industry, .wordUnknown))
        }
        return faults
    }

    func problems(_ form: OrganisationForm, _ particulars: OrganisationParticulars) -> [OrganisationRemark] {
        form.problems(of: particulars).entries.map {
            OrganisationRemark(OrganisationColumn($0.field), .particular($0.problem))
        }
    }

    /// Only a district brings its number along.
    func numberFaults(_ number: String, _ kind: UnionKind?) -> [OrganisationRemark] {
        guard kind?.isDistrictLevel == true else { return [] }
        if number.isEmpty { return [OrganisationRemark(.code, .particular(.missing))] }
        guard number.utf8.count == 12, number.utf8.allSatisfy(\.isDigit) else {
            return [OrganisationRemark(.code, .particular(.codeShape))]
        }
        return known.takenNumbers.contains(number) ? [OrganisationRemark(.code, .particular(.codeTaken))] : []
    }

    mutating func creditFaults(
        _ particulars: OrganisationParticulars, _ row: OrganisationRow, union: ID<Union>? = nil,
        enterprise: ID<Enterprise>? = nil
    ) -> [OrganisationRemark] {
        let credit = particulars.creditCode
        guard !credit.isEmpty else { return [] }
        let other = (known.holders[credit] ?? []).first { holder in
            (holder.union == nil || holder.union != union)
                && (holder.enterprise == nil || holder.enterprise != enterprise)
        }
        let taken = other.map { OrganisationRemark(.creditCode, .particular(.creditTaken(by: $0.holder))) }
        return repeatedCredit(particulars, row) + (taken.map { [$0] } ?? [])
    }

    mutating func repeatedCredit(
        _ particulars: OrganisationParticulars, _ row: OrganisationRow
    ) -> [OrganisationRemark] {
        let credit = particulars.creditCode
        guard !credit.isEmpty else { return [] }
        if let former = creditRows[credit] { return [OrganisationRemark(.creditCode, .creditRepeated(row: former))] }
        creditRows[credit] = row.number
        return []
    }

    func roomFaults(of employer: Union) -> [OrganisationRemark] {
        guard employer.kind.isBase, employer.role == .ordinary, index.contains(employer) else {
            return [OrganisationRemark(.superiorName, .notEmployer)]
        }
        let amount = (known.employers[employer.id] ?? 0) + (employers[employer.id] ?? 0)
        return employer.kind == .unionCommittee && amount > 0 ? [OrganisationRemark(.superiorName, .noRoom)] : []
    }

    /// A reason stays only beside a code that needs one.
    func kept(_ particulars: OrganisationParticulars) -> [OrganisationRemark] {
        particulars.creditReason.isEmpty ? [] : [OrganisationRemark(.creditCode, .checkKept)]
    }
}

extension OrganisationRemark: Error {}
