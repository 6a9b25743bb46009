import Domain
import Foundation
import Markup
import Pages
import Testing

@Suite("The pages of 集中参保实时监控画面")
struct MonitorPagesTests {
    private let frame = Sample.frame(.workbench)
    private let year: PlanYear

    init() throws { year = try #require(PlanYear.standard(2024)) }

    private func union(_ id: Int64, _ name: String, _ kind: UnionKind, _ path: UnionPath) -> Union {
        Union(
            id: ID(id), parent: nil, code: "31990100000\(id)", name: name, kind: kind, path: path, creditCode: nil,
            role: .ordinary)
    }

    private func part(_ units: Int, _ heads: Int, premium: Int64 = 2_600) -> EnrolmentFigures.Part {
        let half = Money(fen: premium / 2 * Int64(heads))
        return EnrolmentFigures.Part(
            units: units, heads: heads,
            amounts: Amounts(premium: half + half, city: half, district: half, base: .zero))
    }

    private var busy: EnrolmentFigures {
        EnrolmentFigures(
            [
                .submitted: part(2, 95), .approved: part(1, 1_064), .locked: part(3, 2_014), .returned: part(1, 12),
                .draft: EnrolmentFigures.Part(units: 2), .declined: EnrolmentFigures.Part(units: 1),
                .lapsed: part(1, 7),
            ], silent: .init(units: 4, members: 260))
    }

    private func monitor(
        _ kind: UnionKind = .districtFederation, lines: Int = 2, units: [EnrolmentMonitor.UnitLine] = [],
        batches: [DistrictSubmission.Status: Int] = [:], lastYear: [CalendarDay: Int] = [:],
        figures: EnrolmentFigures? = nil
    ) throws -> EnrolmentMonitor {
        let city = union(1, "演示市总工会", .cityFederation, .root)
        let path = try #require(kind == .cityFederation ? .root : UnionPath.root.child(1))
        let here = kind == .cityFederation ? city : union(2, "东海区总工会", kind, path)
        let below: UnionKind = kind == .cityFederation ? .districtFederation : .subdistrictFederation
        return EnrolmentMonitor(
            above: kind == .cityFederation ? [] : [city], union: here, year: year,
            lines: try (0..<lines).map { number in
                let name = number == 0 ? Sample.hostile : "滨海 \(number) 街道总工会"
                let line = union(Int64(10 + number), name, below, try #require(path.child(number + 1)))
                return EnrolmentMonitor.Line(
                    union: line, figures: figures ?? busy, batches: number == 0 ? batches : [:])
            },
            units: units,
            curve: EnrolmentCurve(changes: [
                Sample.day("2023-11-03"): 95, Sample.day("2023-11-10"): 2_000, Sample.day("2023-11-13"): -12,
            ]), lastYear: EnrolmentCurve(changes: lastYear), today: Sample.day("2023-11-20"),
            asOf: Sample.moment("2023-11-20", hour: 10, minute: 32, second: 5))
    }

    private let before: [CalendarDay: Int] = [
        Sample.day("2022-11-05"): 1_500, Sample.day("2022-11-20"): 300, Sample.day("2022-12-12"): 900,
    ]

    private func late() throws -> Listing<EnrolmentMonitor.LateLine> {
        let contact = try UnitContact(name: "王示例", phone: "19900000001")
        let lines = [(61, "示例科技有限公司", contact, 2), (62, Sample.hostile, nil, 0)].map {
            (id: Int64, name: String, contact: UnitContact?, reminders: Int) in
            EnrolmentMonitor.LateLine(
                LateUnit(
                    unit: unit(id, name), status: .draft, contact: contact, reminders: reminders,
                    lastReminded: reminders > 0 ? Sample.moment("2023-11-18", hour: 9) : nil), members: 128)
        }
        return Listing(entries: lines, total: lines.count, offset: 0)
    }

    private func unit(_ id: Int64, _ name: String) -> EnrollingUnit {
        EnrollingUnit(
            id: ID(id), union: ID(16), enterprise: nil, path: .root, name: name,
            unionName: "示例科技有限公司工会委员会", unionCode: "319901000016", organisationCode: nil)
    }

    private func page(
        _ monitor: EnrolmentMonitor, late: Listing<EnrolmentMonitor.LateLine>? = nil,
        _ reminding: MonitorPage.Reminding = .offered
    ) -> HTML {
        MonitorPage(frame, monitor, late: late, size: 20, reminding: reminding).html
    }

    @Test("a district with its late units; who does not remind sees no telephone")
    func district() throws {
        let offered = page(try monitor(batches: [.awaitingVoucher: 1], lastYear: before), late: try late())
        #expect(!offered.text.contains("<script>alert"))
        #expect(offered.text.contains("19900000001"))
        Golden.expect(offered, "monitor-district")
        let withheld = page(try monitor(), late: Listing(entries: [], total: 0, offset: 0), .withheld)
        #expect(!withheld.text.contains("去催办"))
        Golden.expect(withheld, "monitor-district-centre")
    }

    @Test("the city with its batches, and a year in which nothing has happened")
    func city() throws {
        Golden.expect(
            page(try monitor(.cityFederation, batches: [.completed: 2, .voucherRejected: 1], lastYear: before)),
            "monitor-city")
        Golden.expect(page(try monitor(.cityFederation, lines: 0)), "monitor-empty")
    }

    @Test("a base union with its units")
    func units() throws {
        let lines = [
            EnrolmentMonitor.UnitLine(
                unit: unit(61, Sample.hostile), enrolment: ID(7), status: .approved, members: 128, heads: 95,
                amounts: part(1, 95).amounts),
            EnrolmentMonitor.UnitLine(
                unit: unit(62, "示例乙有限公司"), enrolment: nil, status: .notStarted, members: 3, heads: 0, amounts: .zero),
        ]
        let html = page(
            try monitor(.jointUnion, lines: 0, units: lines), late: Listing(entries: [], total: 0, offset: 0))
        #expect(!html.text.contains("<script>alert"))
        Golden.expect(html, "monitor-units")
    }

    @Test("the wall shows sums alone, and asks for itself anew until it is told not to")
    func screen() throws {
        let on = MonitorScreen(
            frame, try monitor(.cityFederation, batches: [.lapsed: 1], lastYear: before), refreshing: .on
        ).html
        #expect(on.text.contains(#"http-equiv="refresh""#))
        #expect(!on.text.contains("<script>alert"))
        Golden.expect(on, "monitor-screen", .whole)
        let off = MonitorScreen(frame, try monitor(lines: 0), refreshing: .off).html
        #expect(!off.text.contains(#"http-equiv="refresh""#))
        Golden.expect(off, "monitor-screen-empty", .whole)
    }

    @Test("with more unions than can be read from afar the last line has the rest, and the sum is the same")
    func many() throws {
        let html = MonitorScreen(frame, try monitor(lines: 40), refreshing: .on).html
        let rows = html.text.components(separatedBy: #"<th scope="row">"#).count - 1
        #expect(html.text.contains("其余 27 家"))
        #expect(html.text.contains("合计 40 家"))
        #expect(rows >= MonitorScreen.lineLimit + 1)
    }
}
