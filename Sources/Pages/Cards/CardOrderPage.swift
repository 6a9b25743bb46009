public import Domain
public import Markup
import Wording

/// 制卡文件: a batch goes to the bank and, from then on, its file can be fetched.
///
/// The file holds the whole numbers and addresses of everybody of the batch, so whoever acts proves anew who he is.
public struct CardOrderPage: Component, Sendable {
    let frame: PageFrame
    let record: CardBatchRecord
    let stepUp: StepUp
    let form: FormState

    public init(_ frame: PageFrame, _ record: CardBatchRecord, stepUp: StepUp, form: FormState = FormState()) {
        (self.frame, self.record, self.stepUp, self.form) = (frame, record, stepUp, form)
    }

    private var id: String { record.batch.id.description }
    private var people: String { record.ordered.grouped }
    private var isHandedOver: Bool { record.orderFile != nil }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                isHandedOver ? "下载制卡文件" : "交银行制卡",
                above: CardArea.crumbs + [
                    Crumb("办卡批次管理", .cardBatches), Crumb(record.batch.number, .cardBatch(id)),
                ],
                facts: [HTML(record.unitName), HTML("\(people) 人")]),
            current: .cardBatches, errors: form.errors, shape: .journey
        ) {
            if isHandedOver { download } else { handOver }
        }
    }

    private var handOver: HTML {
        PostForm(to: .cardHandOver(id), frame.tokens, .class("stack")) {
            StepUpCard(stepUp, in: form, note: "确认正在操作的是当前登录账号本人")
            DecideBlock("将 \(people) 人交银行制卡") {
                "生成制卡文件，批次变为“制卡中”，不能再撤销。已退会、退休或死亡的人，和已有会员服务卡的人，不列入文件，在批次人员中注明。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("将 \(people) 人交银行制卡", size: .large)
                    back
                }
            }
        }.html
    }

    private var download: HTML {
        PostForm(to: .cardOrderFile(id), frame.tokens, .all([.class("stack"), .data("repeatable", "")])) {
            StepUpCard(stepUp, in: form, note: "确认正在操作的是当前登录账号本人")
            DecideBlock("下载制卡文件") {
                "文件含 \(people) 人的完整证件号码、手机号和地址，只能交制卡银行；每次下载都会记录下载人和时间。"
                "制卡结果导入满 \(CardBatch.orderFileDays) 天后，平台自动清除这份文件。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("下载制卡文件", size: .large, icon: .download)
                    back
                }
            }
        }.html
    }

    private var back: LinkButton { LinkButton("返回批次", .cardBatch(id), size: .large) }
}
