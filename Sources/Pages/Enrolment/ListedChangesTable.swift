import Domain
import Markup
import Wording

/// Who has come to a list and who has left it, and why; the first of them where they are many.
struct ListedChangesTable: Component {
    let caption: String
    let changes: [ListedChange]
    let people: Int
    let same: String

    /// - Parameters:
    ///   - people: how many changed in all.
    ///   - same: what is said where nobody did.
    init(_ caption: String, _ changes: [ListedChange], of people: Int, same: String) {
        (self.caption, self.changes, self.people, self.same) = (caption, changes, people, same)
    }

    @HTMLBuilder var html: HTML {
        DataTable(
            caption, changes, blank: .nothingYet("名单没有变动") { same },
            columns: [
                Column("变动", .line) { entry in
                    span(.class(entry.change.direction == .added ? "plus" : "minus")) {
                        entry.change.directionWording
                    }
                },
                .head("姓名") { HTML($0.person.name) }, .text("证件号码") { $0.person.document.masked },
                .text("原因") { $0.change.reasonWording },
                .day("时间", absent: "未记录") { EnrolmentCheckPage.day(of: $0) },
            ])
        if people > changes.count {
            p(.class("card-body muted")) {
                "只显示前 \(changes.count.grouped) 人，共变动 \(people.grouped) 人。"
            }
        }
    }
}
