public import Domain
public import Markup
import Wording

/// The coverage of one year, with what its state means; fit to be printed.
public struct OwnCoveragePage: Component, Sendable {
    let frame: PageFrame
    let year: Int
    let rows: [Row]

    /// A coverage with the notice (告知书) of the list by which the member is covered.
    public struct Row: Sendable {
        let coverage: Coverage
        let notice: Notice?

        public init(_ coverage: Coverage, _ notice: Notice?) { (self.coverage, self.notice) = (coverage, notice) }
    }

    /// - Parameter rows: of the year, the newest first; not empty.
    public init(_ frame: PageFrame, year: Int, _ rows: [Row]) {
        (self.frame, self.year, self.rows) = (frame, year, rows)
    }

    public var html: HTML {
        OwnLayout(frame, PageHead("\(year) 年度保障", above: [OwnLayout.home])) {
            for (index, row) in rows.enumerated() {
                let coverage = row.coverage
                Card("会员专享基本保障 \(coverage.plan) 类", id: "coverage-\(index)") {
                    CheckAnswers(
                        [
                            .init("被保障人") { "\(coverage.name)　\(coverage.document.masked)" },
                            .init("会员编号") { coverage.number },
                            .init("起始日") { coverage.period.from.htmlWithWeekday },
                            .init("终止日") { coverage.period.through.htmlWithWeekday },
                            .init("状态") {
                                p { coverage.status.badge }
                                p(.class("small muted")) { coverage.status.ownExplanation }
                            },
                            .init("参保单位") { coverage.unitName },
                            .init("参保批次") { coverage.enrolment },
                            .init("区局批次") { coverage.submission ?? "—" },
                        ] + (row.notice.map(Self.answers) ?? []))
                }
            }
            if rows.contains(where: { $0.coverage.status == .inForce }) {
                PostForm(to: .own(.coverageProof(year)), frame.tokens, .data("repeatable", "")) {
                    SubmitButton("下载参保证明", size: .large, icon: .download)
                }
            }
            p(.class("small muted")) { "参保由单位统一办理，告知书发给单位，写明全部参保人数和费用。核验页面显示告知书的内容，以及它是否仍为最新版本。" }
            LinkButton("返回", .own(.home))
        }.html
    }

    private static func answers(_ notice: Notice) -> [CheckAnswers.Answer] {
        [
            .init("参保告知书") {
                p { "编号 \(notice.number)，第 \(notice.version) 版" }
                p {
                    notice.issuedOn.htmlWithWeekday
                    " 签发"
                }
                if let newer = notice.supersededBy { p { "已被第 \(newer) 版替代" } }
                p { a(.class("inline-link"), .href(.verification(notice.token))) { "核验这份告知书" } }
            }
        ]
    }
}
