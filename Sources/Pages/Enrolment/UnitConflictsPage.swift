public import Domain
public import Markup
import Wording

/// A conflict as one of the two units sees it: its own member, nothing of the other side.
public struct UnitConflict: Sendable {
    public let id: ID<ClaimConflict>
    public let name: String
    /// Opened; the page masks it.
    public let document: IdentityDocument
    public let memberNumber: String
    public let party: ClaimConflict.Party
    public let status: ClaimConflict.Status
    public let reason: String?
    public let raisedAt: Instant
    public let closedAt: Instant?
    public let version: Int
    /// Why the unit cannot give him up now.
    public let refusal: Refusal?

    public init(
        id: ID<ClaimConflict>, name: String, document: IdentityDocument, memberNumber: String,
        party: ClaimConflict.Party, status: ClaimConflict.Status, reason: String?, raisedAt: Instant,
        closedAt: Instant?, version: Int, refusal: Refusal?
    ) {
        self.id = id
        self.name = name
        self.document = document
        self.memberNumber = memberNumber
        self.party = party
        self.status = status
        self.reason = reason
        self.raisedAt = raisedAt
        self.closedAt = closedAt
        self.version = version
        self.refusal = refusal
    }
}

/// 一人一保: the unit's people whom another unit wants too.
public struct UnitConflictsPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let conflicts: [UnitConflict]
    let unasked: Int

    /// - Parameter unasked: people whom another list names and about whom nobody has asked yet.
    public init(_ frame: PageFrame, _ overview: EnrolmentOverview, _ conflicts: [UnitConflict], unasked: Int) {
        (self.frame, self.overview, self.conflicts, self.unasked) = (frame, overview, conflicts, unasked)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("一人一保", above: EnrolmentParts.aboveSteps, facts: EnrolmentParts.facts(overview)),
            current: .enrolments
        ) {
            Callout {
                p { "一人一年只能参保一次，先提交的名单有效。两个单位都要求为同一人参保的，由市职保中心裁定；裁定前以先提交的名单为准。出于保密，看不到对方是哪个单位。" }
            }
            if unasked > 0, overview.preparing == nil { ask }
            section(.class("card"), .ariaLabel("一人一保")) {
                ListBar("共 \(conflicts.count.grouped) 人")
                DataTable(
                    "一人一保", conflicts,
                    blank: .nothingYet("没有与其他单位重复的会员") {
                        "提交名单时发现重复的，会出现在这里。"
                    } actions: {
                        LinkButton("返回办理步骤", .enrolment(.tasks))
                    }, columns: columns)
            }
            div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
        }.html
    }

    private var ask: HTML {
        PostForm(to: .enrolment(.conflicts), frame.tokens) {
            EnrolmentParts.unitField(overview.unit)
            DecideBlock("另有 \(unasked.grouped) 名本单位会员在其他单位的名单内") {
                "确属本单位职工的，可以现在提请裁定；提交名单时也会自动提请。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("提请裁定 \(unasked.grouped) 人")
                    LinkButton("查看这些会员", EnrolmentParts.people(.coveredElsewhere))
                }
            }
        }.html
    }

    private var columns: [Column<UnitConflict>] {
        [
            .text("会员编号") { $0.memberNumber }, .head("姓名") { HTML($0.name) },
            .text("证件号码") { $0.document.masked }, .text("情况") { $0.party.ownWording },
            .moment("提出时间") { $0.raisedAt },
            Column("状态", .state) { conflict in
                StateBadge(conflict.status.wording(for: conflict.party), conflict.status == .open ? .wait : .done)
            },
            .actions { conflict in
                a(
                    .href(Path.enrolment(.conflict(conflict.id))),
                    .ariaLabel("\(conflict.refusal == nil ? "处理" : "查看")：\(conflict.name)")
                ) { conflict.refusal == nil ? "处理" : "查看" }
            },
        ]
    }
}

/// One of them: what it is about, and 让出 with what follows from it.
public struct UnitConflictPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let conflict: UnitConflict

    public init(_ frame: PageFrame, _ overview: EnrolmentOverview, _ conflict: UnitConflict) {
        (self.frame, self.overview, self.conflict) = (frame, overview, conflict)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "一人一保：\(conflict.name)", tab: "一人一保",
                above: EnrolmentParts.aboveSteps + [Crumb("一人一保", Path.enrolment(.conflicts))],
                facts: EnrolmentParts.facts(overview)), current: .enrolments, shape: .journey
        ) {
            Card("会员", id: "person") {
                CheckAnswers([
                    .init("姓名") { conflict.name }, .init("会员编号") { conflict.memberNumber },
                    .init(conflict.document.type.wording) { conflict.document.masked },
                    .init("情况") { conflict.party.ownWording },
                    .init("提出时间") { conflict.raisedAt.htmlToTheMinute },
                    .init("状态") { conflict.status.wording(for: conflict.party) },
                ])
            }
            if conflict.status == .open { open } else { closed }
        }.html
    }

    @HTMLBuilder private var open: HTML {
        Callout("等待市职保中心裁定") {
            p {
                conflict.party == .holder
                    ? "裁定前此人仍在本单位名单内，无需处理。若确实不由本单位参保，可以让出。"
                    : "裁定前此人不在本单位名单内，不影响其他人参保。若确实由其他单位参保，可以放弃。"
            }
        }
        if let refusal = conflict.refusal {
            Callout("现在不能\(act)", .warning) { p { refusal.wording } }
            back
        } else {
            PostForm(to: .enrolment(.conflictYielding(conflict.id)), frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                HiddenField("version", String(conflict.version))
                DecideBlock("\(act)，由其他单位为 \(conflict.name) 参保吗") {
                    if conflict.party == .holder, let current = overview.current {
                        current.heads > 1
                            ? "本单位已提交的名单减少 1 人，生成第 \(current.number + 1) 版和新的告知书。"
                            : "本单位已提交的名单只有此人，将退回本单位。"
                    }
                    "本单位将其记为手动排除（重复）。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("\(act) \(conflict.name)", size: .large)
                        LinkButton("返回", .enrolment(.conflicts), size: .large)
                    }
                }
            }
        }
    }

    private var act: String { conflict.party == .holder ? "让出" : "放弃" }

    @HTMLBuilder private var closed: HTML {
        Callout(conflict.status.wording(for: conflict.party), conflict.status.winner == conflict.party ? .good : .note)
        {
            p { conflict.closedAt?.htmlToTheMinute ?? HTML() }
            if let reason = conflict.reason { p { "理由：\(reason)" } }
        }
        back
    }

    private var back: HTML { div(.class("row-gap")) { LinkButton("返回", .enrolment(.conflicts)) } }
}
