public import Domain
public import Markup
import Wording

/// 查看导入结果: the union's imports, the latest first.
///
/// Eight columns, so that nothing is out of sight on a usual screen; what else was counted stands on the run's page.
public struct MemberImportsPage: Component, Sendable {
    let frame: PageFrame
    let imports: [MemberImport]
    let window: PageWindow

    public init(_ frame: PageFrame, _ imports: [MemberImport], _ window: PageWindow) {
        (self.frame, self.imports, self.window) = (frame, imports, window)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("查看导入结果", above: [Crumb("会员管理"), Crumb("会员信息", .members)]) {
                LinkButton("导入会员", .memberImport, .primary, icon: .upload)
            }, current: .memberImport
        ) {
            section(.class("card"), .ariaLabel("导入结果")) {
                ListBar(window.caption)
                DataTable(
                    "导入结果", imports,
                    blank: .nothingYet("还没有导入过会员") {
                        "请下载模板，填写后导入会员。"
                    } actions: {
                        LinkButton("导入会员", .memberImport, .primary)
                    }, columns: Self.columns)
                Pager(window) { number, size in
                    Path.memberImports.url(
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
        }
    }

    private static var columns: [Column<MemberImport>] {
        [
            .moment("上传时间") { $0.createdAt },
            .head("文件") { run in
                a(.href(.memberImportRun(run.id))) { run.fileName }
                br()
                span(.class("muted")) { "\(run.category.wording) · \(run.unitName)" }
            },
            .number("行数") { $0.counts.rows },
            .number("写入") { $0.counts.written },
            .number("错误") { $0.counts[.failed] },
            Column("状态", .state) { run in
                run.badge
                if run.status == .staged {
                    span(.class("hint nowrap")) {
                        "最迟 "
                        run.lastDay.htmlShort
                    }
                }
            },
            .text("操作账号", absent: "命令行") { $0.createdBy },
            .actions("下一步") { run in
                let step = run.nextStep
                a(.href(step.path), .ariaLabel("\(step.words)：\(run.fileName)")) { step.words }
            },
        ]
    }
}
