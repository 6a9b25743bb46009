import Domain
import Markup
import Wording

/// The people of a batch with what came of each order, all of them or a part.
struct CardBatchPeople: Component {
    static let part = "part"

    let record: CardBatchRecord
    let lines: [CardLine]
    let shown: CardLinePart?
    let window: PageWindow
    let rule: CardRule?

    init(
        _ record: CardBatchRecord, _ lines: [CardLine], _ shown: CardLinePart?, _ window: PageWindow, rule: CardRule?
    ) {
        (self.record, self.lines, self.shown, self.window, self.rule) = (record, lines, shown, window, rule)
    }

    static func url(_ record: CardBatchRecord, _ part: CardLinePart?) -> URLText {
        Path.cardBatch(record.batch.id.description).url(query: query(part))
    }

    private static func query(_ part: CardLinePart?) -> [(name: String, value: String)] {
        part.map { [(name: Self.part, value: $0.rawValue)] } ?? []
    }

    var html: HTML {
        Card("批次人员", id: "people", note: window.caption) {
            if !parts.isEmpty || shown != nil { choice }
            DataTable(
                "批次人员", lines, isWrong: { $0.status == .failed || $0.obstacle != nil }, blank: blank,
                columns: columns)
            if window.total > 0 {
                Pager(window) { number, size in
                    Path.cardBatch(record.batch.id.description).url(
                        query: Self.query(shown)
                            + [(name: "page", value: String(number)), (name: "size", value: String(size))])
                }
            }
        }.html
    }

    /// The parts that are not everybody, and not nobody.
    private var parts: [CardLinePart] {
        CardLinePart.allCases.filter { (1..<max(1, record.people)).contains(record.people(in: $0)) }
    }

    private var choice: HTML {
        nav(.class("card-body row-gap"), .ariaLabel("显示哪些批次人员")) {
            link(nil)
            for part in parts { link(part) }
        }
    }

    private func link(_ part: CardLinePart?) -> LinkButton {
        LinkButton(
            "\(part?.wording ?? "全部") \(record.people(in: part).grouped) 人", Self.url(record, part), size: .small,
            attribute: .ariaCurrent(.true, if: part == shown))
    }

    private var blank: Blank {
        .noMatch("没有\(shown?.wording ?? "批次")人员") {
            "批次共 \(record.people.grouped) 人。"
        } actions: {
            LinkButton("查看全部", Self.url(record, nil))
        }
    }

    /// Whether the bank has not got it yet.
    private var isOpen: Bool { record.batch.status == .draft || record.batch.status == .submitted }

    /// Before the bank has answered nobody has a number.
    private var columns: [Column<CardLine>] {
        var columns = person
        if record.issued > 0 { columns.append(card) }
        columns.append(Column("原因") { line in textOr(line.explanation) })
        return columns
    }

    private var card: Column<CardLine> {
        Column("卡号", .line) { line in
            textOr(line.card?.masked)
            if let card = line.card, !card.hasFittingCheckDigit {
                br()
                span(.class("warning-text")) { CardFileWording.oddCheckDigit }
            }
        }
    }

    private var person: [Column<CardLine>] {
        [
            .head("姓名") { $0.name },
            .text("会员编号") { $0.number },
            .text("证件类型") { $0.document.type.wording },
            .text("证件号码") { $0.document.masked },
            Column("证件到期日", .line) { line in
                textOr(line.document.expiry?.wording, "未填写")
                if let rule, isOpen, rule.endsBeforeCoverage(line.document.expiry) {
                    br()
                    span(.class("warning-text")) { "早于 \(rule.coverageFrom.description)，请提醒换证" }
                }
            },
            .state("制卡结果") { $0.badge },
        ]
    }
}
