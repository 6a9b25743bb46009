/// A unit whose list nobody has handed in before its time was over, or who never began one, and that will be left out.
public struct DueUnit: Hashable, Sendable {
    /// nil for a unit that never began a list.
    public let enrolment: ID<UnitEnrolment>?
    public let name: String
    public let union: ID<Union>
    public let year: Int
    public let status: UnitEnrolment.Status
    /// Of the newest version; nil when the unit has never handed one in.
    public let heads: Int?

    public init(
        enrolment: ID<UnitEnrolment>?, name: String, union: ID<Union>, year: Int, status: UnitEnrolment.Status,
        heads: Int?
    ) {
        self.enrolment = enrolment
        self.name = name
        self.union = union
        self.year = year
        self.status = status
        self.heads = heads
    }
}
