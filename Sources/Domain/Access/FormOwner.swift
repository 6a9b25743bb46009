/// Whose typing a form holds that was sent when its session had ended.
public enum FormOwner: Hashable, Sendable {
    case account(ID<Account>)
    /// A member on his own pages.
    case person(ID<Person>)
}
