public import Domain
public import Markup
import Wording

/// One import: before its confirmation what it would do, afterwards what it did (mock-up 04).
public struct ImportRunPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var memberImport: MemberImport
        public var enterprise: String?
        public var flexibleKind: String?
        /// How the file's columns are read, as long as the file is at hand.
        public var layout: ColumnLayout?
        public var groups: [Group]
        public var lines: [Line]
        public var shown: ImportRows
        public var group: MemberProblem.Repair?
        /// The row behind which the shown ones begin.
        public var after: Int
        /// The row to go on behind; nil at the end.
        public var next: Int?
        /// Rows that the clerk has left out.
        public var leftOut: Int
        /// Rows that would rename a member, and of which nobody has said whether they shall.
        public var undecidedNames: Int
        /// What was done with the rows last, if it can be undone.
        public var lastAct: ImportAct?
        /// The words of the columns that have a list.
        public var words: [MemberColumn: [String]]
        public var progress: ImportProgressPage.Progress?

        public init(
            memberImport: MemberImport, enterprise: String?, flexibleKind: String?, layout: ColumnLayout? = nil,
            groups: [Group], lines: [Line], shown: ImportRows, group: MemberProblem.Repair?, after: Int = 0,
            next: Int?, leftOut: Int = 0, undecidedNames: Int = 0, lastAct: ImportAct? = nil,
            words: [MemberColumn: [String]] = [:],
            progress: ImportProgressPage.Progress? = nil
        ) {
            self.memberImport = memberImport
            self.enterprise = enterprise
            self.flexibleKind = flexibleKind
            self.layout = layout
            self.groups = groups
            self.lines = lines
            self.shown = shown
            self.group = group
            self.after = after
            self.next = next
            self.leftOut = leftOut
            self.undecidedNames = undecidedNames
            self.lastAct = lastAct
            self.words = words
            self.progress = progress
        }
    }

    private var run: MemberImport { model.memberImport }
    private var failed: Int { run.counts[.failed] }

    public var html: HTML {
        switch run.status {
        case .reading, .applying: ImportProgressPage(frame, run, model.progress, facts: facts).html
        case .staged: staged
        case .applied: applied
        case .discarded: discarded
        }
    }

    // MARK: Before the confirmation

    private var staged: HTML {
        Layout(
            frame,
            PageHead(
                "核对导入预览", above: Self.above + [Crumb("导入会员", .memberImport)],
                facts: facts + [
                    HTML("尚未写入名册"),
                    HTML {
                        "最迟 "
                        run.lastDay.htmlWithWeekday
                        " 确认，过期作废"
                    },
                ]),
            current: .memberImport
        ) {
            Stages("导入进度", MemberImportPage.stages, current: 1)
            ImportRowsCard(frame.tokens, model).pageForm
            if let act = model.lastAct { ImportActNotice(frame.tokens, model, act) }
            countsCard
            otherLists
            RosterColumnsCard(layout: model.layout, change: .memberImportColumns(run.id))
            if failed > 0 { summary }
            ImportRowsCard(frame.tokens, model)
            if run.counts.written > 0 { confirm } else { nothingToWrite }
        }.html
    }

    private var confirm: HTML {
        let written = run.counts.written.grouped
        return DecideBlock("确认后写入 \(written) 行") {
            let counts = run.counts
            "新增 \(counts[.new].grouped)、更新 \(counts[.updated].grouped)、转入 \(counts[.moved].grouped)。"
            "未变的 \(counts[.unchanged].grouped) 行不改动"
            if counts[.skipped] > 0 { "，跳过的 \(counts[.skipped].grouped) 行不导入" }
            failed > 0 ? "，\(failed.grouped) 行错误不导入，可以先修改，也可以以后再传。" : "。"
            if let rewritten { "其中 \(rewritten.grouped) 行的证件号码按规范写法登记。" }
            if model.undecidedNames > 0 {
                "有 \(model.undecidedNames.grouped) 行的姓名与名册不同、"
                ImportWay("还没有选择", model, .withProblem, .chooseName, .words)
                "：姓名保留名册登记的，其他内容照常更新。"
            }
            "确认前不会改动名册；确认后全部写入，不会只写一部分。"
        } content: {
            div(.class("row-gap")) {
                // Of the page's form: what has been typed and not saved is checked first.
                SubmitButton(
                    failed > 0 ? "导入 \(written) 行，跳过 \(failed.grouped) 行错误" : "导入 \(written) 行", .primary,
                    size: .large, .form(ImportCellField.form),
                    .formAction(Path.memberImportConfirmation(run.id).url))
                discardForm
            }
        }.html
    }

    /// Rows whose number is entered in its proper writing.
    private var rewritten: Int? { model.groups.first { $0.repair == .checkWriting }?.rows }

    private var nothingToWrite: HTML {
        DecideBlock("没有需要写入的行") {
            failed > 0 ? "\(failed.grouped) 行有错误，请在上面修改，或下载后改好再上传。" : "文件中的会员都与名册一致，不需要导入。"
        } content: {
            div(.class("row-gap")) { discardForm }
        }.html
    }

    private var discardForm: HTML {
        PostForm(to: .memberImportDiscard(run.id), frame.tokens) {
            SubmitButton("放弃本次导入", .plain, size: .large)
        }.html
    }

    // MARK: Afterwards

    private var applied: HTML {
        Layout(
            frame, title: "导入结果", above: Self.above + [Crumb("查看导入结果", .memberImports)], here: "导入结果",
            current: .memberImport
        ) {
            Confirmed(
                "成功导入 \(run.counts.written.grouped) 行",
                facts: facts + [HTML { run.appliedAt?.htmlToTheMinute ?? HTML() }])
            countsCard
            if run.keptNames > 0 {
                Callout("\(run.keptNames.grouped) 行的姓名没有改", .warning) {
                    p {
                        "文件中的姓名与名册不同，导入前没有同意改名，所以保留名册登记的姓名；这些行的其他内容已按文件办理。"
                            + "需要改名的，请对照证件核对后在会员信息中修改，或重新上传并同意改名。"
                    }
                }
            }
            if failed > 0 { ImportRowsCard(frame.tokens, model) }
            WrittenPeopleForm(
                path: .memberImportPeople(run.id), people: run.counts[.new] + run.counts[.updated], tokens: frame.tokens
            )
            NextSteps(
                [
                    NextSteps.Step {
                        a(.href(.members)) { "查看会员信息" }
                    } text: {
                        "核对导入的会员是否正确。"
                    },
                    failed > 0
                        ? NextSteps.Step {
                            a(.href(.memberImport)) { "修改未导入的 \(failed.grouped) 行后再次上传" }
                        } text: {
                            "在上面下载，按“问题及办法”一列修改，保存后上传。"
                        } : nil,
                    run.counts[.moved] > 0
                        ? NextSteps.Step {
                            a(.href(Path.memberTransfers.url((name: "part", value: TransferPart.requested.rawValue)))) {
                                "等待原工会审核 \(run.counts[.moved].grouped) 人的会籍转移"
                            }
                        } text: {
                            "原工会同意之前，这些人不计入本单位会员。"
                        } : nil,
                ].compactMap(\.self))
        }.html
    }

    private var discarded: HTML {
        Layout(
            frame, PageHead(endingWords.title, above: Self.above + [Crumb("查看导入结果", .memberImports)], facts: facts),
            current: .memberImport
        ) {
            Callout("这次导入没有写入名册", .warning) { p { endingWords.text } }
            LinkButton("导入会员", .memberImport, .primary)
        }.html
    }

    private var endingWords: (title: String, text: String) {
        switch run.ending {
        case .givenUp, nil: ("已取消", "本次导入已取消，名册没有改动。需要时请重新上传文件。")
        case .expired:
            (
                "已过期",
                "到 \(run.lastDay.inSentence)为止没有确认，预览中的内容已删除，名册没有改动。需要时请重新上传文件。"
            )
        case .interrupted: ("读取中断", "文件没有读完，名册没有改动。请重新上传；仍然中断的，请联系技术支持。")
        }
    }

    // MARK: Parts

    private static let above = [Crumb("会员管理"), Crumb("会员信息", .members)]

    private var facts: [HTML] {
        [
            HTML("文件：\(run.fileName)"),
            HTML("类别：\(run.categoryWords(enterprise: model.enterprise, flexibleKind: model.flexibleKind))"),
        ]
    }

    private var countsCard: HTML {
        Card(run.counts.sentence, id: "counts") { Counts(run.counts.items) }.html
    }

    @HTMLBuilder private var otherLists: HTML {
        if let layout = model.layout, !layout.otherLists.isEmpty {
            Callout("这次只读取工作表“\(layout.sheet)”", .warning) {
                p {
                    "文件中还有名单：\(layout.otherLists.joined(separator: "、"))。一次导入一张工作表，"
                    "要导入其他工作表，请"
                    a(.href(.memberImportColumns(run.id))) { "换一张工作表" }
                    "，或导入这张之后再上传一次。"
                }
            }
        }
    }

    private var summary: HTML {
        section(.class("error-summary"), .aria("labelledby", "to-mend")) {
            h2(.id("to-mend")) { "有 \(failed.grouped) 行需要修改" }
            p { "按怎样修改分组。可以直接在下面的表格中修改，或一起修复，也可以下载这些行，改好后重新上传。" }
            ul {
                for group in model.groups where group.repair.isError {
                    li {
                        ImportWay(
                            "\(group.rows.grouped) 行：\(group.repair.heading)", model, .failed, group.repair, .words)
                    }
                }
            }
        }
    }
}

extension MemberProblem.Repair {
    /// Whether rows with it stay out until it is mended.
    var isError: Bool {
        switch self {
        case .fillIn, .derive, .typeNumberAgain, .replaceLetters, .joinDigits, .takeNumberFromCard, .checkNumber,
            .chooseDocumentType, .keepOneRow, .correctPhone, .giveOwnPhone, .correctSex, .checkName,
            .correctUnionCode, .chooseFromList, .correctExpiry, .shorten, .replaceFormula, .saveFormulas:
            true
        case .chooseName, .checkRemark, .checkWriting, .useNewDocument, .checkPhone, .checkUnionName, .completeAddress,
            .checkExpiry,
            .awaitTransfer:
            false
        }
    }
}

extension ImportOutcome {
    var badge: StateBadge {
        switch self {
        case .new, .updated: StateBadge(wording, .now)
        case .moved: StateBadge(wording, .wait)
        case .unchanged, .skipped: StateBadge(wording)
        case .failed: StateBadge(wording, .bad)
        }
    }
}
