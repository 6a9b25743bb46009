/// Another last day of one window, for one union with everything under it, or for the whole city (domain 5.1).
public struct WindowExtension: Hashable, Sendable {
    public let year: Int
    /// Counts the year's extensions from 1; of two for the same union the later holds.
    public let ordinal: Int
    public let activity: Activity
    public let path: UnionPath
    public let unionName: String
    public let through: CalendarDay
    public let reason: String
    public let setAt: Instant

    public init(
        year: Int, ordinal: Int, activity: Activity, path: UnionPath, unionName: String, through: CalendarDay,
        reason: String, setAt: Instant
    ) {
        self.year = year
        self.ordinal = ordinal
        self.activity = activity
        self.path = path
        self.unionName = unionName
        self.through = through
        self.reason = reason
        self.setAt = setAt
    }

    /// Characters of a reason.
    public static let reasonLimit = 200
}

extension PlanYear {
    /// The year as it holds for the union at `path`.
    ///
    /// The extension of the nearest union above it holds, of several for that union the last; so what was granted to
    /// one union stays when all are granted another day.
    public func extended(by extensions: [WindowExtension], at path: UnionPath) -> PlanYear {
        var nearest: [Activity: WindowExtension] = [:]
        for candidate in extensions where candidate.year == year && candidate.path.contains(path) {
            if let known = nearest[candidate.activity],
                (known.path.depth, known.ordinal) > (candidate.path.depth, candidate.ordinal)
            {
                continue
            }
            nearest[candidate.activity] = candidate
        }
        guard !nearest.isEmpty else { return self }
        var changed = windows
        for (activity, found) in nearest { changed[activity] = windows[activity]?.ending(found.through) }
        let districtDue = nearest[.voucher].map(\.through) ?? districtPaymentDue
        return PlanYear(
            year: year, coverage: coverage, registerAsOf: registerAsOf, retiredBefore: retiredBefore,
            windows: changed,
            basePaymentDue: basePaymentDue(movedWith: nearest[.enrolment]?.through, before: districtDue),
            districtPaymentDue: districtDue, returnDays: returnDays,
            voucherDays: voucherDays, addressRule: addressRule, workingDays: workingDays, instant: instant)
    }

    /// Why a window may not end on `through` for the union at `path` of this kind; nil when it may.
    ///
    /// `self` is the year as it holds for that union now.
    public func refusal(ofEnding activity: Activity, on through: CalendarDay, for kind: UnionKind) -> Refusal? {
        guard let window = windows[activity] else { return .noPlanYear }
        guard through >= window.from else { return .extensionBeforeWindow(activity, window) }
        guard activity.reaches(kind) else { return .extensionLevel(activity, kind) }
        // A list handed in after its district's last day could never reach the centre.
        if let next = activity.next, let following = windows[next], through > following.through {
            return .extensionPastNext(activity, next, following)
        }
        return nil
    }
}

extension Activity {
    /// Whether the window can be another for a single union of this kind: what a district does ends for a district.
    func reaches(_ kind: UnionKind) -> Bool {
        switch self {
        case .confirmation, .enrolment, .review: true
        case .shareSetting, .districtSubmission, .voucher, .instant: kind.isDistrictLevel || kind == .cityFederation
        }
    }

    /// The step that must not be over before this one.
    var next: Activity? {
        switch self {
        case .confirmation: .enrolment
        case .enrolment, .review: .districtSubmission
        case .districtSubmission: .voucher
        case .shareSetting, .voucher, .instant: nil
        }
    }
}
