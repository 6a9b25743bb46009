import Domain
import Markup
import Wording

/// The lines of one group, each with what may be done, and the same for all.
struct ComparisonLinesCard: Component {
    let frame: PageFrame
    let model: ComparisonPage.Model

    private typealias Line = ComparisonPage.Line
    private typealias Field = ComparisonPage.Field

    private var part: ComparisonPart { model.part }
    private var decisions: Path { .comparison(.decisions(model.comparison.id)) }

    var html: HTML {
        Card("\(part.wording) \(model.comparison.counts[part].grouped) 人", id: "lines") {
            div(.class("card-body")) {
                p(.class("muted")) { part.explanation }
                if part == .missing, model.holding == nil {
                    p(.class("muted")) { "所在区局还没有临时工会：已离职的会员请先“保留”，再在会员信息中办理会籍转移。" }
                }
                if model.planned == nil, part == .missing, model.reserve.namesakes > 0 {
                    let acts = model.holding == nil ? "“全部：删除”" : "“全部：转移”和“全部：删除”"
                    p(.class("warning-text")) {
                        "\(model.reserve.namesakes.grouped) 人在名册中有同名、号码读不出的行，\(acts)不包括他们，请逐人核对后选择。"
                    }
                }
                if let planned = model.planned {
                    p {
                        "只列出待执行“\(planned.wording(in: part))”的人。"
                        a(.class("inline-link"), .href(ComparisonPage.url(model.comparison.id, part))) { "显示这一组的全部" }
                        a(.class("inline-link"), .href(.comparison(.execution(model.comparison.id)))) { "返回核对并执行" }
                    }
                }
            }
            if model.lines.isEmpty {
                Blank.noMatch("没有这样的人") { model.after > 0 ? "后面没有了，请回到第一页。" : "这一组不需要处理。" }
            } else if model.decisions.isEmpty {
                table(nil)
            } else {
                // Sent in place where there is a script, so that the list does not jump.
                PostForm(
                    to: decisions, frame.tokens,
                    .all([
                        .data("repeatable", ""), .hxPost(decisions.url), .hxTarget("#main"), .hxSelect("#main"),
                        .hxSwap("outerHTML show:none"),
                    ])
                ) {
                    HiddenField(Field.part, part.rawValue)
                    HiddenField(Field.after, String(model.after))
                    if let planned = model.planned { HiddenField(Field.planned, planned.rawValue) }
                    BatchBar(chosen: 0, "人") {
                        everything
                    } actions: {
                        for decision in model.decisions {
                            button(Field.chosen, decision.rawValue, "所选：\(decision.wording(in: part))")
                        }
                    }
                    table(
                        Pick(
                            Field.line, value: { $0.id.description }, label: { $0.name },
                            isOpen: { $0.effect == nil && $0.outcome != .skipped }))
                }
            }
            if model.after > 0 || model.next != nil {
                div(.class("card-body row-gap")) {
                    if model.after > 0 { LinkButton("第一页", model.url(part)) }
                    if let next = model.next { LinkButton("下一页", model.url(part, after: next)) }
                }
            }
        }.html
    }

    /// For all lines of the group, on whatever page.
    @HTMLBuilder private var everything: HTML {
        if model.planned == nil {
            for decision in model.decisions where !decision.isFinal && model.undecidedHere(for: decision) > 0 {
                button(
                    Field.all, decision.rawValue,
                    "全部：\(decision.wording(in: part))（\(model.undecidedHere(for: decision).grouped)）")
            }
            // What cannot be taken back once it is done asks first, with the people and what follows.
            if let final = model.decisions.first(where: \.isFinal), model.undecidedHere(for: final) > 0 {
                LinkButton(
                    "全部：删除（\(model.undecidedHere(for: final).grouped)）",
                    .comparison(.removal(model.comparison.id)), size: .small)
            }
        }
        if model.planned == nil, model.decidedHere > 0 {
            button(Field.all, Field.undo, "全部撤销（\(model.decidedHere.grouped)）")
        }
    }

    private func button(_ name: String, _ value: String, _ words: String) -> HTML {
        SubmitButton(words, .plain, size: .small, .name(name), .value(value)).html
    }

    private func table(_ pick: Pick<Line>?) -> HTML {
        DataTable(part.wording, model.lines, pick: pick, columns: columns).html
    }

    // MARK: Columns

    private var columns: [Column<Line>] {
        var columns: [Column<Line>] = []
        if part != .missing { columns.append(.number("行号") { $0.row ?? 0 }) }
        columns.append(.head("姓名") { name($0) })
        columns += [
            .text("证件类型") { $0.documentType }, .text("证件号") { $0.document }, .text("手机号") { $0.phone },
        ]
        switch part {
        case .changed: columns.append(Column("变更内容", cell: changes))
        case .new, .missing, .failed:
            columns += [Column("工作单位/服务平台") { textOr($0.workplace) }, Column("提示", cell: notes)]
        }
        return columns + [.state("处理") { badge($0) }, .actions { actions($0) }]
    }

    @HTMLBuilder private func name(_ line: Line) -> HTML {
        if let member = line.member {
            a(.href(.member(member))) { line.name }
        } else {
            textOr(line.name, "没有填写")
        }
    }

    private func changes(_ line: Line) -> HTML {
        ul(.class("plain")) {
            for change in line.changes {
                li {
                    "\(change.field.wording)："
                    span(.class("muted")) { textOr(change.from, "空") }
                    " → "
                    strong { textOr(change.to, "空") }
                }
            }
        }
    }

    @HTMLBuilder private func notes(_ line: Line) -> HTML {
        if let row = line.namesakeRow {
            span(.class("warning-text")) { ComparisonWorkbook.namesake(row) }
        }
        ProblemLines(line.problems)
        if line.namesakeRow == nil, line.problems.isEmpty { textOr(nil) }
    }

    private func badge(_ line: Line) -> StateBadge {
        if let effect = line.effect {
            return effect.badge
        }
        if let decision = line.decision { return StateBadge("待执行：\(decision.wording(in: part))", .now) }
        return line.outcome == .skipped ? StateBadge("已申请转入", .wait) : StateBadge("未处理")
    }

    @HTMLBuilder private func actions(_ line: Line) -> HTML {
        if line.effect == nil, line.outcome != .skipped {
            if line.decision != nil {
                act(line, Field.undo, "撤销")
            } else {
                for decision in model.decisions { act(line, decision.rawValue, decision.wording(in: part)) }
            }
        }
    }

    private func act(_ line: Line, _ decision: String, _ words: String) -> HTML {
        Markup.button(
            .class("linkish"), .type(.submit), .name(Field.one), .value("\(line.id):\(decision)"),
            .ariaLabel("\(words)：\(line.name)")
        ) { words }
    }
}

/// What is wrong with a row, or worth a look, a line each.
struct ProblemLines: Component {
    let problems: [MemberProblem]

    init(_ problems: [MemberProblem]) { self.problems = problems }

    @HTMLBuilder var html: HTML {
        for (position, problem) in problems.enumerated() {
            if position > 0 { br() }
            span(.class(problem.severity == .error ? "danger-text" : "warning-text")) { problem.wording }
        }
    }
}
