public import Domain
import Markup
import Wording

/// Whether a district wants a second person to confirm, and what has been proposed.
public struct SecondLook: Sendable {
    public var control: SubmissionControl
    /// Why the account may not hand in by itself, beside the rule that a second person confirms.
    public var obstacle: Refusal?
    public var proposals: [ProposalRow]

    public init(
        _ control: SubmissionControl = .alone, obstacle: Refusal? = nil, proposals: [ProposalRow] = []
    ) {
        (self.control, self.obstacle, self.proposals) = (control, obstacle, proposals)
    }

    var waiting: ProposalRow? { proposals.first { $0.status == .waiting } }
    /// Whether something can be handed in or proposed now.
    var isFree: Bool { waiting == nil && obstacle == nil }
}

/// A proposal as pages say it.
public struct ProposalRow: Sendable {
    public var id: ID<SubmissionProposal>
    public var status: SubmissionProposal.Status
    public var units: Int
    public var heads: Int
    public var premium: Money
    public var fingerprint: String
    public var proposer: String
    public var proposedAt: Instant
    public var decider: String?
    public var decidedAt: Instant?
    public var reason: String?
    public var submission: ID<DistrictSubmission>?

    public init(
        id: ID<SubmissionProposal>, status: SubmissionProposal.Status, units: Int, heads: Int, premium: Money,
        fingerprint: String, proposer: String, proposedAt: Instant, decider: String? = nil,
        decidedAt: Instant? = nil, reason: String? = nil, submission: ID<DistrictSubmission>? = nil
    ) {
        (self.id, self.status, self.units, self.heads, self.premium) = (id, status, units, heads, premium)
        (self.fingerprint, self.proposer, self.proposedAt) = (fingerprint, proposer, proposedAt)
        (self.decider, self.decidedAt, self.reason, self.submission) = (decider, decidedAt, reason, submission)
    }

    /// In groups of four, to be read out.
    var code: String {
        var groups: [Substring] = []
        var rest = fingerprint[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }
}

extension SubmissionProposal.Status {
    var badge: StateBadge {
        switch self {
        case .waiting: StateBadge(wording, .wait)
        case .confirmed: StateBadge(wording, .done)
        case .refused: StateBadge(wording, .bad)
        case .withdrawn, .overtaken: StateBadge(wording)
        }
    }
}

/// What the rehearsal says of a second person: that one waits for him, or that he is needed.
struct SecondLookNote: Component {
    let second: SecondLook

    var html: HTML {
        if let waiting = second.waiting {
            Callout("正在等待复核", .warning) {
                p {
                    "\(waiting.proposer) 于 "
                    waiting.proposedAt.htmlToTheMinute
                    " 提交复核：\(waiting.units.grouped) 家单位、\(waiting.heads.grouped) 人。由另一账号确认后才提交至职保中心；名单一有变动，这份提交即失效，需要重新提交。"
                }
                p { a(.href(.proposal(.one(waiting.id)))) { "查看并办理" } }
            }.html
        } else if let obstacle = second.obstacle {
            Callout("您的账号不能单独提交", .warning) { p { obstacle.wording } }.html
        } else if let last = second.proposals.first, last.status == .refused, let reason = last.reason {
            Callout("上次提交被复核退回", .warning) {
                p { "\(last.decider ?? "复核人")：\(reason)" }
                p { "请按原因处理后重新提交复核。" }
            }.html
        } else if let last = second.proposals.first, last.status == .overtaken {
            Callout("上次提交复核已失效", .warning) {
                p {
                    "提交复核以后名单有变动，或窗口期已结束，没有提交至职保中心。"
                    a(.href(.proposal(.one(last.id)))) { "查看变动" }
                }
            }.html
        } else {
            HTML()
        }
    }
}

/// What a district has proposed, the newest first.
struct ProposalTable: Component {
    let proposals: [ProposalRow]

    var html: HTML {
        Card("提交复核记录", id: "proposals") {
            DataTable(
                "提交复核记录", proposals,
                columns: [
                    Column("提交时间", .head) { row in
                        a(.href(.proposal(.one(row.id)))) { row.proposedAt.htmlToTheMinute }
                    },
                    .text("提交人") { $0.proposer }, .number("单位") { $0.units }, .number("人数") { $0.heads },
                    .money("保障费用（元）") { $0.premium }, .text("复核人") { $0.decider },
                    .state("状态") { $0.status.badge },
                ])
        }.html
    }
}
