public import Domain
public import Markup
import Wording

/// What is about to happen to chosen people of the list.
public enum RosterAct: Sendable {
    case exclusion
    case retirement
}

/// 手动排除 or 标记已退休: who, why, and that it can be undone until the lock.
public struct RosterActPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let act: RosterAct
    let people: [RosterPerson]
    let form: FormState

    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, _ act: RosterAct, _ people: [RosterPerson],
        _ form: FormState
    ) {
        (self.frame, self.overview, self.act, self.people, self.form) = (frame, overview, act, people, form)
    }

    private var title: String {
        switch act {
        case .exclusion: "从名单中排除 \(people.count.grouped) 人"
        case .retirement: "标记 \(people.count.grouped) 人为已退休"
        }
    }

    private var target: Path {
        switch act {
        case .exclusion: .enrolment(.exclusions)
        case .retirement: .enrolment(.retirementMarks)
        }
    }

    public var html: HTML {
        Layout(
            frame, PageHead(title, above: EnrolmentParts.aboveSteps, facts: EnrolmentParts.facts(overview)),
            current: .enrolments, errors: form.errors, shape: .journey
        ) {
            Card("名单", id: "people") {
                DataTable("名单", people, columns: EnrolmentParts.identity + [.text("卡号") { $0.card?.masked }])
            }
            PostForm(to: target, frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                for person in people { HiddenField("member", person.member.description) }
                DecideBlock(title) {
                    consequence
                } content: {
                    fields
                    div(.class("row-gap")) {
                        SubmitButton(button, size: .large)
                        LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                    }
                }
            }
        }.html
    }

    private var button: String {
        switch act {
        case .exclusion: "排除 \(people.count.grouped) 人"
        case .retirement: "标记 \(people.count.grouped) 人为已退休"
        }
    }

    private var consequence: String {
        switch act {
        case .exclusion: "被排除的会员仍是本单位会员，只是不参加 \(overview.year.year) 年度集中参保。锁定前可以恢复。"
        case .retirement: "已退休的会员不参加集中参保。锁定前可以撤回标记；社保登记为退休的以登记为准。"
        }
    }

    @HTMLBuilder private var fields: HTML {
        switch act {
        case .exclusion:
            RadioField(
                "reason", "排除原因", in: form, ExclusionReason.allCases.map { Choice($0.rawValue, $0.wording) })
            TextField("note", "说明", in: form, hint: "原因为“其他”时请填写，不超过 200 字。", need: .optional)
        case .retirement: HTML()
        }
    }
}
