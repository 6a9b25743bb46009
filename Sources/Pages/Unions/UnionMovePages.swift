public import Domain
public import Markup
import Wording

/// 删除组织: what is in the way, or why.
public struct UnionDissolutionPage: Component, Sendable {
    let frame: PageFrame
    let union: Union
    let obstacles: [String]
    let form: FormState

    /// - Parameter obstacles: in sentences, each with what to do.
    public init(_ frame: PageFrame, _ union: Union, obstacles: [String], form: FormState = FormState()) {
        (self.frame, self.union, self.obstacles, self.form) = (frame, union, obstacles, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "删除组织", above: [Crumb("组织管理"), Crumb("组织查询管理", .unions), Crumb(union.name, .union(union.id))],
                facts: [HTML(union.name), HTML(union.kind.wording), HTML("工会编号 \(union.code)")]),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            if obstacles.isEmpty {
                PostForm(to: .organisation(.dissolution(union.id)), frame.tokens, .class("stack")) {
                    Card("删除原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                OrganisationFormPage.Field.note, "删除原因", in: form, rows: 2,
                                hint: "上级会看到，最多 \(UnionRequest.reasonLimit) 个字。")
                        }
                    }
                    DecideBlock("申请删除 \(union.name)") {
                        "由上级组织审核。同意后该组织不再出现，其账号停用、组织码作废，不能恢复；历史记录保留。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("提交删除申请", .danger, size: .large)
                            LinkButton("返回", .union(union.id), size: .large)
                        }
                    }
                }
            } else {
                Callout("现在不能删除", .warning) { ul { for sentence in obstacles { li { sentence } } } }
                div(.class("row-gap")) { LinkButton("返回", .union(union.id)) }
            }
        }.html
    }
}

/// 转移组织: under which union, and why.
public struct UnionTransferPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var union: Union
        public var superior: String?
        public var districts: [(id: ID<Union>, name: String)]
        public var targets: [(id: ID<Union>, name: String, kind: UnionKind)]
        /// Whether the search has found more than is shown.
        public var reach: Reach
        public var subordinates: Int
        public var lockedUnits: Int

        public enum Reach: Sendable {
            case whole, cut
        }

        public init(
            _ union: Union, superior: String?, districts: [(id: ID<Union>, name: String)],
            targets: [(id: ID<Union>, name: String, kind: UnionKind)], reach: Reach, subordinates: Int,
            lockedUnits: Int
        ) {
            (self.union, self.superior, self.districts) = (union, superior, districts)
            (self.targets, self.reach) = (targets, reach)
            (self.subordinates, self.lockedUnits) = (subordinates, lockedUnits)
        }
    }

    /// Names of the fields.
    public enum Field {
        public static let district = "district"
        public static let name = "q"
        public static let superior = "superior"
        public static let note = "note"
        /// The button that looks for unions and sends nothing.
        public static let search = "search"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "转移组织",
                above: [Crumb("组织管理"), Crumb("组织查询管理", .unions), Crumb(model.union.name, .union(model.union.id))],
                facts: [
                    HTML(model.union.name), model.superior.map { HTML("现在的上级：\($0)") } ?? HTML(),
                    HTML("连同 \(model.subordinates.grouped) 个下级组织"),
                ]),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            if model.lockedUnits > 0 {
                Callout("现在不能转移", .warning) {
                    p { Refusal.unionLocked(units: model.lockedUnits).wording }
                    p { LinkButton("返回", .union(model.union.id)) }
                }
            } else {
                PostForm(to: .organisation(.transfer(model.union.id)), frame.tokens, .class("stack")) {
                    Card("查找新的上级组织", id: "search") { search }
                    Card("新的上级组织和原因", id: "target") { target }
                    if !model.targets.isEmpty { send }
                }
            }
        }.html
    }

    private var search: HTML {
        div(.class("card-body form-grid")) {
            SelectField(
                Field.district, "所属区局（产业）", in: form,
                model.districts.map { Choice($0.id.description, $0.name) }, blank: nil)
            TextField(
                Field.name, "上级组织名称", in: form, .search, hint: "输入名称的一部分，或 12 位工会编号。", need: .optional)
            // The first button of the form, so that Enter in a field looks for unions.
            div(.class("is-wide")) {
                SubmitButton("查找组织", .plain, icon: .search, .name(Field.search), .value("yes"))
            }
        }
    }

    private var target: HTML {
        div(.class("card-body stack")) {
            if model.targets.isEmpty {
                p { "没有找到可以作为上级的组织，请更换区局或减少名称的字数后再查找。" }
            } else {
                RadioField(
                    Field.superior, "新的上级组织", in: form,
                    model.targets.map { Choice($0.id.description, $0.name, hint: $0.kind.wording) },
                    hint: model.reach == .cut ? "只列出前 \(model.targets.count) 个，请输入名称缩小范围。" : nil)
            }
            TextArea(Field.note, "转移原因", in: form, rows: 2, hint: "审核的上级会看到，最多 \(UnionRequest.reasonLimit) 个字。")
        }
    }

    private var send: HTML {
        DecideBlock("申请转移 \(model.union.name)") {
            "由同时管理新旧上级的组织审核。同意后该组织连同 \(model.subordinates.grouped) 个下级、账号一起归到新的上级；转到其他区局的，未办结的参保名单退回重新提交。"
        } content: {
            div(.class("row-gap")) {
                SubmitButton("提交转移申请", .primary, size: .large)
                LinkButton("返回", .union(model.union.id), size: .large)
            }
        }.html
    }
}
