public import Domain
public import Markup
import Wording

/// 各版名单: every submission of an enrolment, and what lies between any two of them.
public struct VersionsPage: Component {
    let frame: PageFrame
    let comparison: VersionComparison

    public init(_ frame: PageFrame, _ comparison: VersionComparison) {
        (self.frame, self.comparison) = (frame, comparison)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let from = "from"
        public static let through = "through"
    }

    private var earlier: EnrolmentVersion { comparison.earlier }
    private var later: EnrolmentVersion { comparison.later }
    private var address: Path { .enrolment(.versions(later.id)) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "各版名单", above: EnrolmentParts.aboveTasks,
                facts: [
                    HTML(comparison.unit.name), HTML("\(comparison.year.year) 年度"),
                    HTML("参保编号 \(comparison.record.number)"),
                    HTML(comparison.record.enrolment.status.wording),
                ]), current: .enrolments
        ) {
            if comparison.record.outdatedSince != nil, let current { outdated(current) }
            versions
            if comparison.versions.count > 1 {
                choice
                money
                people
            }
            div(.class("row-gap")) { LinkButton("返回参保信息管理", .enrolments) }
        }.html
    }

    private var current: EnrolmentVersion? {
        guard comparison.record.enrolment.status.claims else { return nil }
        return comparison.versions.first { $0.number == comparison.record.enrolment.version }
    }

    private func outdated(_ current: EnrolmentVersion) -> HTML {
        Callout("已提交的第 \(current.number) 版已过时，需要再次提交", .warning) {
            p {
                "提交后名单有变动（新确认、办卡、离职等）。"
                a(.href(Path.enrolment(.check))) { "核对并再次提交" }
            }
        }.html
    }

    private var versions: HTML {
        Card("全部版本", id: "versions", note: "\(comparison.versions.count) 版，以最后一版为准") {
            DataTable(
                "全部版本", comparison.versions,
                columns: [
                    .head("版本") { version in
                        a(.href(Path.enrolment(.result(version.id)))) { "第 \(version.number) 版" }
                    },
                    .moment("提交时间") { $0.submittedAt }, .text("原因") { $0.reason.wording },
                    .text("保障类型") { "\($0.plan) 类" }, .number("参保人数") { $0.heads },
                    .money("保障费用（元）") { $0.amounts?.premium ?? .zero },
                    .actions { version in
                        a(.href(Path.enrolment(.submittedPeople(version.id))), .ariaLabel("第 \(version.number) 版的人员")) {
                            "人员"
                        }
                        if version.number > 1 {
                            a(
                                .href(
                                    address.url(
                                        (Field.from, String(version.number - 1)),
                                        (Field.through, String(version.number))
                                    ).at("money")), .ariaLabel("第 \(version.number) 版与上一版相比")
                            ) { "与上一版相比" }
                        }
                    },
                ])
        }.html
    }

    private var choice: HTML {
        let state = FormState([Field.from: [String(earlier.number)], Field.through: [String(later.number)]])
        let choices = comparison.versions.map { version in
            Choice(
                String(version.number),
                "第 \(version.number) 版（\(version.submittedOn.description)，\(version.heads.grouped) 人）")
        }
        return section(.class("card"), .ariaLabel("选择要比较的版本")) {
            FilterForm(address, .address) {
                SelectField(Field.from, "较早的版本", in: state, choices, need: .required)
                SelectField(Field.through, "较晚的版本", in: state, choices, need: .required)
            }
        }
    }

    // MARK: The two

    private struct Line {
        let term: String
        let before: String
        let after: String
        let more: String
    }

    private var money: HTML {
        Card("第 \(earlier.number) 版与第 \(later.number) 版的人数和金额", id: "money", note: sum) {
            DataTable(
                "人数和金额的变动", lines,
                columns: [
                    .head("项目") { $0.term }, .text("第 \(earlier.number) 版") { $0.before },
                    .text("第 \(later.number) 版") { $0.after }, .text("变动") { $0.more },
                ])
        }.html
    }

    private var sum: String {
        "\(earlier.heads.grouped) 人 + 新增 \(comparison.difference.added.grouped) 人 － 移除 "
            + "\(comparison.difference.removed.grouped) 人 = \(later.heads.grouped) 人"
    }

    private var lines: [Line] {
        let (before, after, more) = (
            earlier.amounts ?? .zero, later.amounts ?? .zero, comparison.moreAmounts
        )
        func rate(_ term: String, _ rate: (Rates) -> Money) -> Line {
            let (old, new) = (rate(earlier.rates), rate(later.rates))
            return Line(term: term, before: old.inSentence, after: new.inSentence, more: signed(new - old))
        }
        func amount(_ term: String, _ amount: (Amounts) -> Money) -> Line {
            Line(
                term: term, before: amount(before).inSentence, after: amount(after).inSentence,
                more: signed(amount(more)))
        }
        let heads = later.heads - earlier.heads
        return [
            Line(
                term: "保障类型", before: "\(earlier.plan) 类", after: "\(later.plan) 类",
                more: earlier.plan == later.plan ? "不变" : "改变"),
            Line(
                term: "参保人数", before: "\(earlier.heads.grouped) 人", after: "\(later.heads.grouped) 人",
                more: heads == 0 ? "不变" : "\(heads > 0 ? "+" : "－")\(abs(heads).grouped) 人"),
            rate("每人保障费用", \.premium), rate("每人：市总统一划拨", \.city), rate("每人：区局/各级工会缴费", \.district),
            rate("每人：基层单位缴费", \.base), amount("保障费用", \.premium), amount("市总统一划拨", \.city),
            amount("区局/各级工会缴费", \.district), amount("基层单位缴费", \.base),
        ]
    }

    private func signed(_ amount: Money) -> String {
        if amount == .zero { return "不变" }
        return amount > .zero ? "+\(amount.inSentence)" : "－\((-amount).inSentence)"
    }

    private var people: HTML {
        Card("人员变动", id: "people", note: "\(comparison.difference.people.grouped) 人") {
            DataTable(
                "人员变动", comparison.changes,
                blank: .nothingYet("人员没有变动") { "两版是同一批会员。" },
                columns: [
                    Column("变动", .line) { entry in
                        span(.class(entry.change.direction == .added ? "plus" : "minus")) {
                            entry.change.directionWording
                        }
                    },
                    .head("姓名") { HTML($0.person.name) }, .text("会员编号") { $0.person.number },
                    .text("证件号码") { $0.person.document.masked }, .text("原因") { $0.change.reasonWording },
                ])
            if comparison.difference.people > comparison.changes.count {
                p(.class("card-body muted")) {
                    "只显示前 \(comparison.changes.count.grouped) 人，共变动 \(comparison.difference.people.grouped) 人。"
                }
            }
        }.html
    }
}
