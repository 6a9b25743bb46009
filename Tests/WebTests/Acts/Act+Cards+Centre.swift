import Demo
import Domain
import Testing
import UseCases

@testable import Web

// What the centre writes for everybody, and what it sets.
extension Act {
    static let centre: [Act] = noticeDesk + writtenTexts + registerLists + workingDays

    // MARK: Announcements and downloads

    private static let announcement: KeyValuePairs = [
        "title": "请核对联系人", "text": "看完后请确认。\n第二段", "audience": "accounts", "place": "pinned",
        "reading": "to-be-confirmed", "from": World.demoDay, "through": "2023-12-31",
    ]
    private static let download: KeyValuePairs = ["title": "操作说明图", "category": "操作说明", "position": "10"]

    private static let noticeDesk: [Act] = [
        Act("POST /announcements", as: "centre", writes: "announcement publish") { _ in
            FilledForm([:], announcement)
        },
        Act("POST /announcements/:id/confirmation", as: "shili", writes: "announcement confirm") { stage in
            FilledForm(["id": try await stage.announcement()], ["version": "1"])
        },
        Act("POST /announcements/:id/edit", as: "centre", writes: "announcement save") { stage in
            var form = FilledForm(["id": try await stage.announcement()], announcement)
            form.fields.append((name: "version", value: "1"))
            return form
        },
        Act("POST /downloads/:id/edit", as: "centre", writes: "download save") { stage in
            let offered = try await Downloads(stage.site.platform).offer(
                DownloadDraft(title: "清单", category: "集中参保", position: 1), name: "图.png",
                DownloadRoutesTests.picture, try await stage.occasion(proved: "centre"))
            var form = FilledForm(["id": offered.id.description], download)
            form.fields.append((name: "version", value: "1"))
            return form
        },
        Act("POST /downloads/desk", as: "centre", writes: "download uploaded") { _ in
            FilledForm([:], download, file: (field: "file", name: "图.png", bytes: DownloadRoutesTests.picture))
        },
    ]

    // MARK: Texts and words

    private static let writtenTexts: [Act] = [
        Act("POST /guide/edit", as: "centre", writes: "guide save") { _ in
            FilledForm([:], ["part": "clerk", "version": "0", "text": "## 先看这里\n1. 打开【会员信息】\n见 https://example.com/a"])
        },
        Act("POST /support/edit", as: "centre", writes: "support save") { _ in
            FilledForm(
                [:], ["hotline": "000-8765-4321", "hours": "周一至周六", "contacts": "东海区 | 000-1111 | 全天"])
        },
        Act("POST /dictionaries", as: "centre", writes: "dictionary add") { _ in
            FilledForm([:], ["dictionary": "label", "name": "季节工"])
        },
        Act("POST /dictionaries/names", as: "centre", writes: "dictionary rename") { _ in
            FilledForm([:], ["dictionary": "label", "code": "outsourced", "version": "1", "name": "外包职工"])
        },
    ]

    // MARK: Registers

    private static let registerLists: [Act] = [
        Act("POST /registers", as: "centre", writes: "register staged") { stage in
            FilledForm(
                [:], ["kind": "insured", "as-of": "2023-08-31"],
                file: (field: "file", name: "名单.csv", bytes: try await stage.registerRows()))
        },
        Act("POST /registers/:id/application", as: "centre", writes: "register loaded") { stage in
            FilledForm(["id": try await stage.registerList().description])
        },
        Act("POST /registers/:id/undoing", as: "centre", writes: "register list-undone") { stage in
            let list = try await stage.registerList()
            _ = try await RegisterLists(stage.site.platform).apply(try await stage.occasion(proved: "centre"), list)
            return FilledForm(["id": list.description], ["reason": "导入了上一年的名单"])
        },
    ]

    // MARK: Working days

    private static let workingDays: [Act] = [
        Act("POST /working-days", by: .account("centre"), .nothing(because: "it leads to the page of the year")) { _ in
            FilledForm([:], ["year": "2023"])
        },
        Act("POST /working-days/:year", as: "centre", writes: "working-days save") { stage in
            let sheet = try await WorkingDays(stage.site.platform).sheet(
                2023, try await stage.occasion(proved: "centre"))
            return FilledForm(["year": "2023"], ["stamp": String(sheet.stamp), "text": "假日：12月14日至15日放假"])
        },
    ]
}

extension Stage {
    /// One that every account is asked to confirm.
    fileprivate func announcement() async throws -> String {
        try await Announcements(site.platform).publish(
            AnnouncementDraft(
                title: "季度安排", text: "请阅读。", audience: .accounts, reading: .toBeConfirmed,
                from: try #require(CalendarDay(World.demoDay))), try await occasion(proved: "centre")
        ).id.description
    }

    /// A list of the one member that there is.
    fileprivate func registerRows() async throws -> [UInt8] {
        try await site.plantMember()
        return Array("证件类型,证件号码\n护照,\(TestMember.document)\n".utf8)
    }

    /// A list that waits for its decision.
    fileprivate func registerList() async throws -> ID<RegisterList> {
        try await RegisterLists(site.platform).stage(
            try await occasion(proved: "centre"), .insured, asOf: CalendarDay("2023-08-31"),
            file: try await registerRows(), name: "名单.csv")
    }
}
