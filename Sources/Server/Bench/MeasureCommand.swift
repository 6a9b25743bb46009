import ArgumentParser
import Demo
import Domain
import Foundation
import Spreadsheet
import UseCases

extension BenchCommand {
    /// One measurement in a process of its own, so that its memory is its own.
    struct Measure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "measure", shouldDisplay: false)

        enum Work: String, ExpressibleByArgument, CaseIterable {
            case read, write, compare, cards, submit, unions
            case importInSteps = "import"
            case importAtOnce = "import-command"
        }

        @Argument var work: Work
        /// Under another name than the contest's own option, which would take it.
        @Option(name: .customLong("people")) var rows: Int
        /// The workbook that is read, or written.
        @Option var file: String
        /// A folder with a city, which is copied.
        @Option var city: String

        func run() async throws {
            switch work {
            case .read: try await read()
            case .write: try await write()
            case .compare: try await withCity(compare)
            case .cards: try await withCity(cards)
            case .submit: try await withCity(submit)
            case .unions: try await unions()
            case .importInSteps: try await withCity(importInSteps)
            case .importAtOnce: try await withCity(importAtOnce)
            }
        }

        private func read() async throws {
            var cells = 0
            let measured = try await Measurement.of("read", rows: rows) {
                let workbook = try Workbook.open(path: file, limits: WorkbookLimits(maximumRows: rows + 1))
                guard let sheet = workbook.sheets.first else { return }
                try workbook.rows(of: sheet) { row in cells += row.cells.count { !$0.isEmpty } }
            }
            guard cells >= rows * 10 else { throw CommandFailure("\(file) 只有 \(cells) 个单元格。") }
            try measured.print()
        }

        /// A thousand different rows over and over, made beforehand: the peers do the same.
        private func write() async throws {
            let city = InventedCity(members: 1_000, unions: 1, seed: 1)
            let made = (0..<1_000).compactMap { city.resident($0)?.entry }.map { entry -> [OutputCell] in
                [
                    .text(entry.name), .text("居民身份证"), .text(entry.document.number), .text(entry.phone.rawValue),
                    .text(entry.sex.rawValue), .text("虚构1号公司工会委员会"), .text("319901100001"), .text("虚构1号公司"),
                    .text(entry.address ?? ""), .text("2038-07-01"),
                ]
            }
            try await Measurement.of("write", rows: rows) {
                let writer = try WorkbookWriter(path: file, created: 1_700_000_000)
                let sheet = try writer.addSheet(
                    SheetPlan(name: "会员信息", columns: (0..<10).map { SheetColumn("列\($0)", width: 20) }))
                try sheet.header()
                for row in 0..<rows { try sheet.row(made[row % made.count]) }
                try writer.close()
            }.print()
        }

        // MARK: With a city

        private func withCity(_ body: (BenchPlace) async throws -> Void) async throws {
            let files = FileManager.default
            let folder = files.temporaryDirectory.appendingPathComponent("gonghui-bench-\(UUID().uuidString)").path
            defer { try? files.removeItem(atPath: folder) }
            try files.copyItem(atPath: city, toPath: folder)
            let place = try await BenchPlace(folder: folder, file: file)
            try await body(place)
            try await place.close()
        }

        /// As on the pages: upload to preview, then the confirmation; what a request does not wait for, the worker does.
        private func importInSteps(_ place: BenchPlace) async throws {
            let imports = MemberImports(place.platform)
            var id: ID<MemberImport>?
            var staging = try await Measurement.of("import-preview", rows: rows) {
                id = try await imports.stage(
                    place.upload, as: .enterprise(place.enterprise.id), waiting: .short, place.occasion)
                while try await RosterJobs(place.platform).work({ place.occasion.now }) {}
            }
            staging.longestWriteSeconds = place.database.longestWrite.seconds
            try staging.print()
            guard let id else { throw Refusal.notFound }
            try await Measurement.of("import-confirm", rows: rows) {
                _ = try await imports.confirm(id, waiting: .short, place.occasion)
                while try await RosterJobs(place.platform).work({ place.occasion.now }) {}
            }.print()
            let done = try await imports.preview(
                id, rows: .failed, group: nil, after: 0, place.occasion
            ).memberImport
            guard done.status == .applied else { throw CommandFailure("导入没有完成：\(done.status)。") }
            try check(done.counts[.new])
        }

        private func importAtOnce(_ place: BenchPlace) async throws {
            var written = 0
            try await Measurement.of("import-command", rows: rows) { written = try await place.importAtOnce() }.print()
            try check(written)
        }

        private func check(_ written: Int) throws {
            guard written == rows else { throw CommandFailure("应导入 \(rows) 人，实际 \(written) 人。") }
        }

        /// As on the pages: a whole roster against the roll, of which it differs in three of a hundred people.
        private func compare(_ place: BenchPlace) async throws {
            let comparisons = MemberComparisons(place.platform)
            var id: ID<MemberComparison>?
            var measured = try await Measurement.of("compare", rows: rows) {
                id = try await comparisons.compare(
                    place.upload, as: .enterprise(place.enterprise.id), .unit, waiting: .short, place.occasion)
                while try await RosterJobs(place.platform).work({ place.occasion.now }) {}
            }
            measured.longestWriteSeconds = place.database.longestWrite.seconds
            try measured.print()
            guard let id else { throw Refusal.notFound }
            let found = try await comparisons.sheet(id, .new, after: 0, place.occasion).comparison.counts
            let expected = RosterFile.differences(rows)
            guard (found.new, found.changed, found.missing) == expected, found.failed == 0 else {
                throw CommandFailure("比对结果应为 \(expected)，实际为 \(found)。")
            }
        }
    }
}
