import Domain
import Foundation
import Store

/// How a row is written into its sealed staging text: the cells, then what is wrong with them.
enum StagedText {
    private static let cellEnd: Character = "\u{1F}"
    private static let rowEnd: Character = "\u{1E}"

    static func write(_ row: MemberRow, _ problems: [MemberProblem]) throws -> String {
        var text = ""
        for column in MemberColumn.allCases {
            let cell = row[column]
            text.append(cell.form == .numeric ? "n" : "t")
            text +=
                cell.text.contains { $0 == cellEnd || $0 == rowEnd }
                ? String(cell.text.map { $0 == cellEnd || $0 == rowEnd ? " " : $0 }) : cell.text
            text.append(cellEnd)
        }
        text.append(rowEnd)
        if !problems.isEmpty { text += String(decoding: try JSONEncoder().encode(problems), as: UTF8.self) }
        return text
    }

    static func read(_ staged: MemberImportStore.StagedRow) throws -> (row: MemberRow, problems: [MemberProblem]) {
        try read(staged.text, number: staged.number)
    }

    static func read(_ text: String, number: Int) throws -> (row: MemberRow, problems: [MemberProblem]) {
        let halves = text.split(separator: rowEnd, maxSplits: 1, omittingEmptySubsequences: false)
        var row = MemberRow(number: number)
        let cells = (halves.first ?? "").split(separator: cellEnd, omittingEmptySubsequences: false)
        for (column, cell) in zip(MemberColumn.allCases, cells) where cell.count > 1 {
            row[column] = MemberRow.Cell(String(cell.dropFirst()), cell.hasPrefix("n") ? .numeric : .text)
        }
        guard halves.count == 2, !halves[1].isEmpty else { return (row, []) }
        return (row, try JSONDecoder().decode([MemberProblem].self, from: Data(halves[1].utf8)))
    }
}

extension MemberImportStore.StagedRow {
    /// - Parameter defaults: tell which repair can be carried out for the row.
    init(_ resolution: Resolution, _ defaults: RowDefaults) throws {
        let judged = resolution.judged
        self.init(
            number: judged.row.number, outcome: resolution.outcome,
            group: defaults.group(of: judged.row, judged.problems),
            keys: resolution.indexes.map { Keys($0) }, text: try StagedText.write(judged.row, judged.problems))
    }

    /// A row that the clerk does not want: it stays as it was read, and meets no other row.
    init(leftOut row: MemberRow) throws {
        self.init(
            number: row.number, outcome: .skipped, group: nil, isLeftOut: true, keys: nil,
            text: try StagedText.write(row, []))
    }
}
