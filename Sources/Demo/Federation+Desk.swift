import Domain
import Spreadsheet
import UseCases

extension Federation {
    /// What the centre has written for everybody: two announcements, a file, whom to call.
    func keepDesk(_ season: Season, on day: CalendarDay) async throws {
        let early = day.adding(days: -19)
        let announcements = Announcements(platform)
        _ = try await announcements.publish(
            AnnouncementDraft(
                title: "2024 年度集中参保工作安排",
                text: """
                    各区局（产业）工会、各基层工会：

                    2024 年度职工互助保障集中参保已经开始，请先核对会员名册，再提交参保名单。没有会员服务卡的会员请尽早办卡，\
                    制卡需要 10 个工作日。各步骤的截止日期见业务工作台。

                    核对步骤见“下载中心”的《参保名单核对清单》，办理中有问题请看“新手指引”或联系“技术支持”。

                    示例市总工会职工服务中心（演示）
                    """,
                audience: .everybody, place: .pinned, from: early), try await season.occasion("centre", early))
        _ = try await announcements.publish(
            AnnouncementDraft(
                title: "请核对本单位经办人和联系电话（必须确认）",
                text: """
                    参保结果和退回原因都按登记的联系人通知。请各单位在提交名单前核对联系人和电话，有变动的在组织查询管理中\
                    申请修改。看完后请点“我已阅读并确认”。
                    """,
                audience: .accounts, reading: .toBeConfirmed, from: day), try await season.occasion("centre", day))
        _ = try await Downloads(platform).offer(
            DownloadDraft(title: "参保名单核对清单", category: "集中参保", position: 10), name: "参保名单核对清单.xlsx",
            try Self.checklist(on: early), try await season.occasion("centre", early, minute: 5))
        _ = try await SupportDesks(platform).save(
            SupportDesk(
                hotline: "000-1234-5678", hours: "周一至周五 9:00–17:30",
                contacts: [
                    SupportDesk.Contact(name: "参保业务（演示）", telephone: "000-1234-5601", hours: "周一至周五 9:00–17:30"),
                    SupportDesk.Contact(name: "会员服务卡（演示）", telephone: "000-1234-5602", hours: "周一至周五 9:00–12:00"),
                    SupportDesk.Contact(name: "账号和登录（演示）", telephone: "000-1234-5603", hours: "工作日 8:30–18:00"),
                ]), try await season.occasion("centre", early, minute: 10))
    }

    private static func checklist(on day: CalendarDay) throws -> [UInt8] {
        let steps = [
            ("会员信息", "名单与在职人员一致；离职人员已转出，退休人员已删除。"),
            ("待确认人员", "核对后确认在职，或写明原因不参保。"),
            ("会员服务卡", "没有卡的会员已提交办卡；即将到期的证件已更新。"),
            ("重复人员", "同一人不在两个单位参保。"),
            ("参保计划", "本单位的计划已选定，锁定后不能更改。"),
            ("提交", "人数与预计一致，再提交上级审核。"),
        ]
        return try WorkbookBytes.write(created: day.start) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: "核对清单",
                    columns: [
                        SheetColumn("序号", width: 8), SheetColumn("核对什么", width: 20), SheetColumn("怎样算完成", width: 60),
                        SheetColumn("完成日期", width: 16),
                    ]))
            try sheet.header()
            for (index, step) in steps.enumerated() {
                try sheet.row([.text("\(index + 1)"), .text(step.0), .text(step.1), .empty])
            }
        }
    }
}
