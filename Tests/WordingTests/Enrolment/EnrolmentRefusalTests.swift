import Domain
import Testing
import Wording

/// What people read when something of 集中参保 is refused (domain, section 5): each says why, and what to do instead.
@Suite struct EnrolmentRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let refusal: Refusal
        let sentence: String

        init(_ refusal: Refusal, _ sentence: String) { (self.refusal, self.sentence) = (refusal, sentence) }

        var testDescription: String { sentence }
    }

    static let table: [Row] = [
        // 5.1
        Row(.noPlanYear, "职保中心尚未发布保障年度，暂不能办理。"),
        // 5.2 and 5.3
        Row(.alreadyConfirmed, "该会员已确认，无需重复操作。"),
        Row(.notPending, "该会员不在待确认名单内。"),
        Row(.planNotChosen, "请先选择保障类型。"),
        Row(.planNotOffered("C"), "本年度没有 C 类保障，请重新选择保障类型。"),
        Row(.planFixed("A"), "同一保障年度只能选择一个保障类型，本单位已确定为 A 类。"),
        Row(.unresolvedSuspects(4), "还有 4 名疑似退休人员没有核对，请先逐一标记后再提交。"),
        // 5.4
        Row(.nobodyToEnrol, "当前没有可参保的会员，请先办卡或确认待确认名单。"),
        Row(.countChanged(expected: 95, actual: 94), "人数已由 95 人变为 94 人，请核对最新名单后再办理。"),
        Row(.changedMeanwhile, "此记录已被他人修改，请查看最新内容后再办理。"),
        Row(.reasonMissing, "请填写原因。"),
        Row(.nothingSelected, "请先选择至少一项。"),
        Row(.conflictLocked, "其中一方的名单已提交职保中心，不能再把人划给另一方。请维持原名单，有误的在锁定后申请更正。"),
        Row(.conflictDecided(people: 2), "其中 2 人已由职保中心裁定由其他单位参保，不能恢复到本单位名单。"),
        // 5.5
        Row(.submittedByThisAccount, "不能审核自己提交的名单，请由其他审核人员办理。"),
        Row(.endorsementMissing, "本区局要求街道（集团）工会先审，该名单尚未初审，请等初审通过后再办理。"),
        Row(.unitsNotReady, "所选单位的名单已有变化，请返回列表重新核对。"),
        Row(.nothingToSubmit, "待提交参保列表为空，请先审核并添加单位。"),
        Row(.contactIncomplete([.name, .email]), "请填写经办人的姓名、电子邮箱。"),
        Row(.secondPerson(.needed), "本区局设置了提交复核：请提交复核，由本区局另一账号确认后再提交至职保中心。"),
        Row(.secondPerson(.own), "不能复核自己提交的内容，请由本区局另一账号登录复核。"),
        Row(.notConfirmed, "请再次输入登录密码，确认是您本人办理。"),
        // 5.6
        Row(.voucherMissing, "请选择要上传的缴费凭证。"),
        Row(.voucherTooManyFiles(limit: 5), "一次最多上传 5 个文件，请减少后重试。"),
        Row(.creditInUse, "该抵扣款已用于批次，不能撤销。"),
        Row(.alreadyPaid, "该单位的缴费已到账，不需要再催办。"),
        // 5.7
        Row(.notLapsed, "只有逾期失效的名单可以转为即时参保。"),
        Row(
            .notInstantCandidates(people: 2),
            "所选人员中有 2 人现在不能办理即时参保（已参保、未办卡或已离开本单位），请刷新名单后重新选择。"),
    ]

    @Test("Each refusal has its sentence", arguments: table)
    func sentences(row: Row) {
        #expect(row.refusal.wording == row.sentence)
    }

    @Test("Outside a window: the dates with their weekdays, today, and what to do instead")
    func windows() throws {
        let (first, last) = (try #require(CalendarDay("2023-11-01")), try #require(CalendarDay("2023-12-25")))
        let window = try #require(DayWindow(from: first, through: last))
        let early = Refusal.outsideWindow(.enrolment, window, today: first.adding(days: -1)).wording
        #expect(
            early
                == "集中参保提交的时间为 2023-11-01 周三 至 2023-12-25 周一，今天是 2023-10-31 周二，还没有开始。请在 2023-11-01（周三）起办理。")
        for activity in [Activity.shareSetting, .confirmation, .enrolment, .review, .districtSubmission, .voucher] {
            let late = Refusal.outsideWindow(activity, window, today: last.adding(days: 1)).wording
            let begin = "\(activity.wording)的时间为 2023-11-01 周三 至 2023-12-25 周一，今天是 2023-12-26 周二，已经结束。"
            #expect(late == begin + activity.afterwards)
            #expect(activity.afterwards.contains("请") || activity.afterwards.contains("联系"))
        }
    }

    @Test("What a list's state does not allow is refused with the state, the act and, where there is one, a way out")
    func lists() {
        for status in UnitEnrolment.Status.allCases {
            for command in UnitEnrolment.Command.allCases where status.after(command) == nil {
                let text = Refusal.enrolmentState(status, command).wording
                #expect(text.hasPrefix("参保名单当前为“\(status.wording)”，不能\(command.wording)。"))
                switch status {
                case .locked, .inForce: #expect(text.contains("请在“更正申请”中申请"))
                case .lapsed, .leftOut: #expect(text.contains("即时参保"))
                case .notStarted, .draft, .submitted, .endorsed, .approved, .returned, .declined:
                    #expect(text.hasSuffix("\(command.wording)。"))
                }
            }
        }
    }

    @Test("What a batch's state does not allow is refused with the state and the act")
    func batches() {
        for status in DistrictSubmission.Status.allCases {
            for command in DistrictSubmission.Command.allCases where status.after(command) == nil {
                #expect(
                    Refusal.batchState(status, command).wording
                        == "参保批次当前为“\(status.wording)”，不能\(command.wording)。")
            }
        }
    }
}
