public import Domain
public import Markup
import Wording

/// 查看 of a union: what it is, its counters, and the enterprises that it covers.
public struct UnionPage: Component, Sendable {
    let frame: PageFrame
    let union: Union
    let above: [Union]
    let counts: UnionCounts
    let enterprises: [Covered]
    let more: More

    /// An enterprise with what it says of itself.
    public struct Covered: Sendable {
        let enterprise: Enterprise
        let particulars: OrganisationParticulars

        public init(_ enterprise: Enterprise, _ particulars: OrganisationParticulars = OrganisationParticulars()) {
            (self.enterprise, self.particulars) = (enterprise, particulars)
        }
    }

    /// - Parameter above: from the account's own union down to the one above.
    public init(
        _ frame: PageFrame, _ union: Union, above: [Union], counts: UnionCounts, enterprises: [Covered],
        _ more: More = More()
    ) {
        (self.frame, self.union, self.above) = (frame, union, above)
        (self.counts, self.enterprises, self.more) = (counts, enterprises, more)
    }

    /// What the union says of itself, what can be done, and what was changed.
    public struct More: Sendable {
        /// 上级, also one that the account does not see.
        public var superior: String?
        public var particulars: OrganisationParticulars
        public var links: [Link]
        /// The account may add and change enterprises.
        public var isEmployersKeeper: Bool
        /// A request that waits.
        public var openRequest: ID<UnionRequest>?
        public var history: [Step]

        public init(
            superior: String? = nil, particulars: OrganisationParticulars = OrganisationParticulars(),
            links: [Link] = [], isEmployersKeeper: Bool = false, openRequest: ID<UnionRequest>? = nil,
            history: [Step] = []
        ) {
            (self.superior, self.particulars) = (superior, particulars)
            (self.links, self.isEmployersKeeper) = (links, isEmployersKeeper)
            (self.openRequest, self.history) = (openRequest, history)
        }
    }

    /// What can be asked for.
    public enum Link: Sendable, CaseIterable {
        case amendment, founding, transfer, dissolution
    }

    /// A change: who, when, from, to.
    public struct Step: Sendable {
        let at: Instant
        let account: String
        let asker: UnionRequest.Asker?
        let note: String?
        let event: UnionEvent
        let changes: [UnionChange]

        /// - Parameters:
        ///   - account: who has decided it, or entered it himself.
        ///   - asker: who has asked for it.
        ///   - note: why, in words.
        public init(
            at: Instant, account: String, asker: UnionRequest.Asker? = nil, note: String? = nil, event: UnionEvent,
            changes: [UnionChange]
        ) {
            (self.at, self.account, self.asker, self.note) = (at, account, asker, note)
            (self.event, self.changes) = (event, changes)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                union.name, above: [Crumb("组织管理"), Crumb("组织查询管理", .unions)],
                facts: [
                    HTML(union.kind.wording), HTML("工会编号 \(union.code)"),
                    union.isDissolved ? StateBadge("已删除", .bad).html : HTML(),
                ]
            ) {
                if more.openRequest == nil { for link in more.links { button(link) } }
            },
            current: .unions
        ) {
            if let request = more.openRequest {
                Callout("有一件变更申请正在审核", .note) {
                    p { a(.href(.organisation(.request(request)))) { "查看申请" } }
                }
            }
            UnionCounters(counts)
            Card("组织信息", id: "facts") { CheckAnswers(answers) }
            if !union.kind.hasWorkbench {
                Callout("业务工作台不支持这类组织", .note) {
                    p { UnsupportedKind.sentence(union.kind, enrolledThrough: enrolledThrough) }
                }
            }
            // Enterprises belong to base unions; what stands below is in the counters.
            if union.kind.isBase || !enterprises.isEmpty {
                Card("覆盖企业（\(enterprises.count.grouped)）", id: "enterprises", more: addition) {
                    DataTable("覆盖企业", enterprises, blank: blank, columns: columns)
                }
            }
            if !more.history.isEmpty { Card("变更记录", id: "history") { changes } }
        }
    }

    /// Whose lists its members stand on; a branch stands directly under it.
    private var enrolledThrough: String? {
        above.last { $0.kind.isBase }?.name ?? (union.kind == .branch ? more.superior : nil)
    }

    private var answers: [CheckAnswers.Answer] {
        [
            CheckAnswers.Answer("组织名称") { union.name },
            CheckAnswers.Answer("组织类型") { union.kind.wording + (union.isHolding ? "（临时工会）" : "") },
            CheckAnswers.Answer("工会编号") { union.code },
            CheckAnswers.Answer("上级组织") {
                if let superior = above.last {
                    a(.href(Path.union(superior.id))) { superior.name }
                } else {
                    textOr(more.superior)
                }
            },
            CheckAnswers.Answer("统一社会信用代码") { textOr(union.creditCode) },
            CheckAnswers.Answer("组织机构代码") {
                textOr(union.creditCode.flatMap(CreditCode.init(rawValue:))?.organisationCode)
            },
        ] + rest
    }

    private var rest: [CheckAnswers.Answer] {
        let shown: [OrganisationField] = [
            .creditReason, .economicType, .industry, .address, .contactName, .contactPhone,
        ]
        return shown.filter { $0 != .creditReason || !more.particulars[$0].isEmpty }.map { field in
            let text = more.particulars[field]
            return CheckAnswers.Answer(field.wording) { textOr(text.isEmpty ? nil : text) }
        }
    }

    // MARK: Acts

    private func button(_ link: Link) -> LinkButton {
        switch link {
        case .amendment: LinkButton("修改信息", .organisation(.amendment(union.id)))
        case .founding: LinkButton("新建组织", .organisation(.founding(union.id)))
        case .transfer: LinkButton("转移组织", .organisation(.transfer(union.id)))
        case .dissolution: LinkButton("删除组织", .organisation(.dissolution(union.id)))
        }
    }

    private var addition: HTML {
        guard more.isEmployersKeeper, union.kind == .jointUnion || enterprises.isEmpty else { return HTML() }
        return LinkButton("添加企业信息", .organisation(.enterpriseNew(union.id)), size: .small).html
    }

    private var changes: HTML {
        DataTable(
            "变更记录", more.history,
            columns: [
                Column("时间", .line) { $0.at.htmlToTheMinute },
                .head("事项") { $0.event.wording },
                Column("变更内容") { step in
                    if step.changes.isEmpty {
                        span(.class("muted")) { "无" }
                    } else {
                        ul {
                            for change in step.changes {
                                li {
                                    "\(change.field.wording)："
                                    if !change.before.isEmpty { "\(change.before) → " }
                                    change.after.isEmpty ? "（清空）" : change.after
                                }
                            }
                        }
                    }
                },
                Column("说明") { step in textOr(step.note) },
                .text("申请人", absent: "无需申请") { $0.asker.map { "\($0.account)（\($0.union)）" } },
                .text("审核或经办", absent: "系统") { $0.account.isEmpty ? nil : $0.account },
            ]
        ).html
    }

    private var blank: Blank {
        .nothingYet("没有登记企业") { "联合工会和工会委员会的会员按企业办理集中参保；没有企业的，按本级办理。" }
    }

    private var columns: [Column<Covered>] {
        var columns: [Column<Covered>] = [
            .head("企业名称") { $0.enterprise.name },
            .text("统一社会信用代码") { $0.enterprise.code },
            .text("组织机构代码") { CreditCode(rawValue: $0.enterprise.code)?.organisationCode },
            Column("地址") { textOr($0.particulars.address) },
            .text("联系人") { $0.particulars.contactName },
            .text("联系电话") { $0.particulars.maskedContactPhone },
        ]
        if more.isEmployersKeeper {
            columns.append(
                .actions { covered in
                    let row = covered.enterprise
                    a(.href(.organisation(.enterprise(row.id))), .ariaLabel("修改\(row.name)")) { "修改" }
                    " "
                    a(.href(.organisation(.enterpriseRemoval(row.id))), .ariaLabel("删除\(row.name)")) { "删除" }
                })
        }
        return columns
    }
}
