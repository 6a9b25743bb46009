public import Domain
public import Markup
import Wording

/// 待办会员列表: who has no card, what stands in the way, and who is to be put in a batch.
public struct CardCandidatesPage: Component {
    /// One person without a card.
    public struct Row: Sendable {
        let id: String
        let number: String
        let name: String
        let document: IdentityDocument
        let workplace: String
        let category: MemberCategory
        let need: CardNeed
        let obstacles: [CardObstacle]
        let endsBefore: CalendarDay?
        let odd: ExpiryProblem?
        let batchNumber: String?

        /// - Parameters:
        ///   - endsBefore: the first day of the coverage, when the document ends before it.
        ///   - odd: why the day should be compared with the document.
        public init(
            id: String, number: String, name: String, document: IdentityDocument, workplace: String,
            category: MemberCategory = .enterprise, need: CardNeed = .first, obstacles: [CardObstacle],
            endsBefore: CalendarDay? = nil, odd: ExpiryProblem? = nil, batchNumber: String? = nil
        ) {
            (self.id, self.number, self.name, self.document) = (id, number, name, document)
            (self.workplace, self.category, self.need, self.obstacles) = (workplace, category, need, obstacles)
            (self.endsBefore, self.odd, self.batchNumber) = (endsBefore, odd, batchNumber)
        }
    }

    /// What is chosen.
    public enum Choice: Sendable {
        case boxes
        /// The whole part, whichever pages it has.
        case everybody
    }

    let frame: PageFrame
    let unit: String
    let year: Int
    let rule: AddressRule
    let deadline: CardDeadline?
    let parts: Parts
    let rows: [Row]
    let window: KeyedWindow
    let choice: Choice
    let search: PersonSearch
    let form: FormState
    let leftOut: [CardLeftOut]
    let applyingThemselves: [MemberCategory: Int]

    /// - Parameters:
    ///   - deadline: until when a card ordered still comes in time.
    ///   - applyingThemselves: members of the union without a card who are not in the list, by their class.
    ///   - leftOut: whom a batch that was asked for cannot take.
    public init(
        _ frame: PageFrame, unit: String, year: Int, rule: AddressRule, deadline: CardDeadline?, parts: Parts,
        rows: [Row], window: KeyedWindow, choice: Choice = .boxes,
        search: PersonSearch = PersonSearch(), form: FormState = FormState(),
        leftOut: [CardLeftOut] = [], applyingThemselves: [MemberCategory: Int] = [:]
    ) {
        self.applyingThemselves = applyingThemselves
        (self.frame, self.unit, self.year, self.rule) = (frame, unit, year, rule)
        (self.deadline, self.parts, self.rows, self.window) = (deadline, parts, rows, window)
        (self.choice, self.search, self.form, self.leftOut) = (choice, search, form, leftOut)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "待办会员列表", above: CardArea.crumbs, facts: [HTML(unit), HTML("\(year) 年度")]
            ) {
                LinkButton("批量修改证件到期日", .expirySheets, icon: .upload)
                LinkButton("办卡批次管理", .cardBatches, icon: .inbox)
            },
            current: .cardCandidates, errors: form.errors
        ) {
            if !leftOut.isEmpty { LeftOutCard(leftOut, rule: rule, title: "未能放入批次的 \(leftOut.count.grouped) 人") }
            if let deadline { CardDeadlineNotice(deadline) }
            advice
            Card("待办会员", id: "counts", note: "三部分相加等于待办人数") {
                Equation(terms)
                if !parts.subsets.isEmpty { subsets }
            }
            section(.class("card"), .ariaLabel("待办会员列表")) { list }
        }
    }

    @HTMLBuilder private var advice: HTML {
        Callout("请一一核对职工的证件到期日", .note) {
            p {
                "确保系统上和会员证件上的证件到期日一致，如需修改，请点击「修改证件到期日」。"
                "工作单位详细地址：\(rule.wording)"
            }
            if !others.isEmpty {
                p {
                    "另有"
                    a(.class("inline-link"), .href(url(.applying))) { others }
                    "没有会员服务卡，不在待办之列：由本人申请个人办卡，所在工会同意后列入。"
                }
            }
        }
    }

    private var others: String {
        MemberCategory.allCases.compactMap { category in
            applyingThemselves[category].map { "\(category.wording)会员 \($0.grouped) 人" }
        }.joined(separator: "、")
    }

    /// Why the total is another one than that of the members without a card.
    private var subsets: HTML {
        p(.class("card-body small")) {
            "其中"
            for (index, subset) in parts.subsets.enumerated() {
                if index > 0 { "、" }
                a(.class("inline-link"), .href(url(subset.part))) { "\(subset.part.wording) \(subset.count.grouped) 人" }
            }
        }
    }

    private var terms: [EquationTerm] {
        [
            EquationTerm(.total, parts.ready + parts.obstructed + parts.ordered, "待办", url(.open)),
            EquationTerm(.included, parts.ready, Parts.Shown.ready.wording, url(.ready)),
            EquationTerm(.open, parts.obstructed, Parts.Shown.obstructed.wording, url(.obstructed)),
            EquationTerm(.outside, parts.ordered, Parts.Shown.ordered.wording, url(.ordered)),
        ]
    }

    @HTMLBuilder private var list: HTML {
        FilterForm(
            Path.cardCandidates.url(("part", parts.shown.rawValue)), .kept(frame.tokens), reset: url(parts.shown)
        ) {
            let typed = FormState(["number": [search.number], "name": [search.name]], prefix: "search-")
            TextField("number", "会员编号", in: typed, .search)
            TextField("name", "姓名", in: typed, .search)
        }
        ListBar(window.caption, chips: chips + search.chips(url(parts.shown)))
        PostForm(to: Path.cardBatches.url(query: query(window.place)), frame.tokens) {
            if choice == .everybody {
                HiddenField("everybody", parts.shown.rawValue)
                HiddenField("expected", String(window.total))
            }
            if window.total > 0, parts.shown.isOrderable { bar }
            DataTable(
                "待办会员", rows, pick: pick, isWrong: { $0.obstacles.contains(where: \.isMendable) }, blank: blank,
                columns: columns)
        }
        if window.total > 0 {
            KeyedPager(window) { Path.cardCandidates.url(query: query($0)) }
        }
    }

    /// Part and place, so that a refused form is shown where it was filled in.
    private func query(_ place: [(name: String, value: String)]) -> [(name: String, value: String)] {
        [(name: "part", value: parts.shown.rawValue)] + place + search.query
    }

    private var chips: [Chip] {
        parts.shown == .open ? [] : [Chip(parts.shown.wording, without: url(.open))]
    }

    private var bar: HTML {
        BatchBar(chosen: choice == .everybody ? window.total : rows.count { form.has($0.id, in: "member") }, "人") {
            switch choice {
            case .boxes where search.token != nil: HTML()
            case .boxes:
                a(.href(Path.cardCandidates.url(("part", parts.shown.rawValue), ("choose", "everybody")))) {
                    "选择全部 \(window.total.grouped) 人（当前筛选）"
                }
            case .everybody: a(.href(url(parts.shown))) { "清空" }
            }
        } actions: {
            switch choice {
            case .boxes: SubmitButton("将所选会员生成办卡批次", size: .small)
            case .everybody: SubmitButton("将全部 \(window.total.grouped) 人生成办卡批次", size: .small)
            }
        }.html
    }

    private var pick: Pick<Row>? {
        guard parts.shown.isOrderable else { return nil }
        return Pick(
            "member", value: \.id, label: \.name,
            isChosen: { choice == .everybody || form.has($0.id, in: "member") },
            isOpen: { _ in choice == .boxes })
    }

    private var blank: Blank {
        if search.token != nil {
            return .noMatch("没有符合条件的会员") {
                "请修改条件后重新搜索。"
            } actions: {
                LinkButton("清空条件", url(parts.shown))
            }
        }
        return switch parts.shown {
        case .open, .ready:
            .nothingYet("没有待办会员") { "本单位的关联企业会员都已办卡或已在办卡批次中。" }
        case .obstructed: .nothingYet("没有需先处理的会员") { "待办会员都可以放入办卡批次。" }
        case .ordered: .nothingYet("没有在办卡批次中的会员") { "选择会员生成办卡批次后，会出现在这里。" }
        case .replacements: .nothingYet("没有等待换卡的会员") { "在会员信息中查看会员，在“会员服务卡”中办理换卡后，会出现在这里。" }
        case .requested: .nothingYet("没有本人申请办卡的会员") { "会员本人申请、所在工会同意后，会出现在这里。" }
        case .applying: .nothingYet("没有须由本人申请办卡的会员") { "企业外入会和灵活就业会员都已办卡或已申请。" }
        }
    }

    private var columns: [Column<Row>] {
        [
            .head("姓名") { $0.name },
            .text("会员编号") { $0.number },
            parts.shown == .applying
                ? .text("会员类别") { $0.category.wording } : .text("办卡类型") { $0.need.wording },
            .text("证件类型") { $0.document.type.wording },
            .text("证件号码") { $0.document.masked },
            Column("证件到期日", .line) { row in
                textOr(row.document.expiry?.wording, "未填写")
                if let day = row.endsBefore {
                    br()
                    span(.class("warning-text")) { "早于 \(day.description)，请提醒换证" }
                }
                if let odd = row.odd {
                    br()
                    span(.class("warning-text")) { odd.warning }
                }
            },
            .state("能否办卡") { $0.obstacles.badge },
            Column("怎样处理") { row in
                if let batch = row.batchNumber {
                    "办卡批次 \(batch)"
                } else if row.obstacles.isEmpty {
                    span(.class("muted")) { "无需处理" }
                } else {
                    for obstacle in row.obstacles { p { "\(obstacle.wording)：\(obstacle.repair(rule))" } }
                }
            },
            .actions { row in
                if let member = ID<Member>(row.id) {
                    CardRepairLinks(
                        row.name, member, row.repairs, back: query(window.place))
                }
            },
        ]
    }

    private func url(_ part: Parts.Shown) -> URLText {
        part == .open ? Path.cardCandidates.url : Path.cardCandidates.url(("part", part.rawValue))
    }
}

extension CardCandidatesPage.Row {
    /// What there is to mend: until when the document holds good is always worth a look, unless no card is made at all.
    fileprivate var repairs: [CardObstacle] {
        let gone = obstacles.filter { $0 == .deceased || $0 == .retired }
        return gone.isEmpty ? [.expiryMissing] + obstacles.filter { $0 == .addressTooShort } : gone
    }
}
