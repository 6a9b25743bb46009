public import Domain
public import Markup
import Wording

/// 参保批次管理 (mock-up 09, upper half).
public struct BatchesPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let batches: Listing<SubmissionRecord>
    let open: [SubmissionRecord]
    let workingDays: WorkingDayCalendar
    let filter: FormState
    let window: PageWindow
    let showsDistrict: Bool

    /// - Parameters:
    ///   - open: batches that wait for a voucher, the earliest last day first.
    ///   - filter: fields `number`, `from`, `through`, `state`.
    public init(
        _ frame: PageFrame, union: String, _ batches: Listing<SubmissionRecord>, open: [SubmissionRecord],
        workingDays: WorkingDayCalendar, filter: FormState, window: PageWindow, showsDistrict: Bool
    ) {
        (self.frame, self.union, self.batches, self.open) = (frame, union, batches, open)
        (self.workingDays, self.filter, self.window) = (workingDays, filter, window)
        self.showsDistrict = showsDistrict
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "参保批次管理", above: [Crumb("业务工作台", .workbench)],
                facts: [
                    HTML(union),
                    HTML {
                        "今天 "
                        frame.today.htmlWithWeekday
                    },
                ]
            ) {
                LinkButton("集中参保实时监控画面", .monitor(.own), icon: .chart)
            }, current: .batches
        ) {
            if let first = open.first, !showsDistrict { deadline(first) }
            section(.class("card"), .ariaLabel("批次列表")) {
                FilterForm(.batches, .address) {
                    TextField("number", "批次编号", in: filter, .search)
                    DateField("from", "确认时间，从", in: filter)
                    DateField("through", "至", in: filter)
                    SelectField(
                        "state", "状态", in: filter,
                        DistrictSubmission.Status.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                }
                ListBar(window.caption)
                DataTable("批次列表", batches.entries, isWrong: isWrong, blank: blank, columns: columns)
                if window.total > PageWindow.sizes[0] { Pager(window) { url(page: $0, size: $1) } }
            }
        }
    }

    private func deadline(_ first: SubmissionRecord) -> HTML {
        let due = first.submission.voucherDue
        guard frame.today <= due else {
            let late = open.count { $0.submission.voucherDue < frame.today }
            return Callout("\(late.grouped) 个批次已过缴费凭证截止日，将失效", .bad) {
                p {
                    "截止日是 "
                    due.htmlWithWeekday
                    "。不能再上传缴费凭证；失效后，各单位可以按即时参保另行办理。"
                }
            }.html
        }
        return DeadlineBanner(
            workingDays: workingDays.workingDays(after: frame.today, through: due),
            "\(open.count.grouped) 个批次还要上传缴费凭证"
        ) {
            due.htmlUntilMidnight
            " 前划款并上传。"
            if !workingDays.isWorkingDay(due) {
                "截止日不是工作日，请在 "
                workingDays.day(1, workingDaysBefore: due).htmlWithWeekday
                " 银行营业时间内划款。"
            }
            "逾期未上传凭证的批次将失效。"
        } action: {
            LinkButton("上传缴费凭证", .batchVouchers(first.submission.id.rawValue), .primary, icon: .upload)
        }.html
    }

    private func isWrong(_ record: SubmissionRecord) -> Bool {
        record.submission.status == .voucherRejected || record.submission.status == .moreMaterial
    }

    private var columns: [Column<SubmissionRecord>] {
        var columns: [Column<SubmissionRecord>] = [
            .head("批次编号") { record in
                a(.href(.batch(record.submission.id.rawValue))) { record.submission.number }
            }
        ]
        if showsDistrict { columns.append(.text("区局（产业）") { $0.districtName }) }
        return columns + [
            .text("参保类型") { $0.submission.kind.wording },
            .number("参保人数") { $0.heads },
            .money("保障费用（元）") { $0.amounts.premium },
            .moment("提交时间") { $0.submittedAt },
            .moment("最后更新时间") { $0.updatedAt },
            .state("状态") { $0.submission.status.badge },
            .day("凭证上传时间", absent: "未上传") { $0.voucherAt?.day },
            .day("职保中心反馈时间") { $0.answeredAt?.day },
            .actions { record in BatchLinks(record: record) },
        ]
    }

    private var blank: Blank {
        ["number", "from", "through", "state"].contains { !filter[$0].isEmpty }
            ? .noMatch("没有符合条件的批次") {
                "请减少筛选条件，或清空后重新搜索。"
            } actions: {
                LinkButton("清空条件", .batches)
            }
            : .nothingYet("还没有参保批次") { "在集中参保审核中提交至职保中心后，批次会出现在这里。" }
    }

    private func url(page: Int, size: Int) -> URLText {
        let fields = ["number", "from", "through", "state"].filter { !filter[$0].isEmpty }
        return Path.batches.url(
            query: fields.map { (name: $0, value: filter[$0]) } + [
                (name: "page", value: String(page)), (name: "size", value: String(size)),
            ])
    }
}

/// What can be opened about a batch.
struct BatchLinks: Component {
    let record: SubmissionRecord

    var html: HTML {
        let id = record.submission.id.rawValue
        let number = record.submission.number
        a(.href(.batchVouchers(id)), .ariaLabel("缴费凭证管理：" + number)) { "缴费凭证管理" }
        " "
        a(.href(.batchStatistics(id)), .ariaLabel("下载\(record.submission.kind.wording)统计表：" + number)) { "统计表" }
        " "
        a(.href(.batchNotice(id)), .ariaLabel("\(record.submission.kind.wording)告知书：" + number)) { "告知书" }
    }
}

extension DistrictSubmission.Status {
    /// The state as a district and the centre see it.
    public var badge: StateBadge {
        switch self {
        case .awaitingVoucher: StateBadge(wording, .wait)
        case .voucherUnderReview: StateBadge(wording, .now)
        case .completed: StateBadge(wording, .done)
        case .moreMaterial, .voucherRejected: StateBadge(wording, .bad)
        case .lapsed: StateBadge(wording)
        }
    }
}

extension PaymentVoucher.Status {
    public var badge: StateBadge {
        switch self {
        case .underReview: StateBadge(wording, .now)
        case .accepted: StateBadge(wording, .done)
        case .moreMaterial: StateBadge(wording, .wait)
        case .rejected: StateBadge(wording, .bad)
        }
    }
}
