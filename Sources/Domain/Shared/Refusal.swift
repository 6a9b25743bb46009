/// Why a rule says no.
///
/// Every case carries the facts that its sentence needs; the sentences stand in `Wording`. A refusal never leaves
/// anything half done: it is thrown before the first write, or its transaction is rolled back.
public enum Refusal: Error, Hashable, Sendable {
    /// Not there, or outside the actor's subtree; the two must not be told apart.
    case notFound
    /// So many applications wait for the union that it takes no more.
    case applicationsFull
    /// So many registrations wait for the district, or are being sent at this moment, that no more are taken.
    case registrationsFull
    /// The account has looked at as many members in full today as it may.
    case disclosuresSpent(limit: Int)
    /// The account has taken out in files today as much as it may: the limit in people.
    case exportsSpent(people: Int)
    /// In scope, but this account may not do it.
    case notAllowed(Action, Prohibition)
    /// The day from which the roles may be moved has not come.
    case handoverAhead(CalendarDay)
    /// The account has no roles, or those of an administrator.
    case nothingToHandOver
    /// The act asks that the person proves anew who he is, and he has not.
    case notConfirmed
    /// Outside the window of the plan year.
    case outsideWindow(Activity, DayWindow, today: CalendarDay)
    /// The record is in a state in which the command means nothing.
    case enrolmentState(UnitEnrolment.Status, UnitEnrolment.Command)
    case batchState(DistrictSubmission.Status, DistrictSubmission.Command)
    case cardBatchState(CardBatch.Status, CardBatch.Command)
    /// Somebody changed the record after it was shown.
    case changedMeanwhile
    /// The kind of union cannot use the workbench; its ancestor, when there is one, enrols its members.
    case unsupportedKind(UnionKind, enrolsThrough: String?)
    /// A joint union has not said for which enterprise it acts, or has none.
    case enterpriseNotChosen
    case noEnterprise
    case noPlanYear
    case planNotOffered(String)
    case planNotChosen
    /// The unit has no list of the year before that came to a lock.
    case noLastYearList
    /// A unit has one plan a year, fixed at the lock.
    case planFixed(String)
    case nobodyToEnrol
    case unresolvedSuspects(Int)
    /// The expected head count shown to the user is no longer the true one.
    case countChanged(expected: Int, actual: Int)
    case nothingSelected
    case tooManySelected(limit: Int)
    case reasonMissing
    case alreadyInBatch(people: Int)
    /// The superior has not decided yet whether the batch is taken back.
    case cardRevocationOpen
    /// Something stands in the way of everybody in the draft.
    case nobodyOrderable(people: Int)
    /// Nobody is left in the batch to whom a card could be made.
    case nobodyToMakeCardsFor
    case bankFileForAnotherBatch(String)
    case alreadyConfirmed
    case notPending
    case submittedByThisAccount
    /// The district wants level 2 to look first.
    case endorsementMissing
    case unitsNotReady
    case nothingToSubmit
    case contactIncomplete([ContactField])
    case voucherMissing
    case voucherTooManyFiles(limit: Int)
    case notDemo
    /// The year is there already, or is outside the years that may be written.
    case yearExists(Int)
    case yearOutOfRange(Int)
    /// A published year does not change; only its windows can be extended.
    case yearPublished(Int)
    case yearIncomplete(problems: Int)
    case unionUnknown(code: String)
    /// No unit of the district has this code, or several have it.
    case unitUnknown(code: String)
    case unitAmbiguous(code: String)
    case dayMissing
    /// Some of a credit stands against a batch.
    case creditInUse
    /// One of the two lists that want a person has been locked.
    case conflictLocked
    /// The centre has given these people to another unit.
    case conflictDecided(people: Int)
    /// Two records of a pair contradict each other.
    case merge(MergeObstacle)
    /// A register speaks of the past.
    case registerDayAhead(CalendarDay, today: CalendarDay)
    /// Only the last list of a kind, and one whose changes were kept, is taken back.
    case registerNotLast(RegisterKind)
    case extensionBeforeWindow(Activity, DayWindow)
    /// A deletion of this member waits for the superior already.
    case alreadyRequested
    /// Nobody has said where the person goes in the receiving union.
    case placementMissing
    /// The union that was asked still has the transfer to itself.
    case transferAwaitsUnion(through: CalendarDay)
    /// The window belongs to another level than this union's.
    case extensionLevel(Activity, UnionKind)
    /// No day of the year is left that an instant list could cover.
    case instantTooLate(CalendarDay)
    /// Chosen people who are covered or claimed already, have no card, or have left.
    case notInstantCandidates(people: Int)
    /// Only a list that has lapsed becomes instant enrolment.
    case notLapsed
    /// Nothing of the list is open any more, so nobody is reminded.
    case alreadyPaid
    /// Nobody of the list is left to be covered.
    case instantListEmpty(String)
    /// The window would end later than the step that follows it.
    case extensionPastNext(Activity, Activity, DayWindow)
    /// Another request about the same union waits already.
    case unionRequestOpen
    case unionUnchanged
    /// The tree does not know such a kind in such a place.
    case unionMisplaced(UnionKind, under: UnionKind)
    /// A union would stand under itself.
    case unionCycle
    case unionAlreadyThere
    /// Another union has the name where the union would stand.
    case unionNameTaken(String)
    /// Lists of the union have been handed to the centre and are not settled.
    case unionLocked(units: Int)
    case unionInUse(UnionObstacles)
    /// The city, a holding union or a deleted one is not moved or deleted.
    case unionFixed
    /// A union committee has one enterprise.
    case enterpriseLimit
    case enterpriseInUse(UnionObstacles)
    /// A correction of a locked list cannot be asked for, or not be carried out.
    case correction(CorrectionObstacle)
    /// A credit that a correction has made is not taken back.
    case creditOfCorrection
    /// A second person of the district has to look, or may not.
    case secondPerson(SecondPersonObstacle)
    /// A second person has to consent to a mass export, or may not.
    case exportConsent(ExportConsentObstacle)
    /// Many deletions need a second person.
    case massRemoval(MassRemovalObstacle)
}

/// The fields of the person in charge that a district must fill in (manual 2024, 4.5).
public enum ContactField: String, Hashable, Sendable, CaseIterable, Codable {
    case name, phone, email
}

/// Why an account that sees a record may still not act on it.
public enum Prohibition: String, Hashable, Sendable, CaseIterable {
    /// No role of the account includes the act.
    case role
    /// The act belongs to a union of another level.
    case level
    /// Nobody approves what he submitted.
    case ownWork
    /// Nobody manages the account he uses (三权分立).
    case ownAccount
    /// Nobody settles an alert about himself.
    case ownAlert
}
