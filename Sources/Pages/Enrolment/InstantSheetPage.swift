public import Domain
public import Markup
import Wording

/// One instant list of the unit: where it stands, whom it covers, what comes next.
public struct InstantSheetPage: Component {
    let frame: PageFrame
    let sheet: InstantSheet
    let size: Int

    public init(_ frame: PageFrame, _ sheet: InstantSheet, size: Int) {
        (self.frame, self.sheet, self.size) = (frame, sheet, size)
    }

    private var record: EnrolmentRecord { sheet.record }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "即时参保 \(record.number)", above: EnrolmentParts.aboveTasks,
                facts: [
                    HTML(sheet.unit.name), HTML("\(sheet.year.year) 年度"), HTML(record.enrolment.entry?.wording ?? ""),
                    record.enrolment.badge.html,
                ]
            ) {
                if let notice = sheet.notice { LinkButton("下载告知书", .notice(notice), icon: .download) }
            }, current: .enrolments
        ) {
            next
            Card("参保费用", id: "amounts", note: "\(sheet.version.plan) 类，第 \(sheet.version.number) 版") {
                if let amounts = sheet.version.amounts {
                    EnrolmentParts.payers(heads: sheet.version.heads, sheet.version.rates, amounts)
                }
            }
            section(.class("card"), .ariaLabel("参保名单")) {
                ListBar(window.caption)
                DataTable("参保名单", sheet.people.entries, columns: columns)
                Pager(window) { number, size in
                    Path.enrolment(.instantList(record.enrolment.id)).url(
                        ("page", String(number)), ("size", String(size)))
                }
            }
            if sheet.withdrawal == nil { withdrawal }
        }.html
    }

    private var window: PageWindow { EnrolmentParts.window(sheet.people, size: size) }

    private var columns: [Column<RosterPerson>] {
        EnrolmentParts.identity + [
            .text("卡号") { $0.card?.masked },
            .day("起始日", absent: "审核确认后确定") { _ in record.startsOn },
            .day("终止日") { _ in sheet.year.coverage.through },
        ]
    }

    @HTMLBuilder private var next: HTML {
        switch record.enrolment.status {
        case .submitted, .endorsed, .approved:
            Callout("等待区局（产业）工会审核") {
                p { "保障日期自\(sheet.year.instant.start.wording)，审核确认后可在这里看到起始日。" }
            }
        case .draft, .returned:
            Callout(record.enrolment.status == .returned ? "名单被退回" : "名单已撤回", .warning) {
                if let reason = record.returnReason.flatMap({ ReturnReason(rawValue: $0)?.wording }) {
                    p { "原因：\(reason)\(record.returnNote.map { "。\($0)" } ?? "")" }
                }
                if let refusal = sheet.resubmission {
                    p { refusal.wording }
                } else {
                    p { LinkButton("修改并再次提交", Path.enrolment(.instantAgain(record.enrolment.id)).url, .primary) }
                }
            }
        case .locked:
            if let batch = sheet.batch {
                Callout("区局（产业）已确认，等待缴费") {
                    p {
                        "批次 \(batch.submission.number)，缴费凭证须在 "
                        batch.submission.voucherDue.htmlUntilMidnight
                        " 前上传，逾期参保无效。请按区局（产业）工会的安排划款。"
                    }
                }
            }
        case .inForce:
            Callout("参保完成", .good) {
                p {
                    "保障自 "
                    record.startsOn?.html ?? HTML()
                    " 起生效。"
                }
            }
        case .lapsed:
            Callout("逾期失效", .warning) {
                p { "没有在期限内收到缴费凭证，名单内人员没有保障。" }
                if sheet.rest == .some {
                    p { LinkButton("转为即时参保", Path.enrolment(.lapsed(record.enrolment.id)).url, .primary) }
                } else {
                    p { "名单内仍在本单位的人员都已列入其他名单，不用再办理。" }
                }
            }
        case .leftOut, .declined, .notStarted:
            Callout(nil, .note) { p { "年度已结束，名单没有办理。" } }
        }
    }

    private var withdrawal: HTML {
        PostForm(to: .enrolment(.instantWithdrawal(record.enrolment.id)), frame.tokens) {
            EnrolmentParts.unitField(sheet.unit)
            HiddenField("stamp", String(record.stamp))
            DecideBlock("撤回名单") {
                "区局（产业）工会审核之前可以撤回，撤回后 \(sheet.version.heads.grouped) 人不再占用本年度名额，可修改后再次提交。"
            } content: {
                SubmitButton("撤回即时参保名单", .plain)
            }
        }.html
    }
}

/// 逾期失效的名单转为即时参保, in one action (domain 5.6, last sentence).
public struct LapsedPage: Component {
    let frame: PageFrame
    let sheet: LapsedSheet
    let errors: FieldErrors

    public init(_ frame: PageFrame, _ sheet: LapsedSheet, errors: FieldErrors = .none) {
        (self.frame, self.sheet, self.errors) = (frame, sheet, errors)
    }

    public var html: HTML {
        let left = sheet.version.heads - sheet.ready
        return Layout(
            frame,
            PageHead(
                "转为即时参保", above: EnrolmentParts.aboveTasks,
                facts: [HTML(sheet.unit.name), HTML("\(sheet.year.year) 年度"), HTML(sheet.record.number)]),
            current: .enrolments, errors: errors, shape: .journey
        ) {
            Callout("名单逾期失效", .warning) {
                p { "批次没有在期限内收到缴费凭证，名单内 \(sheet.version.heads.grouped) 人没有保障。可以一次转为即时参保，不必重新选择人员。" }
                if left > 0 { p { "其中 \(left.grouped) 人已另有保障、已离开本单位或没有可用的卡，不再办理。" } }
            }
            if let rates = sheet.rates, let amounts = Amounts(heads: sheet.ready, rates: rates) {
                Card("参保费用", id: "amounts", note: "\(sheet.version.plan) 类") {
                    EnrolmentParts.payers(heads: sheet.ready, rates, amounts)
                }
            }
            if let refusal = sheet.refusal {
                Callout("现在不能转办", .warning) { p { refusal.wording } }
                div(.class("row-gap")) { LinkButton("返回参保信息管理", .enrolments) }
            } else {
                form
            }
        }.html
    }

    private var form: HTML {
        PostForm(to: .enrolment(.lapsed(sheet.record.enrolment.id)), frame.tokens) {
            EnrolmentParts.unitField(sheet.unit)
            HiddenField("heads", String(sheet.ready))
            DecideBlock("转为即时参保 \(sheet.ready.grouped) 人") {
                "提交后由区局（产业）工会审核，保障日期自\(sheet.year.instant.start.wording)"
                if let start = sheet.start {
                    "，今天确认则自 "
                    start.html
                    " 起"
                }
                "，至 "
                sheet.year.coverage.through.html
                " 止。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("转为即时参保并提交，\(sheet.ready.grouped) 人", size: .large)
                    LinkButton("返回参保信息管理", .enrolments, size: .large)
                }
            }
        }.html
    }
}
