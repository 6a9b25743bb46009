public import Domain
public import Markup
import Wording

/// 删除企业: what is in the way, or why.
public struct EnterpriseRemovalPage: Component, Sendable {
    let frame: PageFrame
    let enterprise: Enterprise
    let union: Union
    let obstacles: UnionObstacles
    let form: FormState

    public init(
        _ frame: PageFrame, _ enterprise: Enterprise, of union: Union, obstacles: UnionObstacles,
        form: FormState = FormState()
    ) {
        (self.frame, self.enterprise, self.union) = (frame, enterprise, union)
        (self.obstacles, self.form) = (obstacles, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "删除企业", above: [Crumb("组织管理"), Crumb("组织查询管理", .unions), Crumb(union.name, .union(union.id))],
                facts: [HTML(enterprise.name), HTML("统一社会信用代码 \(enterprise.code)")]),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            if obstacles.isEmpty {
                PostForm(to: .organisation(.enterpriseRemoval(enterprise.id)), frame.tokens, .class("stack")) {
                    Card("删除原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                OrganisationFormPage.Field.note, "删除原因", in: form, rows: 2,
                                hint: "如：登记错误，已注销。最多 \(UnionRequest.reasonLimit) 个字。")
                        }
                    }
                    DecideBlock("删除 \(enterprise.name)") {
                        "立即生效：业务工作台不再能选择该企业，它的统一社会信用代码可以由其他工会登记；以往的参保和变更记录保留。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("删除该企业", .danger, size: .large)
                            LinkButton("返回", .union(union.id), size: .large)
                        }
                    }
                }
            } else {
                Callout("现在不能删除", .warning) { ul { for sentence in obstacles.sentences { li { sentence } } } }
                div(.class("row-gap")) { LinkButton("返回", .union(union.id)) }
            }
        }.html
    }
}
