/// The main part of a workbook: its sheets and its date system (ECMA-376 part 1, 18.2).
final class WorkbookScanner: PartScanner {
    struct Entry {
        let name: String
        let visibility: Sheet.Visibility
        let relationship: String
    }

    private(set) var entries: [Entry] = []
    private(set) var dateSystem = DateSystem.from1900
    /// Whether the root element was that of a workbook.
    private(set) var isWorkbook = false
    private var isInside = false
    private let maximumEntries: Int

    init(maximumEntries: Int) {
        self.maximumEntries = maximumEntries
    }

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        if !isInside {
            isInside = true
            isWorkbook = name == "workbook"
        } else if name == "workbookPr" {
            let flag = attributes.text("date1904")
            dateSystem = flag == "1" || flag == "true" || flag == "on" ? .from1904 : .from1900
        } else if name == "sheet", let relationship = attributes.text("id", .some) {
            guard entries.count < maximumEntries else {
                refusal = .damaged(detail: "more sheets than parts")
                return
            }
            entries.append(
                Entry(
                    name: attributes.text("name") ?? "", visibility: visibility(attributes.text("state")),
                    relationship: relationship))
        }
    }

    private func visibility(_ state: String?) -> Sheet.Visibility {
        switch state {
        case "hidden": .hidden
        case "veryHidden": .veryHidden
        default: .visible
        }
    }
}
