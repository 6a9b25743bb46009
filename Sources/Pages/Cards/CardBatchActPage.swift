public import Domain
public import Markup
import Wording

/// The page before a batch is submitted or cancelled: to how many, and what follows.
public struct CardBatchActPage: Component {
    /// What is about to be done.
    public enum Act: Sendable {
        case submit, cancel
    }

    let frame: PageFrame
    let act: Act
    let record: CardBatchRecord
    let names: [String]
    let draft: CardBatchPage.Draft?
    let rule: CardRule?
    let window: PageWindow?
    let form: FormState

    /// - Parameters:
    ///   - names: of the first people.
    ///   - draft: who is submitted and who is not; nil is everybody.
    ///   - window: the part of those who are not that is shown; nil is all of them.
    public init(
        _ frame: PageFrame, _ act: Act, _ record: CardBatchRecord, names: [String],
        draft: CardBatchPage.Draft? = nil, rule: CardRule? = nil, window: PageWindow? = nil,
        form: FormState = FormState()
    ) {
        (self.frame, self.act, self.record, self.names, self.form) = (frame, act, record, names, form)
        (self.draft, self.rule, self.window) = (draft, rule, window)
    }

    private var id: String { record.batch.id.description }
    private var above: [Crumb] {
        CardArea.crumbs + [Crumb("办卡批次管理", .cardBatches), Crumb(record.batch.number, .cardBatch(id))]
    }
    private var version: (name: String, value: String) { (name: "version", value: String(record.version)) }
    private var back: (words: String, url: URLText) { (words: "返回批次", url: Path.cardBatch(id).url) }
    private var mark: [(name: String, value: String)] {
        draft.flatMap { $0.mark.isEmpty ? nil : [(name: "mark", value: $0.mark)] } ?? []
    }
    private var leftOut: [CardLeftOut] { draft?.leftOut ?? [] }

    public var html: HTML {
        switch act {
        case .submit: submission
        case .cancel: cancellation
        }
    }

    private var submission: HTML {
        let people = draft?.people ?? record.ordered
        var lines = [TotalLine("办卡人数", "\(people.grouped) 人", .sum)]
        if !leftOut.isEmpty { lines.append(TotalLine("提交时剔除", "\(leftOut.count.grouped) 人", .wrong)) }
        let rest = leftOut.isEmpty ? "" : "其余 "
        return ConfirmActPage(
            frame, PageHead("提交办卡批次", above: above, facts: [HTML(record.unitName)]), lines: lines,
            namesTitle: "会员", names: names, total: people, notice: notice, form: form,
            hidden: [version, (name: "people", value: String(people))] + mark,
            act: (words: "确认提交\(rest.isEmpty ? " " : rest)\(people.grouped) 人至职保中心", path: .cardBatchSubmission(id)),
            back: back
        ) {
            "提交后由职保中心交银行制卡；交银行之前可以提交批次撤消申请，由上级工会审核，交银行之后不能再改名单。"
            if !leftOut.isEmpty { "上表的 \(leftOut.count.grouped) 人不提交，从本批次中剔除；处理好后可以放入下一个批次。" }
        }.html
    }

    private var cancellation: HTML {
        let people = record.ordered
        return ConfirmActPage(
            frame, PageHead("作废草稿", above: above, facts: [HTML(record.unitName)]),
            lines: [TotalLine("办卡人数", "\(people.grouped) 人", .sum)], namesTitle: "会员", names: names, total: people,
            form: form, hidden: [version],
            act: (words: "确认作废 \(people.grouped) 人的草稿", path: .cardBatchCancellation(id)), back: back
        ) { "作废后不能恢复；会员回到待办会员列表，可以重新放入其他批次。" }.html
    }

    @HTMLBuilder private var notice: HTML {
        if !leftOut.isEmpty {
            LeftOutCard(
                leftOut, rule: rule?.address, title: "现在不能办卡，提交时剔除的 \(leftOut.count.grouped) 人",
                back: [(name: "batch", value: id)], window: window
            ) { Path.cardBatchSubmission(id).url(("page", String($0)), ("size", String($1))) }
        }
        if let draft, draft.endingEarly > 0, let rule {
            Callout("请提醒换证", .warning) {
                p { "\(draft.endingEarly.grouped) 人的证件在 \(rule.coverageFrom.description) 前到期，批次人员中已注明。" }
            }
        }
    }
}
