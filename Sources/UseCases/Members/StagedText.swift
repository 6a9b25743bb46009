import Domain
import Foundation
import Store

/// How a row is written into its sealed staging text: the cells, then what is wrong with them.
enum StagedText {
    private static let cellEnd: UInt8 = 0x1F
    private static let rowEnd: UInt8 = 0x1E

    static func write(_ row: MemberRow, _ problems: [MemberProblem]) throws -> String {
        var text = ""
        text.reserveCapacity(256)
        for column in MemberColumn.allCases {
            let cell = row[column]
            text += cell.form == .numeric ? "n" : "t"
            text +=
                cell.text.utf8.contains { $0 == cellEnd || $0 == rowEnd }
                ? String(decoding: cell.text.utf8.map { $0 == cellEnd || $0 == rowEnd ? 0x20 : $0 }, as: UTF8.self)
                : cell.text
            text += "\u{1F}"
        }
        text += "\u{1E}"
        if !problems.isEmpty { text += String(decoding: try JSONEncoder().encode(problems), as: UTF8.self) }
        return text
    }

    static func read(_ staged: MemberImportStore.StagedRow) throws -> (row: MemberRow, problems: [MemberProblem]) {
        var (row, problems) = try read(staged.text, number: staged.number)
        row.nameChoice = staged.nameChoice
        return (row, problems)
    }

    static func read(_ text: String, number: Int) throws -> (row: MemberRow, problems: [MemberProblem]) {
        var row = MemberRow(number: number)
        let text = text.utf8
        var start = text.startIndex
        for column in MemberColumn.allCases {
            guard let end = text[start...].firstIndex(where: { $0 == cellEnd || $0 == rowEnd }), text[end] == cellEnd
            else { break }
            let cell = text[start..<end]
            if cell.count > 1 {
                row[column] = MemberRow.Cell(
                    String(Substring(cell.dropFirst())), cell.first == UInt8(ascii: "n") ? .numeric : .text)
            }
            start = text.index(after: end)
        }
        guard let end = text[start...].firstIndex(of: rowEnd) else { return (row, []) }
        let problems = text[text.index(after: end)...]
        guard !problems.isEmpty else { return (row, []) }
        return (row, try JSONDecoder().decode([MemberProblem].self, from: Data(problems)))
    }
}

extension MemberImportStore.StagedRow {
    /// - Parameter defaults: tell which repair can be carried out for the row.
    init(_ resolution: Resolution, _ defaults: RowDefaults) throws {
        let judged = resolution.judged
        self.init(
            number: judged.row.number, outcome: resolution.outcome,
            group: defaults.group(of: judged.row, judged.problems), nameChoice: judged.row.nameChoice,
            keys: resolution.indexes.map { Keys($0) }, text: try StagedText.write(judged.row, judged.problems))
    }

    /// A row that the clerk does not want: it stays as it was read, and meets no other row.
    init(leftOut row: MemberRow) throws {
        self.init(
            number: row.number, outcome: .skipped, group: nil, isLeftOut: true, nameChoice: row.nameChoice,
            keys: nil,
            text: try StagedText.write(row, []))
    }
}
