public import Domain
public import Markup
import Wording

/// The people behind a number of the equation: why they stand there, and what comes next.
public struct EnrolmentPeoplePage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    /// nil for all members.
    let bucket: Bucket?
    let people: Listing<RosterPerson>
    let size: Int

    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, bucket: Bucket?, _ people: Listing<RosterPerson>, size: Int
    ) {
        (self.frame, self.overview, self.bucket, self.people, self.size) = (frame, overview, bucket, people, size)
    }

    private var title: String { bucket.map { "\($0.wording)人员" } ?? "全部会员" }

    private var window: PageWindow { EnrolmentParts.window(people, size: size) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(title, above: EnrolmentParts.aboveSteps, facts: EnrolmentParts.facts(overview)),
            current: .enrolments
        ) {
            Card("人数核对", id: "equation") { EnrolmentParts.equation(overview) }
            if let bucket { Callout { p { bucket.explanation } } }
            section(.class("card"), .ariaLabel(title)) { list }
            LookUpForm(frame: frame)
        }.html
    }

    @HTMLBuilder private var list: HTML {
        ListBar(window.caption)
        switch bucket {
        case .manuallyExcluded? where overview.preparing == nil:
            PostForm(to: .enrolment(.restorations), frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                BatchBar(chosen: 0, "人") {
                    SubmitButton("恢复所选到名单", .plain, size: .small)
                }
                table(pick)
            }
        case .enrolling?, .pendingConfirmation?, .suspectedRetired?:
            if overview.preparing == nil {
                form(.method(.get), .action(Path.enrolment(.exclusions))) {
                    BatchBar(chosen: 0, "人") {
                        SubmitButton("排除所选…", .plain, size: .small)
                        SubmitButton("标记所选为已退休…", to: .enrolment(.retirementMarks))
                    }
                    table(pick)
                }
            } else {
                table(nil)
            }
        case nil, .deceased?, .retired?, .noCard?, .coveredElsewhere?, .manuallyExcluded?:
            table(nil)
        }
        Pager(window) { number, size in
            var query = [(name: "page", value: String(number)), (name: "size", value: String(size))]
            if let bucket { query.insert((name: "bucket", value: bucket.rawValue), at: 0) }
            return Path.enrolment(.people).url(query: query)
        }
    }

    private var pick: Pick<RosterPerson> {
        Pick("member", value: { $0.member.description }, label: { $0.name })
    }

    private func table(_ pick: Pick<RosterPerson>?) -> HTML {
        DataTable(
            title, people.entries, pick: pick, isOut: { $0.registerAgainst != nil },
            blank: .nothingYet("没有\(bucket?.wording ?? "")人员") {
                "这里没有需要处理的会员。"
            } actions: {
                LinkButton("返回办理步骤", .enrolment(.tasks))
            },
            columns: EnrolmentParts.identity + [
                .text("卡号") { $0.card?.masked },
                Column("原因", .text) { reason($0) },
                .actions { nextStep($0) },
            ]
        ).html
    }

    @HTMLBuilder private func reason(_ person: RosterPerson) -> HTML {
        switch person.bucket {
        case .manuallyExcluded?:
            person.facts.exclusion?.wording ?? ""
            if let note = person.facts.exclusionNote { "：\(note)" }
            if let at = person.facts.excludedAt {
                "（"
                at.day.html
                "）"
            }
        case .retired? where person.facts.answer == .retired: "经办人标记为已退休"
        case .suspectedRetired?:
            "法定退休日 "
            person.facts.statutoryDay?.html ?? HTML()
        case .retired?, .deceased?, .enrolling?:
            person.bucket?.wording ?? ""
            if let register = person.registerAgainst ?? onRegister(person) { "（\(register.wording)）" }
        case .some(let bucket): bucket.wording
        case nil: "已不在本单位"
        }
    }

    /// The list of the insured that made asking needless.
    private func onRegister(_ person: RosterPerson) -> RegisterMark? {
        person.bucket == .enrolling && person.facts.register?.kind == .insured ? person.facts.register : nil
    }

    @HTMLBuilder private func nextStep(_ person: RosterPerson) -> HTML {
        switch person.bucket?.remedy {
        case .removeMember?: a(.href(.members)) { "到会员管理删除" }
        case .orderCard?: a(.href(.cardCandidates)) { "去办卡" }
        case .confirm?: a(.href(Path.enrolment(.confirmations))) { "去确认" }
        case .answerRetirement?: a(.href(Path.enrolment(.retirement))) { "去核对" }
        case .exclude? where overview.preparing == nil:
            a(.href(Path.enrolment(.exclusions).url(("member", person.member.description)))) { "排除" }
        case .awaitConflict?: a(.href(Path.enrolment(.conflicts))) { "一人一保" }
        case .putBack? where overview.preparing == nil:
            // Sends this row alone, whichever boxes are ticked.
            button(
                .class("linkish"), .type(.submit), .name("one"), .value(person.member.description),
                .ariaLabel("恢复\(person.name)到名单")
            ) { "恢复" }
        case .putBack?, .exclude?, nil: span(.class("muted")) { "无" }
        }
    }
}

/// The people of a submitted list as they stood then.
public struct SubmittedPeoplePage: Component {
    let frame: PageFrame
    let unitName: String
    let version: EnrolmentVersion
    let year: PlanYear
    let people: Listing<RosterPerson>
    let size: Int

    public init(
        _ frame: PageFrame, unitName: String, _ version: EnrolmentVersion, year: PlanYear,
        _ people: Listing<RosterPerson>, size: Int
    ) {
        (self.frame, self.unitName, self.version, self.year) = (frame, unitName, version, year)
        (self.people, self.size) = (people, size)
    }

    public var html: HTML {
        let window = EnrolmentParts.window(people, size: size)
        return Layout(
            frame,
            PageHead(
                "已提交的 \(version.heads.grouped) 人",
                above: EnrolmentParts.aboveTasks + [Crumb("提交结果", Path.enrolment(.result(version.id)))],
                facts: [HTML(unitName), HTML("第 \(version.number) 版"), version.submittedAt.htmlToTheMinute]),
            current: .enrolments
        ) {
            section(.class("card"), .ariaLabel("参保名单")) {
                ListBar(window.caption)
                DataTable("参保名单", people.entries, columns: RosterColumns.submitted(year.coverage))
                Pager(window) { number, size in
                    Path.enrolment(.submittedPeople(version.id)).url(
                        ("page", String(number)), ("size", String(size)))
                }
            }
        }.html
    }
}

/// The roster of the confirmation screen: 姓名, 证件类型, 证件号码, 卡号, 起始日, 终止日, 期限.
enum RosterColumns {
    static func submitted(_ coverage: DayWindow) -> [Column<RosterPerson>] {
        [
            .head("姓名") { HTML($0.name) }, .text("证件类型") { $0.document.type.wording },
            .text("证件号码") { $0.document.masked }, .text("卡号") { $0.card?.masked },
            Column("起始日", .line) { _ in coverage.from.html },
            Column("终止日", .line) { _ in coverage.through.html }, .text("期限") { _ in "全年" },
        ]
    }
}
