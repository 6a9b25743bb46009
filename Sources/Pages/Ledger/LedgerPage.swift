public import Domain
public import Markup
import Wording

/// 收款台账: who owes how much, who has paid, and the statements from which that is known.
public struct LedgerPage: Component, Sendable {
    public struct Model: Sendable {
        public var union: String
        public var receivables: [Receivable]
        public var year: Int?
        public var years: [Int]
        public var statements: [BankStatement]
        /// 单位 for a district, 区局（产业） for the centre.
        public var payer: String

        public init(
            union: String, receivables: [Receivable], year: Int?, years: [Int], statements: [BankStatement],
            payer: String
        ) {
            self.union = union
            self.receivables = receivables
            self.year = year
            self.years = years
            self.statements = statements
            self.payer = payer
        }
    }

    let frame: PageFrame
    let model: Model
    let form: FormState

    /// - Parameter form: field `file`.
    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "收款台账", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(model.union), HTML(model.year.map { "\($0) 年度" } ?? "")]
            ) {
                if frame.menu.offers(.ledger(.reminders)) { LinkButton("缴费催办", .ledger(.reminders)) }
            },
            current: .ledger(.list), errors: form.errors
        ) {
            Card("导入银行明细", id: "upload", note: "先给出建议，确认后才入账；同一行不会重复入账") {
                PostForm(to: .ledger(.statements), frame.tokens, .multipart) {
                    div(.class("card-body form-narrow stack")) {
                        FileField(
                            "file", "银行明细文件", in: form, accept: ".xlsx,.csv", maxBytes: BankStatement.byteLimit,
                            hint: "网上银行导出的 xlsx 或 csv，表头在前 20 行内，必须有交易日期、收入金额和付款人。最大 5 MB。")
                        div(.class("row-gap")) { SubmitButton("上传并查看建议", icon: .upload) }
                    }
                }
            }
            if !model.statements.isEmpty {
                Card("已导入的银行明细", id: "statements") {
                    DataTable("已导入的银行明细", model.statements, columns: columns)
                }
            }
            Card("应收和已收", id: "receivables", more: years) {
                DataTable("应收和已收", model.receivables, blank: blank, columns: receivableColumns) {
                    if !model.receivables.isEmpty { totals }
                }
            }
        }.html
    }

    private var columns: [Column<BankStatement>] {
        [
            .head("文件") { statement in
                a(.href(.ledger(.statement(statement.id)))) { statement.fileName }
            },
            .number("新的收入") { $0.counts.new }, .number("以前导入过") { $0.counts.known },
            .money("待入账（元）") { $0.totals.open }, .money("已入账（元）") { $0.totals.booked },
            .money("与参保无关（元）") { $0.totals.aside }, .moment("时间") { $0.at }, .text("账号") { $0.account },
        ]
    }

    private var years: HTML {
        HTML {
            for year in model.years {
                if year == model.year {
                    strong { "\(year) 年度" }
                } else {
                    a(.href(Path.ledger(.list).url(("year", String(year))))) { "\(year) 年度" }
                }
            }
        }
    }

    private var receivableColumns: [Column<Receivable>] {
        [
            .head(model.payer) { HTML($0.name) }, .text("编号") { $0.number }, .money("应收（元）") { $0.due },
            .money("已收（元）") { $0.paid }, .money("差额（元）") { $0.open }, .state("状态") { $0.badge },
        ]
    }

    @HTMLBuilder private var totals: HTML {
        let due = model.receivables.reduce(Money.zero) { $0 + $1.due }
        let paid = model.receivables.reduce(Money.zero) { $0 + $1.paid }
        tr {
            th(.scope(.row), .colspan(2)) { "合计" }
            td(.class("money")) { due.yuanText }
            td(.class("money")) { paid.yuanText }
            td(.class("money")) { (due - paid).yuanText }
            td { "" }
        }
    }

    private var blank: Blank {
        .nothingYet("本年度没有应收款") { "需要付款的名单提交后会出现在这里。" }
    }
}

extension Receivable {
    var badge: StateBadge {
        if open == .zero { return StateBadge("已收齐", .done) }
        if open < .zero { return StateBadge("多收", .bad) }
        return paid == .zero ? StateBadge("未收", .wait) : StateBadge("部分收到", .now)
    }
}
