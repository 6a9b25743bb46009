import Domain
import Store

/// Goes through a workflow's recorded steps and finds the first that its table does not know.
enum Replay {
    static func violations<Status: RawRepresentable & Equatable>(
        _ record: String, _ steps: [HistoryStore.Step], startingAs start: Status, endingAs end: String,
        _ next: (Status, String) -> Status?
    ) -> [Violation] where Status.RawValue == String {
        var status = start
        for step in steps where step.from != nil {
            guard step.from == status.rawValue, let after = next(status, step.action), after.rawValue == step.to else {
                return [Violation(invariant: "I6", record: record, rule: "step \(step.action) is not legal")]
            }
            status = after
        }
        guard status.rawValue == end else {
            return [Violation(invariant: "I6", record: record, rule: "state \(end) has no recorded step")]
        }
        return []
    }
}

/// The calendar of a year as it held, at each moment, for the union that a record belongs to.
struct RecordedCalendar {
    /// The year without the extensions of its windows.
    let published: PlanYear
    let extensions: [WindowExtension]
    let path: UnionPath

    /// When windows of this activity were given another end for the union, in order.
    ///
    /// - Parameter earliest: what was granted until then is left out; nil leaves out nothing.
    func moments(of activity: Activity, after earliest: Instant?, through latest: Instant) -> [Instant] {
        extensions.filter { granted in
            granted.activity == activity && granted.path.contains(path) && granted.setAt <= latest
                && (earliest.map { granted.setAt > $0 } ?? true)
        }.map(\.setAt).sorted()
    }

    /// - Parameter place: where the union stood then; nil where it stands now.
    func year(at moment: Instant, _ place: UnionPath? = nil) -> PlanYear {
        published.extended(by: extensions.filter { $0.setAt <= moment }, at: place ?? path)
    }
}

/// Performs what happened to a district's batch again, on the recorded days.
struct BatchReplay {
    let record: String
    let calendar: RecordedCalendar
    /// The day on which an instant batch was made; nil for one of 集中参保.
    var instantOn: CalendarDay?
    /// What it owed when it was made: only where that was nothing may it have begun complete.
    let owed: Money

    func violations(_ steps: [HistoryStore.Step], endingAs end: String) -> [Violation] {
        let first = steps.first { $0.from == nil }
        let begun = first?.to.flatMap(DistrictSubmission.Status.init(rawValue:)) ?? .awaitingVoucher
        if let first, begun != .awaitingVoucher, begun != .completed || owed > .zero { return [illegal(first)] }
        let made = first.map { calendar.year(at: $0.at) } ?? calendar.published
        var batch = DistrictSubmission(
            id: ID(1), number: "", district: ID(1), year: made.year, kind: instantOn == nil ? .centralised : .instant,
            status: begun,
            voucherDue: instantOn.map { $0.adding(days: made.instant.voucherDays) } ?? made.districtPaymentDue)
        var before = first?.at
        for step in steps where step.from != nil {
            guard let command = DistrictSubmission.Command(rawValue: step.action), step.from == batch.status.rawValue
            else { return [illegal(step)] }
            // Each extension moved the day as the batch stood just then, not as it stands now.
            for moment in calendar.moments(of: .voucher, after: before, through: step.at) {
                batch.moveVoucherDue(to: calendar.year(at: moment).districtPaymentDue)
            }
            before = step.at
            let year = calendar.year(at: step.at)
            do throws(Refusal) {
                try batch.perform(command, on: step.day, in: year)
            } catch {
                switch error {
                case .outsideWindow:
                    return [Violation(invariant: "I7", record: record, rule: "\(step.action) outside its window")]
                default: return [illegal(step)]
                }
            }
            guard step.to == batch.status.rawValue else { return [illegal(step)] }
        }
        guard batch.status.rawValue == end else {
            return [Violation(invariant: "I6", record: record, rule: "state \(end) has no recorded step")]
        }
        return []
    }

    private func illegal(_ step: HistoryStore.Step) -> Violation {
        Violation(invariant: "I6", record: record, rule: "step \(step.action) is not legal")
    }
}

/// Performs a unit's enrolment again, with the days and the accounts that were recorded.
struct EnrolmentReplay {
    let record: String
    let calendar: RecordedCalendar
    var entry: InstantEntry?

    func violations(_ steps: [HistoryStore.Step], endingAs end: String) -> [Violation] {
        var enrolment = UnitEnrolment(id: ID(1), unit: ID(1), year: calendar.published.year, entry: entry)
        for step in steps {
            guard let command = UnitEnrolment.Command(rawValue: step.action), step.from == enrolment.status.rawValue
            else { return [illegal(step)] }
            do throws(Refusal) {
                enrolment = try performed(command, step, on: enrolment)
            } catch {
                switch error {
                case .outsideWindow:
                    return [Violation(invariant: "I7", record: record, rule: "\(step.action) outside its window")]
                default: return [illegal(step)]
                }
            }
            guard step.to == enrolment.status.rawValue else { return [illegal(step)] }
        }
        guard enrolment.status.rawValue == end else {
            return [Violation(invariant: "I6", record: record, rule: "state \(end) has no recorded step")]
        }
        return []
    }

    /// Windows are those of the place where the union stood then.
    ///
    /// What had been granted to a union that has moved since is known by where it stands now.
    private func performed(
        _ command: UnitEnrolment.Command, _ step: HistoryStore.Step, on enrolment: UnitEnrolment
    ) throws(Refusal) -> UnitEnrolment {
        func performed(at place: UnionPath) throws(Refusal) -> UnitEnrolment {
            var next = enrolment
            try next.perform(
                command, by: step.account ?? ID(0), on: step.day, in: calendar.year(at: step.at, place))
            return next
        }
        guard let place = step.path, !place.contains(calendar.path) else { return try performed(at: calendar.path) }
        do throws(Refusal) {
            return try performed(at: place)
        } catch {
            return try performed(at: calendar.path)
        }
    }

    private func illegal(_ step: HistoryStore.Step) -> Violation {
        Violation(invariant: "I6", record: record, rule: "step \(step.action) is not legal")
    }
}
