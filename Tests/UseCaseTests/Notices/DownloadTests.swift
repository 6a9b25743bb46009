import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct DownloadTests {
    private func downloads(_ world: MemberWorld) -> Downloads { Downloads(world.platform) }

    private func draft(_ title: String, position: Int = 100) -> DownloadDraft {
        DownloadDraft(title: title, category: "表格模板", position: position)
    }

    private func workbook() throws -> [UInt8] { try Roster.bytes([]) }

    @Test(arguments: Engine.available)
    func `What the centre offers is had as it is, in its order, until it is taken back`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let (downloads, centre, bytes) = (downloads(world), world.occasion(world.centre), try workbook())
        let later = try await downloads.offer(draft("乙", position: 2), name: "乙.exe", bytes, centre).id
        let first = try await downloads.offer(draft("甲", position: 1), name: "甲.xlsx", bytes, centre).id
        #expect(try await downloads.list().map(\.draft.title) == ["甲", "乙"])
        let found = try await downloads.file(later)
        #expect(found.bytes == bytes)
        #expect(found.file.name == "乙.xlsx")
        #expect(found.file.kind == .workbook)
        // It is kept sealed.
        let sealed: [UInt8]? = try await world.platform.database.read {
            try $0.value("SELECT sealed FROM stored_file WHERE purpose = 'download' AND name = '乙.xlsx'")
        }
        #expect(try #require(sealed) != bytes)
        _ = try await downloads.amend(first, to: draft("甲", position: 9), version: 1, centre)
        #expect(try await downloads.list().map(\.draft.title) == ["乙", "甲"])
        await #expect(throws: StaleVersion.self) {
            _ = try await downloads.withdraw(first, version: 1, centre)
        }
        _ = try await downloads.withdraw(first, version: 2, centre)
        #expect(try await downloads.list().map(\.draft.title) == ["乙"])
        await #expect(throws: Refusal.notFound) { _ = try await downloads.file(first) }
        await #expect(throws: Refusal.notFound) { _ = try await downloads.find(first, centre) }
        let kept: SQL = "SELECT count(*) FROM stored_file WHERE purpose = 'download' AND length(sealed) > 0"
        #expect(try await world.count(kept) == 1, "what is withdrawn keeps no content")
    }

    @Test(arguments: Engine.available)
    func `A file is judged by its content, and only the centre offers one`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let (downloads, centre) = (downloads(world), world.occasion(world.centre))
        let refused: [([UInt8], DownloadFileProblem)] = [
            ([], .empty), (Array("MZ program".utf8), .otherKind), (Array("<html></html>".utf8), .otherKind),
            ([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], .damaged), (Array("%PDF-1.7 broken".utf8), .damaged),
            ([0xFF, 0xD8, 0xFF, 0x00], .damaged),
            (Array(repeating: 0x20, count: Download.byteLimit + 1), .tooLarge),
        ]
        for (bytes, problem) in refused {
            await #expect(throws: DownloadRefusal.file(problem), "\(problem)") {
                _ = try await downloads.offer(draft("文件"), name: "说明.pdf", bytes, centre)
            }
        }
        await #expect(throws: DownloadRefusal.file(.missing)) {
            _ = try await downloads.offer(draft("文件"), name: "", [], centre)
        }
        let bytes = try workbook()
        await #expect(throws: DownloadRefusal.problems([.title(limit: 60)])) {
            _ = try await downloads.offer(draft(""), name: "a.xlsx", bytes, centre)
        }
        for actor in [world.clerk, world.officer] {
            await #expect(throws: Refusal.notAllowed(.keepDownloads, .role)) {
                _ = try await downloads.offer(draft("文件"), name: "a.xlsx", bytes, world.occasion(actor))
            }
        }
        #expect(try await downloads.list().isEmpty)
        #expect(try await world.count("SELECT count(*) FROM stored_file WHERE purpose = 'download'") == 0)
    }
}
