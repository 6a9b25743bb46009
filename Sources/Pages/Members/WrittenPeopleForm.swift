import Domain
import Markup

/// The way from what was done to those with whom it was done, in 会员信息.
struct WrittenPeopleForm: Component {
    let path: Path
    let people: Int
    let tokens: FormTokens

    /// The list reaches so many.
    private static let limit = 10_000

    var html: HTML {
        HTML {
            if people > 0, people <= Self.limit {
                PostForm(to: path, tokens, .data("repeatable", "")) {
                    SubmitButton("在会员信息中查看这 \(people.grouped) 人", .plain, icon: .people)
                }
            }
        }
    }
}
