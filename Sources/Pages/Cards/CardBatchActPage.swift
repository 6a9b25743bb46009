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
    let form: FormState

    /// - Parameter names: of the first people.
    public init(
        _ frame: PageFrame, _ act: Act, _ record: CardBatchRecord, names: [String], form: FormState = FormState()
    ) {
        (self.frame, self.act, self.record, self.names, self.form) = (frame, act, record, names, form)
    }

    public var html: HTML {
        let id = record.batch.id.description
        let above =
            CardArea.crumbs + [
                Crumb("办卡批次管理", .cardBatches), Crumb(record.batch.number, .cardBatch(id)),
            ]
        let lines = [TotalLine("办卡人数", "\(record.people.grouped) 人", .sum)]
        let hidden = [(name: "version", value: String(record.version))]
        let back = (words: "返回批次", url: Path.cardBatch(id).url)
        return switch act {
        case .submit:
            ConfirmActPage(
                frame, PageHead("提交办卡批次", above: above, facts: [HTML(record.unitName)]), lines: lines,
                namesTitle: "会员", names: names, total: record.people, form: form, hidden: hidden,
                act: (words: "确认提交 \(record.people.grouped) 人至职保中心", path: .cardBatchSubmission(id)), back: back
            ) { "提交后由职保中心交银行制卡；交银行之前可以提交批次撤消申请，由上级工会审核，交银行之后不能再改名单。" }.html
        case .cancel:
            ConfirmActPage(
                frame, PageHead("作废草稿", above: above, facts: [HTML(record.unitName)]), lines: lines,
                namesTitle: "会员", names: names, total: record.people, form: form, hidden: hidden,
                act: (words: "确认作废 \(record.people.grouped) 人的草稿", path: .cardBatchCancellation(id)), back: back
            ) { "作废后不能恢复；会员回到待办会员列表，可以重新放入其他批次。" }.html
        }
    }
}
