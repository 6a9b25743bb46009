import Domain
import Markup
import Pages
import UseCases
import Wording

/// 首页, 待办提醒, 业务工作台, and the date switch of the demo.
struct HomeRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/", .signedIn) { exchange in
            let occasion = try exchange.occasion()
            guard occasion.actor.authority.includes(.viewHome) else {
                return .page(try await Self.withoutRole(exchange, occasion))
            }
            let homes = Homes(exchange.platform)
            let home = try await homes.home(occasion)
            let joining = try await Self.joining(exchange)
            let season = try await homes.season(occasion, enterprise: exchange.visit?.enterprise?.id)
            let news = try await Announcements(exchange.platform).list(
                for: .account(occasion.actor.account), on: occasion.today, size: LoginPage.announcementsShown)
            let page = HomePage(
                exchange.frame(.organisation), union: occasion.actor.unionName,
                facts: [HTML("\(occasion.actor.kind.wording)"), HTML("今天 \(occasion.today.withWeekday)")],
                season: season.flatMap { Self.banner($0, occasion.today) },
                tiles: Self.tiles(home.figures, occasion.actor.kind),
                todos: home.todos.map { Self.item($0, home.year, occasion.today) },
                announcements: news.entries, unread: news.unread, joining: joining)
            return .page(page.html)
        }
        table.get("/todos", .signedIn) { exchange in
            let (todos, year) = try await Homes(exchange.platform).todos(try exchange.occasion())
            let items = todos.map { Self.item($0, year, exchange.day.today) }
            return .page(TodoPage(exchange.frame(.organisation), items).html)
        }
        table.get("/workbench", .signedIn) { exchange in
            .page(try await Self.workbench(exchange, FormState()).html)
        }
        table.post("/workbench/unit", .signedIn) { exchange in
            guard let enterprise = ID<Enterprise>(exchange.form["unit"]), let session = exchange.visit?.session.id
            else {
                let errors = FieldErrors.general("请先选择要办理业务的单位。")
                return .page(try await Self.workbench(exchange, exchange.state(errors)).html, status: 422)
            }
            try await Homes(exchange.platform).choose(enterprise, session: session, try exchange.occasion())
            return .seeOther(Path.workbench.url)
        }
        table.post("/demo/business-date", .signedIn) { exchange in
            guard exchange.day.mode != .live else { throw Refusal.notDemo }
            if let day = CalendarDay(exchange.form["date"].trimmed) {
                try await Homes(exchange.platform).moveBusinessDay(to: day, try exchange.occasion())
                try await exchange.flash("业务日期已换到 \(day.withWeekday)。")
            } else {
                try await exchange.flash("请按 2023-11-20 的格式填写日期，业务日期没有改变。")
            }
            return .seeOther(Path.home.url)
        }
    }

    /// The chart of the address; what it cannot read is said beside the usual one.
    private static func joining(_ exchange: Exchange) async throws -> JoiningChart {
        typealias Field = JoiningChart.Field
        let (query, today) = (exchange.query, exchange.day.today)
        var wrong: String?
        var days = RecentSpan(rawValue: query[Field.span]).map { $0.days(on: today) }
        if days == nil, !(query[Field.from] + query[Field.through]).isEmpty {
            if let from = CalendarDay(query[Field.from].trimmed),
                let through = CalendarDay(query[Field.through].trimmed)
            {
                days = DayWindow(from: from, through: through)
                if days == nil { wrong = "结束日期不能早于开始日期，请重新选择。" }
            } else {
                wrong = "请按 2023-11-20 的格式填写开始日期和结束日期。"
            }
        }
        let overview = try await Homes(exchange.platform).joining(
            JoiningStep(rawValue: query[Field.step]), days, try exchange.occasion())
        return JoiningChart(overview, on: today, wrong: wrong)
    }

    private static func banner(_ season: Season, _ today: CalendarDay) -> SeasonBanner? {
        switch season {
        case .enrol(let overview): SeasonBanner(enrolling: overview)
        case .choose(let year, let through): SeasonBanner(choosing: year, through: through, today: today)
        case .review(let year, let counts, let through):
            SeasonBanner(reviewing: year, counts, through: through, today: today)
        }
    }

    private static func tiles(_ figures: Homes.Figures, _ kind: UnionKind) -> [Tile] {
        let whose = kind.isBase ? "本工会" : "本级及下级"
        return [
            Tile("会员数", figures.members.grouped, foot: whose),
            Tile("基层工会组织数", figures.baseUnions.grouped, foot: "单独基层与联合工会"),
            Tile("覆盖企业数", figures.enterprises.grouped, foot: whose),
            Tile("激活电子会员证", figures.electronicCards.grouped, foot: whose),
        ]
    }

    static func item(_ todo: Todo, _ year: PlanYear?, _ today: CalendarDay) -> TodoItem {
        let left = todo.due.flatMap { due in
            due < today ? -1 : year.map { $0.workingDays.workingDays(after: today, through: due) }
        }
        return TodoItem(todo.wording, due: todo.due, workingDaysLeft: left, act: todo.act, url(of: todo))
    }

    /// What is returned is read on its own page; several of them in their list.
    private static func url(of todo: Todo) -> URLText {
        switch todo.kind {
        case .transferReturned where todo.items > 1:
            Path.memberTransfers.url(
                (name: MemberTransfersPage.Field.part, value: TransferPart.requested.rawValue))
        case .transferReturned: Path.memberTransfer(ID(todo.subject)).url
        case .removalReturned where todo.items > 1:
            Path.removalRequests.url((name: RemovalRequestsPage.Field.part, value: RemovalPart.closed.rawValue))
        case .reviewInstant: Path.instantReview(.sheet(ID(todo.subject))).url
        case .correctInstant: Path.enrolment(.instantList(ID(todo.subject))).url
        case .convertLapsed: Path.enrolment(.lapsed(ID(todo.subject))).url
        case .batchLapsed: Path.batch(todo.subject).url
        case .removalReturned: Path.removalRequest(ID(todo.subject)).url
        case .cardRevocationReturned: Path.cardBatch(String(todo.subject)).url
        case .decideUnionRequest, .unionRequestReturned: Path.organisation(.request(ID(todo.subject))).url
        case .reviewCorrection where todo.items > 1, .decideCorrection where todo.items > 1:
            Path.correction(.list).url
        case .correctionReturned where todo.items > 1:
            Path.correction(.list).url((CorrectionsPage.Field.part, CorrectionPart.closed.rawValue))
        case .reviewCorrection, .decideCorrection, .correctionReturned: Path.correction(.one(ID(todo.subject))).url
        case .answerRights: Path.rights(.one(ID(todo.subject))).url
        case .confirmProposal: Path.proposal(.one(ID(todo.subject))).url
        case .consentExport, .readExportAnswer: Path.exports(.one(ID(todo.subject))).url
        case .consentRemovals, .readRemovalsAnswer: Path.massRemoval(.one(ID(todo.subject))).url
        case .moveRoles: Path.access(.handover(ID(todo.subject))).url
        case .takeOver: Path.access(.ownHandover(ID(todo.subject))).url
        default: path(of: todo.kind).url
        }
    }

    private static func path(of kind: Todo.Kind) -> Path {
        switch kind {
        case .reviewEnrolment: .review
        case .submitEnrolment, .correctEnrolment, .resubmitEnrolment: .enrolments
        case .leftOut: .enrolment(.tasks)
        case .answerConflict: .enrolment(.conflicts)
        case .decideConflict: .centre(.conflicts)
        case .orderCards: .cardCandidates
        case .confirmMembers: .enrolment(.confirmations)
        case .confirmProposal: .submissionNew
        case .uploadVoucher, .correctVoucher, .batchLapsed: .batches
        case .decideVoucher: .vouchers
        case .handOverCards, .cardRevocationReturned: .cardBatches
        case .failedCards: .cardCandidates
        case .decideCardRevocation: .cardRevocations
        case .decideTransfer, .transferReturned: .memberTransfers
        case .decideRemoval, .removalReturned, .consentRemovals, .readRemovalsAnswer: .removalRequests
        case .decideApplication: .join(.applications)
        case .checkDuplicates: .duplicate(.list)
        case .settleAlert: .alerts
        case .moveRoles, .takeOver: .todos
        case .consentExport, .readExportAnswer: .exports(.list)
        case .answerMember: .memberRequests
        case .answerRights: .rights(.list)
        case .decideRegistration: .organisation(.registrations)
        case .decideUnionRequest, .unionRequestReturned: .organisation(.requests)
        case .reviewCorrection, .decideCorrection, .correctionReturned: .correction(.list)
        case .reviewInstant: .instantReview(.queue)
        case .correctInstant, .convertLapsed, .paymentBooked, .payShare: .enrolments
        }
    }

    /// A branch or an association has no role that its account could be given.
    private static func withoutRole(_ exchange: Exchange, _ occasion: Occasion) async throws -> HTML {
        let state: NoRolePage.State
        switch try await Homes(exchange.platform).workbench(occasion, enterprise: nil) {
        case .unsupported(let kind, let ancestor): state = .unsupported(kind, enrolledThrough: ancestor)
        case .open, .choose, .noEnterprise: state = .notGiven
        }
        return NoRolePage(exchange.frame(.organisation), union: occasion.actor.unionName, state).html
    }

    private static func workbench(_ exchange: Exchange, _ form: FormState) async throws -> WorkbenchPage {
        let actor = try exchange.actor()
        let enterprise = exchange.query["choose"].isEmpty ? exchange.visit?.enterprise : nil
        let found = try await Homes(exchange.platform).workbench(try exchange.occasion(), enterprise: enterprise)
        let state: WorkbenchPage.State
        switch found {
        case .open:
            state = .entries(
                WorkTile.all.map { area in
                    (area.area, area.tiles.filter { Frames.isOpen($0.path, to: actor) })
                }.filter { !$0.1.isEmpty }, unit: actor.kind == .jointUnion ? .changeable : .fixed)
        case .choose(let enterprises):
            state = .choose(
                enterprises.map { UnitChoice(value: $0.id.description, name: $0.name, note: $0.code) }, form)
        case .noEnterprise:
            state = .noEnterprise(actor.authority.allows(.editEnterprises, on: actor.path) ? actor.union : nil)
        case .unsupported(let kind, let ancestor):
            state = .unsupported(kind: kind.wording, enrolledThrough: ancestor)
        }
        return WorkbenchPage(
            exchange.frame(.workbench), unit: exchange.visit?.enterprise?.name ?? actor.unionName, state)
    }
}

extension JoiningChart {
    fileprivate init(_ overview: JoiningOverview, on today: CalendarDay, wrong: String?) {
        let pairs = overview.bars.map { bar -> Pair in
            let (joined, activated) = (bar.figures.joined, bar.figures.activated)
            switch bar.subject {
            case .union(_, let name): return Pair(name, row: name, joined: joined, activated: activated)
            case .own(let name): return Pair("\(name)（本级）", row: "\(name)（本级）", joined: joined, activated: activated)
            case .period(let period):
                let label = overview.step == .month ? "\(Int(period.suffix(2)) ?? 0)月" : "\(period)年"
                return Pair(
                    label, group: overview.step == .month ? "\(period.prefix(4)) 年" : "", row: period, joined: joined,
                    activated: activated)
            }
        }
        let rest = overview.rest.map {
            Pair("", row: "其他 \($0.unions.grouped) 家", joined: $0.figures.joined, activated: $0.figures.activated)
        }
        self.init(
            pairs, rest: rest ?? Self.earlier(overview), step: overview.step, days: overview.days, today: today,
            wrong: wrong)
    }

    /// What lies before the first period that is drawn.
    private static func earlier(_ overview: JoiningOverview) -> Pair? {
        switch overview.step {
        case .union: return nil
        case .month, .year:
            let drawn = overview.bars.reduce(JoiningFigures()) { $0 + $1.figures }
            let joined = overview.total.joined - drawn.joined
            let activated = overview.total.activated - drawn.activated
            return joined > 0 || activated > 0 ? Pair("", row: "更早", joined: joined, activated: activated) : nil
        }
    }
}
