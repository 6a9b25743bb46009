import Domain
import Markup

/// Whether a tree shows all that there is at the level that is open.
public enum TreeExtent: Sendable {
    case whole, cut
}

/// The unions beside 会员信息, each with its members: opened level by level, or looked for by a part of the name.
struct MemberTree: Component {
    let model: MembersPage.Model

    private typealias Field = MemberListQuery.Field

    var html: HTML {
        if let found = model.found {
            Tree("工会范围", nodes(found)) {
                search
                if found.isEmpty { p(.class("muted"), .role("status")) { "没有找到这样的工会，请换一部分名称，或输入拼音首字母。" } }
                a(.href(model.query.with { $0.sought = nil }.url)) { "返回工会列表" }
            }.html
        } else {
            Tree("工会范围", level(model.lineage[...])) { search }.html
        }
    }

    /// Goes to an address of its own, which keeps the filter of the list.
    private var search: HTML {
        form(.method(.get), .action(Path.members.url), .role("search")) {
            label(.class("visually-hidden"), .for(Field.sought)) { "查找工会名称、拼音或编号" }
            div(.class("tree-search")) {
                input(
                    .class("form-control is-small"), .type(.search), .id(Field.sought), .name(Field.sought),
                    .placeholder("工会名称、拼音或编号"), .autocomplete("off"), .value(model.query.sought ?? ""))
                SubmitButton("查找", .plain, size: .small)
            }
            for field in model.query.with({ $0.sought = nil }).fields { HiddenField(field.name, field.value) }
        }
    }

    private func level(_ rest: ArraySlice<MembersPage.Place>) -> [Tree.Node] {
        guard let place = rest.first else { return [] }
        let isCurrent = rest.count == 1
        return [
            Tree.Node(
                place.name, count: place.members, url(of: place), .open, isCurrent: isCurrent,
                children: isCurrent ? nodes(model.children) : level(rest.dropFirst()))
        ]
    }

    private func nodes(_ places: [MembersPage.Place]) -> [Tree.Node] {
        var nodes = places.map { place in
            Tree.Node(
                place.name, count: place.members, url(of: place), place.reach,
                isCurrent: model.found != nil && place.id == model.lineage.last?.id)
        }
        if model.extent == .cut {
            nodes.append(Tree.Node("还有更多，请查找", count: nil, model.query.url, .leaf))
        }
        return nodes
    }

    private func url(of place: MembersPage.Place) -> URLText {
        model.query.with {
            $0.under = place.id == model.lineage.first?.id ? nil : place.id
            $0.sought = nil
        }.url
    }
}
