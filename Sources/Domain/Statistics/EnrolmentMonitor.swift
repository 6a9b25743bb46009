/// 集中参保实时监控画面 of one union: what its subordinates have handed in, at one moment (domain 5.6 and 7).
public struct EnrolmentMonitor: Hashable, Sendable {
    /// A union directly under the one that is shown, or that one itself with the lists that are its own.
    public struct Line: Hashable, Sendable {
        public let union: Union
        public let figures: EnrolmentFigures
        /// Of a district, its batches by state.
        public let batches: [DistrictSubmission.Status: Int]

        public init(union: Union, figures: EnrolmentFigures, batches: [DistrictSubmission.Status: Int] = [:]) {
            self.union = union
            self.figures = figures
            self.batches = batches
        }
    }

    /// An enrolling unit of the union that is shown.
    public struct UnitLine: Hashable, Sendable {
        public let unit: EnrollingUnit
        public let enrolment: ID<UnitEnrolment>?
        public let status: UnitEnrolment.Status
        /// Who could be on the list, whatever bucket they are in.
        public let members: Int
        public let heads: Int
        public let amounts: Amounts

        public init(
            unit: EnrollingUnit, enrolment: ID<UnitEnrolment>?, status: UnitEnrolment.Status, members: Int, heads: Int,
            amounts: Amounts
        ) {
            self.unit = unit
            self.enrolment = enrolment
            self.status = status
            self.members = members
            self.heads = heads
            self.amounts = amounts
        }
    }

    /// A unit that has not handed in, with how many people wait for it.
    public struct LateLine: Hashable, Sendable {
        public let late: LateUnit
        public let members: Int

        public init(_ late: LateUnit, members: Int) { (self.late, self.members) = (late, members) }
    }

    /// From the actor's own union down to the one above.
    public let above: [Union]
    public let union: Union
    public let year: PlanYear
    public let lines: [Line]
    public let units: [UnitLine]
    public let curve: EnrolmentCurve
    public let lastYear: EnrolmentCurve
    public let today: CalendarDay
    /// All numbers are of this moment.
    public let asOf: Instant

    public init(
        above: [Union], union: Union, year: PlanYear, lines: [Line], units: [UnitLine], curve: EnrolmentCurve,
        lastYear: EnrolmentCurve, today: CalendarDay, asOf: Instant
    ) {
        self.above = above
        self.union = union
        self.year = year
        self.lines = lines
        self.units = units
        self.curve = curve
        self.lastYear = lastYear
        self.today = today
        self.asOf = asOf
    }

    /// The lines add up to it.
    public var total: EnrolmentFigures { lines.reduce(EnrolmentFigures()) { $0 + $1.figures } }

    public var batches: [DistrictSubmission.Status: Int] {
        lines.reduce(into: [:]) { sum, line in sum.merge(line.batches, uniquingKeysWith: +) }
    }

    /// People on lists on the same day of the year before; nil where that year had none.
    public var headsLastYear: Int? {
        lastYear.points.isEmpty ? nil : lastYear.heads(on: today.adding(years: -1))
    }

    /// The days that the curve spans: from the opening of the lists to the last day of handing in to the centre.
    public var season: DayWindow? {
        guard let from = year.windows[.enrolment]?.from, let through = year.windows[.districtSubmission]?.through else {
            return nil
        }
        return DayWindow(from: from, through: through)
    }
}
