public import Domain
public import Markup
import Wording

/// Everything a page about one batch shows.
public struct BatchSheet: Sendable {
    public var record: SubmissionRecord
    public var year: PlanYear
    public var totals: DistrictTotals
    public var vouchers: [PaymentVoucher]
    public var contact: SubmissionContact?
    public var account: DistrictNotice.BankAccount
    /// Why a voucher cannot be uploaded now; nil when it can.
    public var uploading: Refusal?
    /// Units of a lapsed batch that have asked for 即时参保 instead.
    public var converted: Int
    /// nil where one officer has handed in by himself.
    public var signature: SecondSignature?

    public init(
        record: SubmissionRecord, year: PlanYear, totals: DistrictTotals, vouchers: [PaymentVoucher],
        contact: SubmissionContact?, account: DistrictNotice.BankAccount, uploading: Refusal?, converted: Int = 0,
        signature: SecondSignature? = nil
    ) {
        self.signature = signature
        self.converted = converted
        self.record = record
        self.year = year
        self.totals = totals
        self.vouchers = vouchers
        self.contact = contact
        self.account = account
        self.uploading = uploading
    }

    var id: Int64 { record.submission.id.rawValue }
}

/// One batch: what has happened and is still to come, what it costs (mock-up 09, lower half).
public struct BatchPage: Component, Sendable {
    let frame: PageFrame
    let sheet: BatchSheet

    public init(_ frame: PageFrame, _ sheet: BatchSheet) { (self.frame, self.sheet) = (frame, sheet) }

    private var record: SubmissionRecord { sheet.record }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                record.submission.number, above: [Crumb("业务工作台", .workbench), Crumb("参保批次管理", .batches)],
                facts: [
                    HTML(record.districtName), HTML("\(record.submission.year) 年度"),
                    record.submission.status.badge.html,
                ]
            ) {
                LinkButton("下载集中参保统计表", .batchStatistics(sheet.id), icon: .download)
                LinkButton("集中参保告知书", .batchNotice(sheet.id), icon: .download)
                LinkButton("缴费凭证管理", .batchVouchers(sheet.id), sheet.uploading == nil ? .primary : .plain)
            }, current: .batches
        ) {
            BatchAnswer(record: record)
            if record.submission.status == .lapsed { LapsedBatch(sheet: sheet) }
            div(.class("grid-2")) {
                Card("办理过程", id: "way", more: record.submission.status.badge.html) { Milestones(points) }
                Card("金额", id: "money", note: "单位：元") {
                    PlanTable(totals: sheet.totals)
                    Totals([
                        TotalLine(
                            "区局 + 基层", (record.amounts.district + record.amounts.base).yuanText),
                        TotalLine("退回金额抵扣", (Money.zero - record.credit).yuanText),
                        TotalLine("应划款金额", record.due.due.yuanText, .sum),
                    ])
                    if !record.isSettledWithoutVoucher {
                        AccountLines(account: sheet.account, remarkCode: record.remarkCode, record.submission.status)
                    }
                }
            }
            if let contact = sheet.contact {
                Card("批次经办人", id: "contact") {
                    CheckAnswers([
                        CheckAnswers.Answer("姓名") { contact.name },
                        CheckAnswers.Answer("手机号") { contact.phone.masked },
                        CheckAnswers.Answer("电子邮箱") { contact.email },
                    ])
                }
            }
        }
    }

    private var points: [Milestones.Point] {
        var points = [
            Milestones.Point(.done, "提交至职保中心", when: record.submittedAt.htmlToTheMinute) {
                sheet.signature.map { "复核人 \($0.confirmer)" } ?? record.submittedBy
                "，\(record.heads.grouped) 人，\(sheet.totals.plans.count) 种保障类型。名单已锁定。"
                a(.href(.batchNotice(sheet.id))) { "告知书" }
            }
        ]
        if let signature = sheet.signature {
            points.insert(
                Milestones.Point(.done, "提交复核", when: signature.proposedAt.htmlToTheMinute) {
                    "\(signature.proposer) 提请，由另一名经办人复核。"
                }, at: 0)
        }
        if record.isSettledWithoutVoucher {
            points.append(Milestones.Point(.done, "无需缴费") { "\(AmountDue.nothingToPay)。" })
        }
        for (index, voucher) in sheet.vouchers.reversed().enumerated() {
            points.append(
                Milestones.Point(.done, "上传缴费凭证（第 \(index + 1) 次）", when: voucher.uploadedAt.htmlToTheMinute) {
                    "\(voucher.uploadedBy)，\(voucher.files.count) 个文件。"
                    a(.href(.batchVouchers(sheet.id))) { "查看凭证" }
                })
            if let decidedAt = voucher.decidedAt {
                points.append(
                    Milestones.Point(
                        voucher.status == .accepted ? .done : .failed, "职保中心：\(voucher.status.wording)",
                        when: decidedAt.htmlToTheMinute
                    ) { "\(voucher.decidedBy ?? "")\(voucher.reason.map { "：" + $0 } ?? "")" })
            }
        }
        return points + ahead
    }

    private var ahead: [Milestones.Point] {
        let upload = Milestones.Point(
            .now, "上传缴费凭证",
            when: HTML {
                record.submission.voucherDue.htmlUntilMidnight
                " 前"
            }
        ) {
            if sheet.uploading == nil {
                LinkButton("上传缴费凭证", .batchVouchers(sheet.id), .primary, size: .small, icon: .upload)
            } else {
                "等待区局（产业）上传。"
            }
        }
        let review = { (phase: Milestones.Phase) in
            Milestones.Point(phase, "职保中心审核凭证") { "通过后即参保完成。" }
        }
        let done = { (phase: Milestones.Phase) in
            Milestones.Point(phase, "参保完成") {
                "保障期 "
                sheet.year.coverage.from.htmlWithWeekday
                " 至 "
                sheet.year.coverage.through.htmlWithWeekday
                "。"
            }
        }
        return switch record.submission.status {
        case .awaitingVoucher, .moreMaterial, .voucherRejected: [upload, review(.next), done(.next)]
        case .voucherUnderReview: [review(.now), done(.next)]
        case .completed: [done(.done)]
        case .lapsed:
            [
                Milestones.Point(.failed, "逾期失效") {
                    "截至 "
                    record.submission.voucherDue.htmlWithWeekday
                    " 未上传有效凭证，本批次参保失效，请按即时参保流程另行办理。"
                }
            ]
        }
    }
}

/// What the centre has said last, where something is still to do.
struct BatchAnswer: Component {
    let record: SubmissionRecord

    var html: HTML {
        switch record.submission.status {
        case .voucherRejected, .moreMaterial:
            Callout("\(record.submission.number)：\(record.submission.status.wording)", .bad) {
                p { record.answer ?? "" }
                p {
                    "请在 "
                    record.submission.voucherDue.htmlInSentence
                    "前重新上传。"
                }
            }
        case .awaitingVoucher, .voucherUnderReview, .completed, .lapsed: HTML()
        }
    }
}

/// 缴费凭证管理 of one batch: upload, and what was uploaded before.
public struct BatchVouchersPage: Component, Sendable {
    let frame: PageFrame
    let sheet: BatchSheet
    let form: FormState

    public init(_ frame: PageFrame, _ sheet: BatchSheet, form: FormState = FormState()) {
        (self.frame, self.sheet, self.form) = (frame, sheet, form)
    }

    public var html: HTML {
        let record = sheet.record
        return Layout(
            frame,
            PageHead(
                "缴费凭证管理",
                above: [
                    Crumb("业务工作台", .workbench), Crumb("参保批次管理", .batches),
                    Crumb(record.submission.number, .batch(sheet.id)),
                ], facts: [HTML(record.submission.number), record.submission.status.badge.html]),
            current: .batches, errors: form.errors, shape: .journey
        ) {
            BatchAnswer(record: record)
            if record.isSettledWithoutVoucher {
                Callout("本批次已参保完成", .good) { p { "\(AmountDue.nothingToPay)。" } }
            } else {
                payment
            }
            if sheet.vouchers.isEmpty, !record.isSettledWithoutVoucher {
                Card("已上传的凭证", id: "earlier") {
                    Blank.nothingYet("还没有上传凭证") {
                        if sheet.uploading == nil { "划款后把银行回单拍照或导出为 PDF 上传。" }
                    }
                }
            }
            for (index, voucher) in sheet.vouchers.enumerated() {
                VoucherCard(voucher: voucher, number: sheet.vouchers.count - index)
            }
        }.html
    }

    /// What is to be paid, and the voucher of it.
    @HTMLBuilder private var payment: HTML {
        let record = sheet.record
        Card("应划款", id: "due", note: "单位：元") {
            Totals([
                TotalLine("应划款金额", record.due.due.yuanText, .sum),
                TotalLine(
                    HTML("截止"), record.submission.voucherDue.htmlUntilMidnight),
            ])
            AccountLines(account: sheet.account, remarkCode: record.remarkCode, record.submission.status)
        }
        if sheet.uploading == nil {
            upload
        } else if let refusal = sheet.uploading {
            Callout("现在不能上传缴费凭证") { p { refusal.wording } }
        }
    }

    private var upload: HTML {
        PostForm(to: .batchVouchers(sheet.id), frame.tokens, .multipart) {
            Card("上传缴费凭证", id: "upload") {
                div(.class("card-body")) {
                    MultipleFileField(
                        "files", "凭证文件", in: form, accept: ".jpg,.jpeg,.png,.pdf",
                        maxBytes: PaymentVoucher.byteLimit,
                        hint: "jpg、png 或 pdf，每个不超过 10 MB，最多 \(PaymentVoucher.fileLimit) 个。请拍清付款户名、金额、日期和附言。")
                    SubmitButton("上传缴费凭证", icon: .upload)
                }
            }
        }.html
    }
}

/// Several files at once; the form must be `.multipart`.
struct MultipleFileField: Component {
    let frame: FieldFrame
    let accept: String
    let maxBytes: Int

    init(_ name: String, _ label: String, in form: FormState, accept: String, maxBytes: Int, hint: String) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: .required, form: form)
        (self.accept, self.maxBytes) = (accept, maxBytes)
    }

    var html: HTML {
        frame.single(
            input(
                frame.controlClass("form-control"), .type(.file), .id(frame.id), .name(frame.name), .accept(accept),
                .multiple(if: true), .data("max-bytes", String(maxBytes)), frame.description)
                + span(.class("hint"), .id(frame.id + "-chosen"), .aria("live", "polite")))
    }
}
