public import Domain
public import Markup
import Wording

/// 灵活就业管理: the kinds, each with its members.
public struct FlexiblePage: Component, Sendable {
    let frame: PageFrame
    let kinds: [Kind]
    let tools: MembersPage.Tools
    let keeping: Keeping

    public init(_ frame: PageFrame, _ kinds: [Kind], tools: MembersPage.Tools, keeping: Keeping) {
        (self.frame, self.kinds, self.tools, self.keeping) = (frame, kinds, tools, keeping)
    }

    public struct Kind: Sendable {
        let entry: DictionaryEntry
        let members: Int

        public init(_ entry: DictionaryEntry, members: Int) { (self.entry, self.members) = (entry, members) }
    }

    /// Whether the account keeps the kinds.
    public enum Keeping: Sendable {
        case none, kinds
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("灵活就业管理", facts: [HTML("共 \(kinds.reduce(0) { $0 + $1.members }.grouped) 人")]) {
                switch keeping {
                case .none: HTML()
                case .kinds:
                    LinkButton(
                        "维护类别",
                        Path.dictionary(.list).url(
                            (name: DictionaryPage.Field.dictionary, value: MemberDictionary.flexibleKind.rawValue)))
                }
            },
            current: .flexible
        ) {
            Card("灵活就业类别", id: "kinds") {
                DataTable(
                    "灵活就业类别", kinds, columns: columns,
                    foot: {
                        tr {
                            th(.scope(.row)) { "合计" }
                            td { "" }
                            td(.class("num")) { kinds.reduce(0) { $0 + $1.members }.grouped }
                            td { "" }
                        }
                    })
            }
        }
    }

    private var columns: [Column<Kind>] {
        [
            .head("类别") { $0.entry.name },
            .state("状态") { StateBadge($0.entry.standing.wording, $0.entry.standing == .offered ? .done : .plain) },
            .number("会员数") { $0.members },
            .actions { kind in
                a(.href(list(kind)), .ariaLabel("查看\(kind.entry.name)会员")) { "查看" }
                if tools == .importMembers, kind.entry.standing == .offered {
                    a(.href(importing(kind)), .ariaLabel("导入\(kind.entry.name)会员")) { "导入" }
                    a(.href(adding(kind)), .ariaLabel("新增\(kind.entry.name)会员")) { "新增" }
                }
            },
        ]
    }

    private func list(_ kind: Kind) -> URLText {
        var query = MemberListQuery()
        (query.category, query.flexibleKind) = (.flexible, kind.entry.code)
        return query.url
    }

    private func importing(_ kind: Kind) -> URLText {
        Path.memberImport.url(
            (name: MemberImportPage.Field.category, value: MemberCategory.flexible.rawValue),
            (name: MemberImportPage.Field.flexibleKind, value: kind.entry.code))
    }

    private func adding(_ kind: Kind) -> URLText {
        Path.memberList(.new).url(
            (name: MemberFormPage.Field.category, value: MemberCategory.flexible.rawValue),
            (name: MemberFormPage.Field.flexibleKind, value: kind.entry.code))
    }
}
