import Domain
import Markup
import Wording

/// What an account sets for the list: the columns it shows, and filters with a name.
struct MemberListPanels: Component {
    let frame: PageFrame
    let model: MembersPage.Model

    private typealias Field = MembersPage.Field

    var html: HTML {
        div(.class("list-panels")) {
            columns
            filters
        }
    }

    private var columns: HTML {
        details {
            summary {
                Icon.columns
                "列"
            }
            ColumnChooser(to: .memberList(.columns), frame.tokens, items, keeping: model.query.fields)
        }
    }

    private var filters: HTML {
        details(.open(if: model.form.errors[Field.filterName] != nil)) {
            summary {
                Icon.filter
                model.namedFilters.isEmpty ? "常用筛选" : "常用筛选（\(model.namedFilters.count)）"
            }
            div(.class("columns-panel")) {
                if !model.namedFilters.isEmpty { names }
                if model.numbers != nil {
                    p(.class("muted")) { "按名单查找的结果不能保存为常用筛选。" }
                } else if MemberChips.all(model).isEmpty {
                    p(.class("muted")) { "先搜索，再把条件保存为常用筛选，下次一步打开。只有您自己看得到。" }
                } else {
                    naming
                }
            }
        }
    }

    private var items: [ColumnChooser.Item] {
        [.fixed("name", "姓名")]
            + MemberListColumn.allCases.map { .optional($0.rawValue, $0.wording, isShown: model.columns.contains($0)) }
            + [.fixed("card", "是否激活电子会员证"), .fixed("acts", "操作")]
    }

    private var names: HTML {
        ul(.class("named-filters")) {
            for filter in model.namedFilters {
                li {
                    a(.href(filter.query.url)) { filter.name }
                    PostForm(to: .memberList(.nameRemoval), frame.tokens) {
                        HiddenField(Field.token, filter.token)
                        SubmitButton("删除", .quiet, size: .small, .ariaLabel("删除常用筛选\(filter.name)"))
                    }
                }
            }
        }
    }

    @HTMLBuilder private var naming: HTML {
        PostForm(to: .memberList(.names), frame.tokens, .class("row-gap")) {
            for field in model.query.fields { HiddenField(field.name, field.value) }
            TextField(Field.filterName, "把当前条件保存为", in: model.form, hint: "例如：待激活的外包工。同名的会被替换。")
            SubmitButton("保存常用筛选", .plain)
        }
    }
}

/// What became of the numbers that people were selected by; those that nobody has are told back masked.
struct NumbersTold: Component {
    let selection: NumberSelection

    /// So many are written out.
    private static let shown = 100

    var html: HTML {
        Callout(title, selection.missing.isEmpty ? .good : .warning) {
            if !selection.missing.isEmpty {
                p { "没有找到的号码（请核对号码，或确认是否已入会）：" }
                ul(.class("number-list")) {
                    for number in selection.missing.prefix(Self.shown) { li { number } }
                }
                if selection.missing.count > Self.shown {
                    p { "另有 \((selection.missing.count - Self.shown).grouped) 个没有列出。" }
                }
            }
        }
    }

    private var title: String {
        let head = "名单共 \(selection.asked.grouped) 个不同的号码，找到会员 \(selection.found.grouped) 人"
        return selection.missing.isEmpty ? head + "。" : head + "，\(selection.missing.count.grouped) 个号码没有找到。"
    }
}
