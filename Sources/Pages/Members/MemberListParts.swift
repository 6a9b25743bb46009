public import Domain
import Markup
import Wording

extension MemberListColumn {
    var column: Column<MembersPage.Row> {
        switch self {
        case .documentType: .text(wording) { $0.documentType.wording }
        case .document: .text(wording) { $0.document }
        case .phone: .text(wording) { $0.phone }
        case .sex: .text(wording) { $0.sex.wording }
        case .union:
            Column(wording) { row in
                row.unionName
                br()
                span(.class("muted")) { row.unionCode }
            }
        case .workplace: Column(wording) { $0.workplace }
        case .label: .text(wording) { $0.label }
        case .source: .text(wording) { $0.source.wording }
        case .note: .text(wording) { $0.note }
        case .number: .text(wording) { $0.number }
        case .category: .text(wording) { $0.category.wording }
        case .flexibleKind: .text(wording) { $0.flexibleKind }
        case .household: .text(wording) { $0.household }
        case .post: .text(wording) { $0.post }
        case .socialInsurance: .state(wording) { $0.socialInsurance.badge }
        case .joinedOn: .day(wording) { $0.joinedOn }
        }
    }
}

extension MembersPage {
    /// What has replaced a document that was looked for; the number is masked.
    public struct Replacement: Sendable {
        let on: CalendarDay?
        let present: String

        public init(on day: CalendarDay?, present: String) { (on, self.present) = (day, present) }

        var html: HTML {
            Callout(on.map { "此证件已于 \($0) 更换" } ?? "此证件已更换") { p { "本人现在的证件：\(present)。" } }.html
        }
    }
}

/// The bar over the list: who is chosen, and what can be done with them.
struct MemberSelection: Component {
    let model: MembersPage.Model

    private typealias Field = TransferRequestPage.Field

    var html: HTML {
        var everybody = model.query
        everybody.choice = .everybody
        return HTML {
            if model.query.choice == .everybody {
                HiddenField(Field.everybody, "yes")
                HiddenField(Field.expected, String(model.count.counted))
                for field in model.query.fields { HiddenField(field.name, field.value) }
            }
            BatchBar(chosen: model.query.choice == .everybody ? model.count.counted : 0, "人") {
                switch model.query.choice {
                case .boxes:
                    if !model.count.isBounded {
                        a(.href(everybody.url)) { "选择全部 \(model.count.counted.grouped) 人（当前筛选）" }
                    }
                case .everybody: a(.href(model.query.with { _ in }.url)) { "清空" }
                }
            } actions: {
                SubmitButton("批量转移", .plain, size: .small)
                for kind in MemberBatch.Kind.allCases {
                    SubmitButton(
                        kind.wording, .plain, size: .small, .formAction(.memberBatch(.selection)),
                        .name(MemberBatchPage.Field.act), .value(kind.rawValue))
                }
            }
        }
    }
}

extension PendingRequests {
    /// What is asked, each with its page.
    var paths: [(kind: Kind, path: Path)] {
        [
            transfer.map { (.transfer, .memberTransfer($0)) }, removal.map { (.removal, .removalRequest($0)) },
            correction.map { (.correction, .memberRequest($0)) },
        ].compactMap(\.self)
    }
}

extension ElectronicCard {
    var badge: StateBadge {
        switch self {
        case .inactive: StateBadge(wording)
        case .active: StateBadge(wording, .done)
        }
    }
}
