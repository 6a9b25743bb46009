public import Domain

extension UnionKind {
    public var wording: String {
        switch self {
        case .cityFederation: "市总工会"
        case .districtFederation: "区总工会"
        case .industryBureau: "产业局总工会"
        case .subdistrictFederation: "街道总工会"
        case .jointUnion: "联合工会"
        case .unionCommittee: "工会委员会"
        case .unionAssociation: "工会联合会"
        case .branch: "分工会/工会小组"
        }
    }
}

extension Role {
    public var wording: String {
        switch self {
        case .clerk: "经办人"
        case .reviewer: "审核"
        case .districtOfficer: "区局经办"
        case .centre: "职保中心"
        case .systemAdministrator: "系统管理员"
        case .securityAdministrator: "安全管理员"
        case .auditAdministrator: "审计管理员"
        }
    }
}

extension Action {
    /// The act as it stands in "您没有……的权限".
    public var wording: String {
        switch self {
        case .viewHome: "查看首页"
        case .viewUnions: "查看工会组织"
        case .viewStatistics: "查看统计报表"
        case .askUnionRequests: "申请组织变更"
        case .decideUnionRequests: "审核组织变更"
        case .editEnterprises: "登记企业信息"
        case .decideRegistrations: "审核企业注册"
        case .viewMembers: "查看会员信息"
        case .importMembers: "导入会员"
        case .removeMembers: "删除会员"
        case .approveRemovals: "审核删除会员"
        case .transferMembers: "转移会员"
        case .decideTransfers: "审核会籍转移"
        case .compareMembers: "会员比对"
        case .resolveDuplicates: "处理疑似重复会员"
        case .editMembers: "新增和修改会员"
        case .discloseMember: "查看完整号码"
        case .exportMembers: "导出会员"
        case .setPasswordPolicy: "设置密码规则"
        case .viewExports: "查看批量导出申请"
        case .consentExports: "同意批量导出"
        case .consentRemovals: "同意批量删除"
        case .keepRights: "办理个人信息请求"
        case .keepDictionaries: "管理字典"
        case .keepAnnouncements: "管理通知公告"
        case .keepDownloads: "管理下载中心"
        case .keepSupport: "修改技术支持"
        case .keepGuide: "修改新手指引"
        case .manageJoinCodes: "管理组织码"
        case .decideApplications: "审核扫码入会申请"
        case .viewCards: "查看会员服务卡"
        case .orderCards: "办理会员服务卡"
        case .reviewCardRevocations: "审核批次撤消申请"
        case .exchangeCardFiles: "与银行交换制卡文件"
        case .viewEnrolment: "查看参保信息"
        case .enrol: "办理集中参保"
        case .reviewEnrolment: "审核集中参保"
        case .submitToCentre: "提交至职保中心"
        case .reviewInstant: "审核即时参保"
        case .viewBatches: "查看参保批次"
        case .viewMonitor: "查看集中参保实时监控画面"
        case .remindPayments: "催办基层缴费"
        case .uploadVoucher: "上传缴费凭证"
        case .decideVoucher: "审核缴费凭证"
        case .importRegister: "导入社保登记名单"
        case .managePlanYears: "管理保障年度"
        case .manageCredits: "登记退回金额抵扣"
        case .decideConflicts: "裁定一人一保"
        case .setShares: "设置保障金额"
        case .setReviewLevels: "设置审核方式"
        case .viewCoverage: "查询参保信息"
        case .viewCorrections: "查看更正申请"
        case .askCorrections: "申请更正参保名单"
        case .decideCorrections: "审核更正申请"
        case .keepLedger: "管理收款台账"
        case .viewBenefits: "查询给付信息"
        case .importBenefits: "登记给付信息"
        case .viewAccounts: "查看账号"
        case .manageAccounts: "管理账号"
        case .manageRoles: "管理权限"
        case .watchAlerts: "处理安全告警"
        case .endSessions: "强退登录设备"
        case .viewAudit: "查看审计日志"
        }
    }
}
