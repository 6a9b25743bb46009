import Domain
import Testing

@Suite("Where a member stands")
struct BucketTests {
    let year: PlanYear

    init() throws {
        year = try #require(TestYear.year2024)
    }

    static let insured = BucketFacts(socialInsurance: .insured, card: .issued)

    @Test("The first rule that fits decides, in the order of domain 5.2")
    func precedence() {
        var facts = BucketFacts(
            socialInsurance: .deceased, retirementAnswer: .retired, card: .none, claim: .otherUnit, exclusion: .left,
            statutoryDay: TestYear.day("2023-09-15"))
        #expect(Bucket.of(facts, in: year) == .deceased)
        facts.socialInsurance = .unverified
        #expect(Bucket.of(facts, in: year) == .retired)
        facts.retirementAnswer = nil
        #expect(Bucket.of(facts, in: year) == .noCard)
        facts.card = .issued
        #expect(Bucket.of(facts, in: year) == .coveredElsewhere)
        facts.claim = .free
        #expect(Bucket.of(facts, in: year) == .manuallyExcluded)
        facts.exclusion = nil
        #expect(Bucket.of(facts, in: year) == .pendingConfirmation)
        facts.confirmation = .confirmed
        #expect(Bucket.of(facts, in: year) == .suspectedRetired)
        facts.retirementAnswer = .delayed
        #expect(Bucket.of(facts, in: year) == .enrolling)
    }

    @Test("Who turns statutory age on 1 January of the year is covered: the day itself is excluded")
    func edgeOfTheYear() {
        var facts = Self.insured
        facts.statutoryDay = TestYear.day("2024-01-01")
        #expect(Bucket.of(facts, in: year) == .enrolling)
        facts.statutoryDay = TestYear.day("2023-12-31")
        #expect(Bucket.of(facts, in: year) == .suspectedRetired)
    }

    @Test("The register vouches for insured people up to its cut-off, not after it")
    func cutOff() {
        var facts = Self.insured
        facts.statutoryDay = TestYear.day("2023-08-31")
        #expect(Bucket.of(facts, in: year) == .enrolling)
        facts.statutoryDay = TestYear.day("2023-09-01")
        #expect(Bucket.of(facts, in: year) == .suspectedRetired)
        facts = BucketFacts(
            socialInsurance: .unverified, card: .issued, confirmation: .confirmed,
            statutoryDay: TestYear.day("2020-01-01"))
        #expect(Bucket.of(facts, in: year) == .suspectedRetired)
    }

    @Test("A woman's answer about 50 stands until her day at 55; that she has retired stands for good")
    func secondQuestion() {
        var facts = Self.insured
        facts.statutoryDay = TestYear.day("2018-10-05")
        facts.secondStatutoryDay = TestYear.day("2024-01-01")
        facts.retirementAnswer = .working
        facts.answeredDay = TestYear.day("2018-10-05")
        #expect(Bucket.of(facts, in: year) == .enrolling)
        facts.secondStatutoryDay = TestYear.day("2023-10-05")
        #expect(Bucket.of(facts, in: year) == .suspectedRetired)
        facts.answeredDay = TestYear.day("2023-10-05")
        #expect(Bucket.of(facts, in: year) == .enrolling)
        facts.answeredDay = TestYear.day("2018-10-05")
        facts.retirementAnswer = .retired
        #expect(Bucket.of(facts, in: year) == .retired)
    }

    @Test("The manual's unit of 128 is 95 + 32 without a card + 1 to be confirmed")
    func manualExample() {
        let people =
            Array(repeating: Self.insured, count: 95)
            + Array(repeating: BucketFacts(socialInsurance: .insured, card: .none), count: 32)
            + [BucketFacts(socialInsurance: .unverified, card: .issued)]
        let counts = Dictionary(people.map { (Bucket.of($0, in: year), 1) }, uniquingKeysWith: +)
        let equation = Equation(counts: counts)
        #expect(equation.members == 128)
        #expect(equation[.enrolling] == 95)
        #expect(equation[.noCard] == 32)
        #expect(equation[.pendingConfirmation] == 1)
        #expect(Bucket.allCases.map { equation[$0] }.reduce(0, +) == equation.members)
    }
}
