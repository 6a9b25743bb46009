public import Domain
import Spreadsheet
import UseCases
import Wording

/// Lists of invented people as real workbooks, the way clerks and registers send them.
public enum RosterWorkbook {
    /// A filled import template of one union.
    public static func members(
        _ people: [InventedPerson], of union: Union, workplace: String?, on day: CalendarDay
    ) throws -> [UInt8] {
        let header = MemberColumn.allCases.map(\.header)
        let rows = people.map { person in
            MemberColumn.allCases.map { cell($0, person, union, workplace) }
        }
        return try workbook("会员信息", header, rows, on: day)
    }

    private static func cell(
        _ column: MemberColumn, _ person: InventedPerson, _ union: Union, _ workplace: String?
    ) -> String {
        switch column {
        case .name: person.name
        case .documentType: person.document.type.wording
        case .documentNumber: person.document.number
        case .phone: person.phone
        case .sex: person.sex.wording
        case .unionName: union.name
        case .unionCode: union.code
        case .workplace: workplace ?? ""
        case .address: person.address
        case .documentExpiry: expiry(person.document.expiry)
        case .label, .household, .post: ""
        }
    }

    private static func expiry(_ expiry: IdentityDocument.Expiry?) -> String {
        switch expiry {
        case .date(let day): day.description
        case .longTerm: "长期"
        case nil: ""
        }
    }

    /// A list of the social-insurance register: 证件类型, 证件号码.
    public static func register(_ people: [InventedPerson], on day: CalendarDay) throws -> [UInt8] {
        try workbook(
            "名单", [MemberColumn.documentType.wording, MemberColumn.documentNumber.wording],
            people.map { [$0.document.type.wording, $0.document.number] }, on: day)
    }

    private static func workbook(
        _ name: String, _ header: [String], _ rows: [[String]], on day: CalendarDay
    ) throws -> [UInt8] {
        try WorkbookBytes.write(created: day.start) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(name: name, columns: header.map { SheetColumn($0, width: 20) }))
            try sheet.header()
            for row in rows { try sheet.row(row.map { $0.isEmpty ? .empty : .text($0) }) }
        }
    }
}
