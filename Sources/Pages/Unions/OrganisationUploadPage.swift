public import Domain
public import Markup
import Wording

/// 导入组织 and 导入企业: the file.
public struct OrganisationUploadPage: Component, Sendable {
    let frame: PageFrame
    let subject: OrganisationSubject
    let form: FormState

    /// - Parameter form: field `file`.
    public init(_ frame: PageFrame, _ subject: OrganisationSubject, form: FormState = FormState()) {
        (self.frame, self.subject, self.form) = (frame, subject, form)
    }

    static let stages = ["选择文件", "核对预览", "确认导入"]
    static let above = [Crumb("组织管理"), Crumb("组织查询管理", .unions)]

    public var html: HTML {
        Layout(
            frame,
            PageHead(subject.act, above: Self.above) {
                LinkButton(
                    "下载模板", Path.organisation(.sheetTemplate).url((UnionsPage.Field.subject, subject.rawValue)),
                    icon: .download)
                LinkButton("查看导入结果", .organisation(.sheets))
            },
            current: .unions, errors: form.errors, shape: .journey
        ) {
            Stages("导入进度", Self.stages, current: 0)
            PostForm(to: .organisation(.sheets), frame.tokens, .all([.multipart, .class("stack")])) {
                HiddenField(UnionsPage.Field.subject, subject.rawValue)
                Card("上传文件", id: "file-card") {
                    div(.class("card-body form-narrow stack")) {
                        p { rules }
                        FileField(
                            "file", "\(subject.wording)名单", in: form, accept: ".xlsx,.csv",
                            maxBytes: OrganisationSheet.byteLimit,
                            hint:
                                "xlsx 或 csv，最大 10 MB，最多 \(OrganisationSheet.rowLimit.grouped) 行，可以是下载的模板，也可以是自己的表格。一次最多写入 \(OrganisationSheet.changeLimit.grouped) 行新增和变更。"
                        )
                    }
                }
                DecideBlock("先预览，确认后才写入") {
                    consequence
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("上传并预览", .primary, size: .large, icon: .upload)
                        LinkButton("返回", .unions, size: .large)
                    }
                }
            }
        }.html
    }

    private var rules: String {
        switch subject {
        case .unions:
            "自己的表格写明“工会组织名称”（或“工会编号”）和上级即可，列的顺序不限。已有组织按工会编号识别，没有编号的按上级和名称识别；空白的单元格不改动。"
        case .enterprises:
            "自己的表格写明“统一社会信用代码”和“企业名称”即可，列的顺序不限。企业按统一社会信用代码识别；空白的单元格不改动。"
        }
    }

    private var consequence: String {
        switch subject {
        case .unions: "新建和修改的组织由上级在组织审核管理中审核，同意后生效。没有变化的行不改动。"
        case .enterprises: "企业信息确认后立即生效，会员可以按该企业入会和办理集中参保。没有变化的行不改动。"
        }
    }
}

/// 查看导入结果: the files that the union has uploaded.
public struct OrganisationSheetsPage: Component, Sendable {
    let frame: PageFrame
    let sheets: [OrganisationSheet]
    let subjects: [OrganisationSubject]

    /// - Parameter subjects: what the account may upload.
    public init(_ frame: PageFrame, _ sheets: [OrganisationSheet], subjects: [OrganisationSubject]) {
        (self.frame, self.sheets, self.subjects) = (frame, sheets, subjects)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("查看导入结果", tab: "组织导入结果", above: OrganisationUploadPage.above) { uploads },
            current: .unions
        ) {
            section(.class("card"), .ariaLabel("导入结果")) {
                ListBar("最近 \(sheets.count) 份文件；没有确认的保留 \(OrganisationSheet.daysStaged) 天")
                DataTable(
                    "导入结果", sheets,
                    blank: .nothingYet("还没有导入过组织或企业") {
                        "请下载模板，填写后导入；也可以用自己的表格。"
                    } actions: {
                        uploads
                    },
                    columns: [
                        .moment("时间") { $0.at },
                        .head("文件") { sheet in a(.href(.organisation(.sheet(sheet.id)))) { sheet.fileName } },
                        .text("内容") { $0.subject.wording }, .number("行数") { $0.counts.rows },
                        .number("新增") { $0.counts.added }, .number("变更") { $0.counts.changed },
                        .number("错误") { $0.counts.failed }, .state("状态") { $0.status.badge },
                        .text("操作账号") { $0.account },
                    ])
            }
        }.html
    }

    @HTMLBuilder private var uploads: HTML {
        for subject in subjects {
            LinkButton(
                subject.act, Path.organisation(.sheetNew).url((UnionsPage.Field.subject, subject.rawValue)),
                icon: .upload)
        }
    }
}

extension OrganisationSheet.Status {
    var badge: StateBadge {
        switch self {
        case .staged: StateBadge(wording, .wait)
        case .applied: StateBadge(wording, .done)
        case .discarded: StateBadge(wording)
        }
    }
}
