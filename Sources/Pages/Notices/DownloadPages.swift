public import Domain
public import Markup
import Wording

/// 下载中心: what the centre offers, under its headings.
public struct DownloadsPage: Component, Sendable {
    let frame: PageFrame
    let downloads: [Download]

    public init(_ frame: PageFrame, _ downloads: [Download]) { (self.frame, self.downloads) = (frame, downloads) }

    public var html: HTML {
        Layout(
            frame, PageHead("下载中心", facts: [HTML("共 \(downloads.count.grouped) 个文件")]),
            current: .download(.list)
        ) {
            if downloads.isEmpty {
                section(.class("card")) {
                    Blank.nothingYet("还没有可以下载的文件") { "\(frame.site.federation)上传操作说明和表格后会显示在这里。" }
                }
            }
            for (index, heading) in headings.enumerated() {
                Card(heading.category, id: "category-\(index)") {
                    DataTable(
                        heading.category, heading.downloads,
                        columns: [
                            .head("文件") { one in a(.href(.download(.file(one.id)))) { one.draft.title } },
                            .text("格式和大小") { $0.file.wording },
                            .day("上传日期") { CalendarDay.of($0.addedAt) },
                        ])
                }
            }
        }.html
    }

    /// The categories in the order of their first files.
    private var headings: [(category: String, downloads: [Download])] {
        var headings: [(category: String, downloads: [Download])] = []
        for download in downloads {
            if let place = headings.firstIndex(where: { $0.category == download.draft.category }) {
                headings[place].downloads.append(download)
            } else {
                headings.append((download.draft.category, [download]))
            }
        }
        return headings
    }
}

/// 下载中心管理: a new file, and those that are offered.
public struct DownloadDeskPage: Component, Sendable {
    let frame: PageFrame
    let downloads: [Download]
    let form: FormState

    public init(_ frame: PageFrame, _ downloads: [Download], _ form: FormState) {
        (self.frame, self.downloads, self.form) = (frame, downloads, form)
    }

    /// Names of the forms' fields.
    public enum Field {
        public static let file = "file"
        public static let title = "title"
        public static let category = "category"
        public static let position = "position"
        public static let version = "version"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("下载中心管理", above: [Crumb("系统管理")]) { LinkButton("查看下载中心", .download(.list)) },
            current: .download(.desk), errors: form.errors
        ) {
            Card("上传文件", id: "new") {
                PostForm(to: .download(.desk), frame.tokens, .multipart) {
                    div(.class("card-body stack")) {
                        FileField(
                            Field.file, "文件", in: form, accept: ".pdf,.xlsx,.docx,.png,.jpg,.jpeg",
                            maxBytes: Download.byteLimit,
                            hint: "pdf、xlsx、docx、png、jpg，最大 10 MB。不能含宏、脚本和密码，也不要含会员个人信息。")
                        DownloadFields(form: form)
                        div(.class("row-gap")) { SubmitButton("上传文件", icon: .upload) }
                    }
                }
            }
            Card("已上传的文件", id: "offered", note: "登录的账号都可以下载") {
                DataTable(
                    "已上传的文件", downloads,
                    blank: .nothingYet("还没有文件") { "上传后，登录的账号都可以在下载中心下载。" },
                    columns: [
                        .head("标题") { one in a(.href(.download(.file(one.id)))) { one.draft.title } },
                        .text("分类") { $0.draft.category }, .number("顺序") { $0.draft.position },
                        .text("文件名") { $0.file.name }, .text("格式和大小") { $0.file.wording },
                        .day("上传日期") { CalendarDay.of($0.addedAt) },
                        .actions { one in
                            a(.href(.download(.edit(one.id))), .ariaLabel("修改：" + one.draft.title)) { "修改" }
                            a(.href(.download(.withdrawal(one.id))), .ariaLabel("撤下：" + one.draft.title)) { "撤下" }
                        },
                    ])
            }
        }.html
    }
}

/// What a download is called and where it stands.
struct DownloadFields: Component {
    let form: FormState

    private typealias Field = DownloadDeskPage.Field

    var html: HTML {
        HTML {
            TextField(Field.title, "标题", in: form, hint: "下载中心里显示的名称，最多 \(DownloadDraft.titleLimit) 个字。")
            TextField(
                Field.category, "分类", in: form, hint: "如 操作说明、表格模板；同名的排在一起。最多 \(DownloadDraft.categoryLimit) 个字。")
            TextField(Field.position, "顺序", in: form, .number, hint: "整数，小的排在前面。")
        }
    }
}

/// 修改: title, heading and place of a download.
public struct DownloadFormPage: Component, Sendable {
    let frame: PageFrame
    let download: Download
    let form: FormState

    public init(_ frame: PageFrame, _ download: Download, _ form: FormState) {
        (self.frame, self.download, self.form) = (frame, download, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("修改下载文件", above: [Crumb("下载中心管理", .download(.desk))], facts: [HTML(download.file.name)]),
            current: .download(.desk), errors: form.errors, shape: .journey
        ) {
            PostForm(to: .download(.edit(download.id)), frame.tokens, .class("card")) {
                div(.class("card-body stack")) {
                    HiddenField(DownloadDeskPage.Field.version, String(download.version))
                    DownloadFields(form: form)
                    p(.class("muted")) { "要换文件，请上传新文件后撤下这个。" }
                    div(.class("row-gap")) {
                        SubmitButton("保存修改", size: .large)
                        LinkButton("取消", .download(.desk), size: .large)
                    }
                }
            }
        }.html
    }
}

/// 撤下文件.
public struct DownloadWithdrawalPage: Component, Sendable {
    let frame: PageFrame
    let download: Download

    public init(_ frame: PageFrame, _ download: Download) { (self.frame, self.download) = (frame, download) }

    public var html: HTML {
        Layout(
            frame, PageHead("撤下文件", above: [Crumb("下载中心管理", .download(.desk))]), current: .download(.desk),
            shape: .journey
        ) {
            PostForm(to: .download(.withdrawal(download.id)), frame.tokens) {
                HiddenField(DownloadDeskPage.Field.version, String(download.version))
                DecideBlock("撤下“\(download.draft.title)”") {
                    "撤下后任何人都不能再下载，不能恢复；需要时请重新上传。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("撤下这个文件", .danger, size: .large)
                        LinkButton("返回下载中心管理", .download(.desk), size: .large)
                    }
                }
            }
        }.html
    }
}
