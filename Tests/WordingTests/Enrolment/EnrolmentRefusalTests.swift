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

    private static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? .earliest }

    static let table: [Row] = [
        // 5.0
        Row(.enterpriseNotChosen, "请先选择要办理业务的单位。"),
        Row(
            .unsupportedKind(.branch, enrolsThrough: "示例联合工会"),
            "业务工作台暂不支持\(UnionKind.branch.wording)，会员由“示例联合工会”统一办理参保。"),
        Row(
            .unsupportedKind(.subdistrictFederation, enrolsThrough: nil),
            "业务工作台暂不支持\(UnionKind.subdistrictFederation.wording)，由下级的联合工会、工会委员会各自办理。"),
        Row(.noEnterprise, "没有可选择的单位。请到 组织管理 → 组织查询管理 → 查看 → 添加企业信息 添加单位后再办理。"),
        // 5.1
        Row(.noPlanYear, "职保中心尚未发布保障年度，暂不能办理。"),
        Row(.yearPublished(2024), "2024 年度已经发布，不能再修改；如需调整时间，请使用“延长办理时间”。"),
        Row(.yearExists(2024), "2024 年度已经存在，请打开该年度修改。"),
        Row(.yearOutOfRange(1999), "不能新建 1999 年度，请输入 2000 至 2100 之间的年份。"),
        Row(.yearIncomplete(problems: 3), "还有 3 处内容需要修改，改好并保存后再发布。"),
        Row(.dayMissing, "请选择日期。"),
        Row(.unionUnknown(code: "319901000099"), "没有找到工会编号为 319901000099 的工会，请核对 12 位工会编号。"),
        Row(
            .registerNotLast(.retired),
            "只能撤销最近一次导入的\(RegisterKind.retired.wording)，且导入时须有变动记录。更早的名单不能撤销，请导入正确的名单。"),
        Row(
            .extensionLevel(.voucher, .subdistrictFederation),
            "上传缴费凭证由区局（产业）办理，不能单独为街道总工会调整，请填写所属区局（产业）的工会编号。"),
        Row(
            .registerDayAhead(day("2023-11-21"), today: day("2023-11-20")),
            "数据截止日 2023-11-21 周二 在今天 2023-11-20 周一 之后，请核对。"),
        // 5.2 and 5.3
        Row(.alreadyConfirmed, "该会员已确认，无需重复操作。"),
        Row(.notPending, "该会员不在待确认名单内。"),
        Row(.planNotChosen, "请先选择保障类型。"),
        Row(.noLastYearList, "本单位上年没有提交至职保中心的名单，不能沿用。请在“选择保障类型”中直接选择。"),
        Row(.planNotOffered("C"), "本年度没有 C 类保障，请重新选择保障类型。"),
        Row(.unitUnknown(code: "319901000098"), "本区局没有代码为 319901000098 的单位，请核对组织机构代码或工会编号。"),
        Row(.unitAmbiguous(code: "319901000017"), "代码 319901000017 对应多个单位，请填写单位的组织机构代码。"),
        Row(.planFixed("A"), "同一保障年度只能选择一个保障类型，本单位已确定为 A 类。"),
        Row(.unresolvedSuspects(4), "还有 4 名疑似退休人员没有核对，请先逐一标记后再提交。"),
        // 5.4
        Row(.nobodyToEnrol, "当前没有可参保的会员，请先办卡或确认待确认名单。"),
        Row(.countChanged(expected: 95, actual: 94), "人数已由 95 人变为 94 人，请核对最新名单后再办理。"),
        Row(.changedMeanwhile, "此记录已被他人修改，请查看最新内容后再办理。"),
        Row(.reasonMissing, "请填写原因。"),
        Row(.nothingSelected, "请先选择至少一项。"),
        Row(.tooManySelected(limit: 500), "一次最多选择 500 项，请用筛选缩小范围后分批办理。"),
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
        Row(.creditOfCorrection, "该抵扣款由更正申请产生，不能撤销。"),
        Row(.alreadyPaid, "该单位的缴费已到账，不需要再催办。"),
        // 5.7
        Row(.notLapsed, "只有逾期失效的名单可以转为即时参保。"),
        Row(
            .notInstantCandidates(people: 2),
            "所选人员中有 2 人现在不能办理即时参保（已参保、未办卡或已离开本单位），请刷新名单后重新选择。"),
        // After the lock
        Row(
            .correction(.notListed),
            "此人不在本单位已锁定的参保名单中，不能更正。请核对会员编号或证件号码；漏报的人员请办理即时参保。"),
        Row(.correction(.notLocked), "此人所在的名单尚未提交职保中心，不用申请更正：请撤回名单，修改后重新提交。"),
        Row(
            .correction(.open(number: "GZ202402010001")),
            "此人已有一件更正申请（GZ202402010001）正在审核，请等待结果，或先撤回。"),
        Row(.correction(.voided), "此人的保障已经更正作废，不能再申请更正。"),
        Row(.correction(.lapsed), "所在名单已逾期失效，没有保障可以更正。仍要参保的请办理即时参保。"),
        Row(.correction(.ended(day("2024-12-31"))), "这份保障已于 2024-12-31 周二 到期，不能再移除人员。"),
        Row(.correction(.benefitPaid), "此人在保障期内已有给付，不能移除。请联系职保中心核实给付。"),
        Row(.correction(.changed), "提交申请以后，此人的姓名或证件已有变更。请退回申请，由单位核对后重新申请。"),
        Row(
            .correction(.batchOpen(number: "CB202312270001")),
            "批次 CB202312270001 的缴费凭证尚未审核通过，退款金额还不能确定。请在参保完成后再同意移除。"),
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

    @Test("A window that cannot end so: the day that it runs into, and what to move first")
    func extensions() throws {
        let (first, last) = (try #require(CalendarDay("2023-12-26")), try #require(CalendarDay("2023-12-31")))
        let window = try #require(DayWindow(from: first, through: last))
        #expect(
            Refusal.extensionBeforeWindow(.districtSubmission, window).wording
                == "提交至职保中心从 2023-12-26 周二 开始，截止日不能早于这一天。")
        #expect(
            Refusal.extensionPastNext(.enrolment, .districtSubmission, window).wording
                == "集中参保提交不能晚于提交至职保中心的截止日 2023-12-31 周日，请先延长提交至职保中心。")
    }

    @Test("What a list's state does not allow is refused with the state, the act and a way out")
    func lists() {
        for status in UnitEnrolment.Status.allCases {
            for command in UnitEnrolment.Command.allCases where status.after(command) == nil {
                let text = Refusal.enrolmentState(status, command).wording
                #expect(text.hasPrefix("参保名单当前为“\(status.wording)”，不能\(command.wording)。"))
                switch status {
                case .locked, .inForce: #expect(text.contains("请在“更正申请”中申请"))
                case .lapsed, .leftOut: #expect(text.contains("即时参保"))
                case .notStarted, .draft: #expect(text.hasSuffix("先由单位提交。"))
                case .submitted: #expect(text.contains("可以先撤回"))
                case .endorsed, .approved, .returned: #expect(text.contains("修改后再次提交"))
                case .declined: #expect(text.hasSuffix("请在截止前提交名单。"))
                }
            }
        }
    }

    @Test("What a batch's state does not allow is refused with the state, the act and a way out")
    func batches() {
        for status in DistrictSubmission.Status.allCases {
            for command in DistrictSubmission.Command.allCases where status.after(command) == nil {
                let text = Refusal.batchState(status, command).wording
                #expect(text.hasPrefix("参保批次当前为“\(status.wording)”，不能\(command.wording)。"))
                switch status {
                case .awaitingVoucher: #expect(text.hasSuffix("请等待区局（产业）上传缴费凭证。"))
                case .voucherUnderReview: #expect(text.hasSuffix("请等待职保中心审核。"))
                case .completed: #expect(text.hasSuffix("无需再办理。"))
                case .moreMaterial, .voucherRejected: #expect(text.hasSuffix("重新上传缴费凭证。"))
                case .lapsed: #expect(text.contains("即时参保"))
                }
            }
        }
    }
}
