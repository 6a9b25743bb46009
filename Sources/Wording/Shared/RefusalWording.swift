public import Domain

extension Refusal {
    /// What a person reads: why not, and what to do.
    public var wording: String {
        switch self {
        case .notFound: "没有找到您要的内容，或它不在您的管理范围内。"
        case .applicationsFull: "该工会待审核的入会申请过多，暂不能提交。请联系该工会，或过几天再扫码。"
        case .registrationsFull: "现在提交注册的单位较多，暂不能提交。请过一会儿再提交，或联系所选的区局（产业）工会。"
        case .notAllowed(let action, let prohibition): "您不能\(action.wording)：\(prohibition.wording)"
        case .disclosuresSpent(let limit):
            "今天查看完整信息已达 \(limit) 人，不能继续查看。确需大量核对的，请使用导出并说明用途，或明天再办理。"
        case .exportsSpent(let people):
            "今天导出的人数将超过上限，文件没有生成。这种方式一天最多导出 \(people) 人，请缩小范围，或明天再导出。"
        case .handoverAhead(let day): "这次交接从 \(day) 起生效，请到那天再移交角色。"
        case .nothingToHandOver: "该账号没有可以交接的角色：没有角色的账号和管理员账号不办理交接。"
        case .notConfirmed: "请再次输入登录密码，确认是您本人办理。"
        case .outsideWindow(let activity, let window, let today):
            Self.outside(activity, window, today)
        case .enrolmentState(let status, let command):
            "参保名单当前为“\(status.wording)”，不能\(command.wording)。\(status.wayOut)"
        case .batchState(let status, let command):
            "参保批次当前为“\(status.wording)”，不能\(command.wording)。\(status.wayOut)"
        case .cardBatchState(let status, let command):
            "办卡批次当前为“\(status.wording)”，不能\(command.wording)。"
        case .changedMeanwhile: "此记录已被他人修改，请查看最新内容后再办理。"
        case .unsupportedKind(let kind, let ancestor):
            if let ancestor {
                "业务工作台暂不支持\(kind.wording)，会员由“\(ancestor)”统一办理参保。"
            } else {
                "业务工作台暂不支持\(kind.wording)，由下级的联合工会、工会委员会各自办理。"
            }
        case .enterpriseNotChosen: "请先选择要办理业务的单位。"
        case .noEnterprise: "没有可选择的单位。请到 组织管理 → 组织查询管理 → 查看 → 添加企业信息 添加单位后再办理。"
        case .noPlanYear: "职保中心尚未发布保障年度，暂不能办理。"
        case .planNotOffered(let type): "本年度没有 \(type) 类保障，请重新选择保障类型。"
        case .planNotChosen: "请先选择保障类型。"
        case .noLastYearList: "本单位上年没有提交至职保中心的名单，不能沿用。请在“选择保障类型”中直接选择。"
        case .planFixed(let type): "同一保障年度只能选择一个保障类型，本单位已确定为 \(type) 类。"
        case .nobodyToEnrol: "当前没有可参保的会员，请先办卡或确认待确认名单。"
        case .unresolvedSuspects(let people): "还有 \(people) 名疑似退休人员没有核对，请先逐一标记后再提交。"
        case .countChanged(let expected, let actual):
            "人数已由 \(expected) 人变为 \(actual) 人，请核对最新名单后再办理。"
        case .nothingSelected: "请先选择至少一项。"
        case .tooManySelected(let limit): "一次最多选择 \(limit) 项，请用筛选缩小范围后分批办理。"
        case .reasonMissing: "请填写原因。"
        case .alreadyInBatch(let people): "\(people) 名会员已在其他办卡批次中。"
        case .cardRevocationOpen: "该批次的撤消申请正在由上级工会审核，请等待审核结果。"
        case .nobodyOrderable(let people):
            people > 0
                ? "批次中的 \(people) 人现在都不能办卡，原因和处理办法见批次页面。请处理后再提交，或作废草稿。" : "批次中已经没有会员。请作废草稿，再重新选择会员生成批次。"
        case .nobodyToMakeCardsFor: "批次中的会员都已不能办卡，没有可以交银行的名单。请联系该单位提交批次撤消申请。"
        case .bankFileForAnotherBatch(let number): "文件中的批次号 \(number) 与本批次不符，请选择本批次的制卡结果文件。"
        case .alreadyConfirmed: "该会员已确认，无需重复操作。"
        case .notPending: "该会员不在待确认名单内。"
        case .submittedByThisAccount: "不能审核自己提交的名单，请由其他审核人员办理。"
        case .endorsementMissing: "本区局要求街道（集团）工会先审，该名单尚未初审，请等初审通过后再办理。"
        case .unitsNotReady: "所选单位的名单已有变化，请返回列表重新核对。"
        case .nothingToSubmit: "待提交参保列表为空，请先审核并添加单位。"
        case .contactIncomplete(let fields): "请填写经办人的\(fields.map(\.wording).joined(separator: "、"))。"
        case .voucherMissing: "请选择要上传的缴费凭证。"
        case .voucherTooManyFiles(let limit): "一次最多上传 \(limit) 个文件，请减少后重试。"
        case .registerNotLast(let kind):
            "只能撤销最近一次导入的\(kind.wording)，且导入时须有变动记录。更早的名单不能撤销，请导入正确的名单。"
        case .notDemo: "此操作只能在演示或演练数据库中进行。"
        case .yearExists(let year): "\(year) 年度已经存在，请打开该年度修改。"
        case .yearOutOfRange(let year): "不能新建 \(year) 年度，请输入 2000 至 2100 之间的年份。"
        case .yearPublished(let year): "\(year) 年度已经发布，不能再修改；如需调整时间，请使用“延长办理时间”。"
        case .yearIncomplete(let problems): "还有 \(problems) 处内容需要修改，改好并保存后再发布。"
        case .unionUnknown(let code): "没有找到工会编号为 \(code) 的工会，请核对 12 位工会编号。"
        case .unitUnknown(let code): "本区局没有代码为 \(code) 的单位，请核对组织机构代码或工会编号。"
        case .unitAmbiguous(let code): "代码 \(code) 对应多个单位，请填写单位的组织机构代码。"
        case .creditInUse: "该抵扣款已用于批次，不能撤销。"
        case .merge(let obstacle): obstacle.wording
        case .conflictLocked: "其中一方的名单已提交职保中心，不能再把人划给另一方。请维持原名单，有误的在锁定后申请更正。"
        case .conflictDecided(let people): "其中 \(people) 人已由职保中心裁定由其他单位参保，不能恢复到本单位名单。"
        case .dayMissing: "请选择日期。"
        case .registerDayAhead(let day, let today):
            "数据截止日 \(day.withWeekday) 在今天 \(today.withWeekday) 之后，请核对。"
        case .alreadyRequested: "该会员的删除申请正在由上级工会审核，请等待结果，或先撤回。"
        case .placementMissing: "请选择转入后的单位。"
        case .transferAwaitsUnion(let through):
            "会籍转移先由被申请的工会审核，期限到 \(through.withWeekday)；到期仍未审核的，由上级工会审核。"
        case .extensionBeforeWindow(let activity, let window):
            "\(activity.wording)从 \(window.from.withWeekday) 开始，截止日不能早于这一天。"
        case .extensionLevel(let activity, let kind):
            "\(activity.wording)由区局（产业）办理，不能单独为\(kind.wording)调整，请填写所属区局（产业）的工会编号。"
        case .instantTooLate(let last):
            "今年的保障到 \(last.withWeekday) 为止，已没有可以保障的日子。请办理下一年度的参保。"
        case .notInstantCandidates(let people):
            "所选人员中有 \(people) 人现在不能办理即时参保（已参保、未办卡或已离开本单位），请刷新名单后重新选择。"
        case .notLapsed: "只有逾期失效的名单可以转为即时参保。"
        case .alreadyPaid: "该单位的缴费已到账，不需要再催办。"
        case .instantListEmpty(let unit): "\(unit) 的名单中已没有在会的人员，请退回该名单后再确认其他名单。"
        case .extensionPastNext(let activity, let next, let window):
            "\(activity.wording)不能晚于\(next.wording)的截止日 \(window.through.withWeekday)，请先延长\(next.wording)。"
        case .unionRequestOpen: "该组织已有一件申请正在审核，请等待结果，或先撤回。"
        case .unionUnchanged: "没有修改任何内容，请修改后再提交。"
        case .unionMisplaced(let kind, let superior): "\(superior.wording)下不能设\(kind.wording)，请另选上级组织。"
        case .unionCycle: "不能转移到自身或自己的下级组织之下，请另选上级组织。"
        case .unionAlreadyThere: "该组织已在所选的上级组织之下，无需转移。"
        case .unionNameTaken(let name):
            "所选的上级组织之下已有“\(name)”。请先修改其中一个组织的名称，或另选上级组织。"
        case .unionLocked(let units):
            "有 \(units) 个单位的参保名单已随批次提交职保中心，在批次办结之前不能转移。"
        case .unionInUse(let obstacles): "现在不能删除：" + obstacles.sentences.joined()
        case .unionFixed: "市总工会、临时工会和已删除的组织不能这样办理。"
        case .enterpriseInUse(let obstacles): "现在不能删除该企业：" + obstacles.sentences.joined()
        case .enterpriseLimit: "工会委员会只对应一个企业。需要多个企业的，请新建联合工会。"
        case .correction(let obstacle): obstacle.wording
        case .creditOfCorrection: "该抵扣款由更正申请产生，不能撤销。"
        case .secondPerson(let obstacle): obstacle.wording
        case .exportConsent(let obstacle): obstacle.wording
        case .massRemoval(let obstacle): obstacle.wording
        }
    }

    private static func outside(_ activity: Activity, _ window: DayWindow, _ today: CalendarDay) -> String {
        switch window.position(of: today) {
        case .before:
            "\(activity.wording)的时间为 \(window.wording)，今天是 \(today.withWeekday)，还没有开始。请在 \(window.from.inSentence)起办理。"
        case .inside, .after:
            "\(activity.wording)的时间为 \(window.wording)，今天是 \(today.withWeekday)，已经结束。\(activity.afterwards)"
        }
    }
}

extension UnitEnrolment.Status {
    /// What remains to be done, or whose turn it is, where this act is not possible.
    fileprivate var wayOut: String {
        switch self {
        case .locked, .inForce: "名单已锁定，不再改动；人员有误请在“更正申请”中申请。"
        case .lapsed, .leftOut: "请在保障年度内按即时参保流程办理。"
        case .notStarted, .draft: "名单须先由单位提交。"
        case .submitted: "名单正等待审核：单位可以先撤回，审核人可以通过或退回。"
        case .endorsed: "名单正等待区局（产业）审核：单位可以修改后再次提交，审核人可以通过或退回。"
        case .approved: "名单正等待区局（产业）提交：单位可以修改后再次提交，区局（产业）可以移回或退回。"
        case .returned: "名单已退回单位，须由单位修改后再次提交。"
        case .declined: "单位改变主意的，请在截止前提交名单。"
        }
    }
}

extension DistrictSubmission.Status {
    /// Whose turn it is, where this act is not possible.
    fileprivate var wayOut: String {
        switch self {
        case .awaitingVoucher: "请等待区局（产业）上传缴费凭证。"
        case .voucherUnderReview: "请等待职保中心审核。"
        case .completed: "手续已经办完，无需再办理。"
        case .moreMaterial, .voucherRejected: "请等待区局（产业）重新上传缴费凭证。"
        case .lapsed: "请按即时参保流程另行办理。"
        }
    }
}

extension Prohibition {
    public var wording: String {
        switch self {
        case .role: "您的账号没有此项权限，请联系本单位系统管理员。"
        case .level: "此项由其他层级的工会办理。"
        case .ownWork: "不能审核自己提交的内容。"
        case .ownAlert: "与您本人有关的告警，请由另一位审计管理员处理；本级没有的，由上级工会的审计管理员处理。"
        case .ownAccount: "不能管理自己正在使用的账号，请由其他管理员办理。"
        }
    }
}

extension ContactField {
    public var wording: String {
        switch self {
        case .name: "姓名"
        case .phone: "手机号"
        case .email: "电子邮箱"
        }
    }
}
