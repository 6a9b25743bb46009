public import Domain
import Markup
import Wording

/// The filter of 会员信息; sent by POST, because names and numbers are asked for.
struct MemberFilterForm: Component {
    let frame: PageFrame
    let model: MembersPage.Model

    private typealias Field = MemberListQuery.Field

    var html: HTML {
        FilterForm(
            .memberFilter, .kept(frame.tokens), reset: cleared.url, moreInUse: MemberChips.more(model)
        ) {
            TextField(Field.name, "姓名或拼音", in: model.form)
            TextField(Field.document, "证件号", in: model.form, .documentNumber)
            TextField(Field.phone, "手机号（完整或后 4 位）", in: model.form, .phone)
            SelectField(
                Field.source, "会员来源", in: model.form,
                MemberSource.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            if model.numbers != nil, let kept = model.query.kept { HiddenField(Field.kept, kept) }
            if let under = model.query.under { HiddenField(Field.under, under.description) }
            HiddenField(Field.size, String(model.query.page.size))
        } more: {
            words(Field.label, .label)
            TextField(Field.union, "所在工会（名称或编号）", in: model.form)
            TextField(Field.workplace, "单位名称", in: model.form)
            SelectField(
                Field.electronicCard, "是否激活电子会员证", in: model.form,
                ElectronicCard.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            SelectField(
                Field.category, "会员类别", in: model.form,
                MemberCategory.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            words(Field.flexibleKind, .flexibleKind)
            words(Field.household, .household)
            words(Field.post, .post)
            SelectField(
                Field.pending, "办理中的申请", in: model.form,
                PendingRequests.Kind.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            SelectField(
                Field.standing, "会籍状态", in: model.form,
                MemberFilter.Standing.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "在会")
        }
    }

    private func words(_ field: String, _ dictionary: MemberDictionary) -> SelectField {
        SelectField(
            field, dictionary.wording, in: model.form,
            (model.words[dictionary] ?? []).map { Choice($0.code, $0.name) }, blank: "全部")
    }

    private var cleared: MemberListQuery {
        var query = MemberListQuery()
        query.under = model.query.under
        return query
    }
}

extension MembersPage {
    /// The conditions in force, in words.
    public static func conditions(
        _ query: MemberListQuery, _ form: FormState, words: [MemberDictionary: [DictionaryEntry]],
        numbers: NumberSelection?
    ) -> [String] {
        MemberChips.all(
            Model(
                rows: [], count: BoundedCount(counted: 0, bound: 1), query: query, form: form, lineage: [],
                children: [], words: words, numbers: numbers, tools: .look)
        ).map(\.words)
    }
}

/// The conditions in force, each with the list without it.
enum MemberChips {
    static func all(_ model: MembersPage.Model) -> [Chip] {
        var chips: [Chip] = []
        let query = model.query
        if query.kept != nil {
            // One token holds them all; what they are is not said in an address.
            let name = model.form[MemberListQuery.Field.name]
            let parts = [
                model.numbers.map { "名单：\($0.asked.grouped) 个号码" }, name.isEmpty ? nil : "姓名：\(name)",
                model.form[MemberListQuery.Field.document].isEmpty ? nil : "证件号",
                model.form[MemberListQuery.Field.phone].isEmpty ? nil : "手机号",
            ].compactMap(\.self)
            chips.append(Chip(parts.joined(separator: "、"), without: query.with { $0.kept = nil }.url))
        }
        if let source = query.source {
            chips.append(Chip("会员来源：\(source.wording)", without: query.with { $0.source = nil }.url))
        }
        return chips + more(model)
    }

    /// Those of the folded part.
    static func more(_ model: MembersPage.Model) -> [Chip] {
        let query = model.query
        var chips: [Chip] = []
        func word(_ dictionary: MemberDictionary, _ code: String?, without query: MemberListQuery) {
            guard let code else { return }
            let name = model.words[dictionary]?.first { $0.code == code }?.name ?? code
            chips.append(Chip("\(dictionary.wording)：\(name)", without: query.url))
        }
        word(.label, query.label, without: query.with { $0.label = nil })
        if let union = query.union {
            chips.append(Chip("所在工会：\(union)", without: query.with { $0.union = nil }.url))
        }
        if let workplace = query.workplace {
            chips.append(Chip("单位名称：\(workplace)", without: query.with { $0.workplace = nil }.url))
        }
        if let card = query.electronicCard {
            chips.append(Chip("电子会员证：\(card.wording)", without: query.with { $0.electronicCard = nil }.url))
        }
        if let category = query.category {
            chips.append(Chip("会员类别：\(category.wording)", without: query.with { $0.category = nil }.url))
        }
        word(.flexibleKind, query.flexibleKind, without: query.with { $0.flexibleKind = nil })
        word(.household, query.household, without: query.with { $0.household = nil })
        word(.post, query.post, without: query.with { $0.post = nil })
        if let pending = query.pending {
            chips.append(Chip("办理中的申请：\(pending.wording)", without: query.with { $0.pending = nil }.url))
        }
        if let standing = query.standing {
            chips.append(Chip("会籍状态：\(standing.wording)", without: query.with { $0.standing = nil }.url))
        }
        return chips
    }
}
