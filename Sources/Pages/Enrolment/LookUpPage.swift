public import Domain
public import Markup
import Wording

/// The answer to the look-up: each one found, why he is on the list or not, and the link that mends it.
public struct LookUpPage: Component {
    let frame: PageFrame
    let search: PersonSearch
    let found: RosterLookUp?

    /// - Parameter found: nil when nothing was asked.
    public init(_ frame: PageFrame, _ search: PersonSearch, _ found: RosterLookUp?) {
        (self.frame, self.search, self.found) = (frame, search, found)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("为什么不在参保名单内", above: EnrolmentParts.aboveSteps), current: .enrolments, shape: .journey
        ) {
            if let found {
                if found.findings.isEmpty { absent(found.absence) } else { answers(found) }
            } else {
                Callout(nil, .warning) { p { "请填写会员编号、姓名或证件号码中的至少一项。" } }
            }
            LookUpForm(frame: frame, search: PersonSearch())
            Card("未出现在集中参保名单内的原因", id: "reasons") {
                div(.class("card-body")) {
                    ol {
                        li { "不是本单位工会会员。" }
                        li { "未办理工会会员服务卡。" }
                        li { "不符合参保条件（退休或死亡）。" }
                        li { "在“集中参保待确认名单”内。" }
                        li { "已在其他单位参保、被手动排除、疑似退休尚未核对，或不在业务工作台内。" }
                    }
                }
            }
            div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
        }.html
    }

    private func absent(_ answer: RosterAnswer) -> HTML {
        Callout([search.name, search.number].first { !$0.isEmpty } ?? "查询结果", .warning) {
            p { answer.wording }
            if answer == .notMember {
                p {
                    a(.href(.members)) { "到会员信息" }
                    "　"
                    a(.href(.memberImport)) { "导入会员" }
                }
            }
        }.html
    }

    @HTMLBuilder private func answers(_ found: RosterLookUp) -> HTML {
        if found.extent == .cut {
            Callout { p { "找到的人较多，只显示前 \(found.findings.count) 人。请填写会员编号或证件号码。" } }
        }
        for finding in found.findings {
            Callout(finding.name, finding.answer == .placed(.enrolling) ? .good : .warning) {
                p(.class("muted small")) {
                    "会员编号 \(finding.number)　\(finding.document.type.wording) \(finding.document.masked)"
                }
                p { finding.wording }
                next(finding)
            }
        }
    }

    /// Where the reason is mended.
    @HTMLBuilder private func next(_ finding: RosterFinding) -> HTML {
        switch finding.answer {
        case .placed(let bucket):
            switch bucket {
            case .noCard: card(finding)
            case .pendingConfirmation: link(Path.enrolment(.confirmation(finding.member)).url, "去确认")
            case .suspectedRetired: link(Path.enrolment(.retirement).url, "去核对退休人员")
            case .manuallyExcluded: link(EnrolmentParts.people(bucket), "去恢复")
            case .coveredElsewhere: link(Path.enrolment(.conflicts).url, "去“一人一保”")
            case .retired where finding.facts.answer == .retired:
                link(Path.enrolment(.retirement).url, "去撤回标记")
            case .deceased, .retired: link(Path.member(finding.member).url, "查看会员，确有错误请联系上级工会更正")
            case .enrolling: link(EnrolmentParts.people(bucket), "查看参保名单")
            }
        case .otherUnit: link(Path.workbench.url(("choose", "1")), "切换单位")
        case .left:
            link(Path.member(finding.member).url, "查看办理记录")
            link(Path.memberImport.url, "导入会员")
        case .notMember, .transferPending: HTML()
        case .outsideWorkbench: link(Path.member(finding.member).url, "查看会员")
        }
    }

    @HTMLBuilder private func card(_ finding: RosterFinding) -> HTML {
        switch finding.obstacle {
        case .expired?, .expiryMissing?:
            link(Path.cardExpiry(finding.member.description).url, "修改证件到期日")
        case .underWay?: link(Path.cardBatches.url, "查看办卡批次")
        case .notOrdered?, nil: link(Path.cardCandidates.url, "去办卡")
        }
    }

    private func link(_ url: URLText, _ words: String) -> HTML {
        p { a(.href(url)) { words } }
    }
}
