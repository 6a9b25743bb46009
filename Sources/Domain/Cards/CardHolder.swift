/// A member of the class 关联企业 with his card, if he has one.
public struct CardHolder: Sendable {
    public let member: ID<Member>
    /// The member number 会员编号.
    public let number: String
    public let name: String
    public let document: IdentityDocument
    public let phone: PhoneNumber?
    public let union: ID<Union>
    public let unionName: String
    public let workplace: String
    public let card: Card?
    /// Of his card, or of a lost one that has not been replaced yet; nil when he never had one.
    public let life: CardLife?
    /// The batch that brought the card, or in which he waits for one.
    public let batchNumber: String?

    public struct Card: Sendable {
        public let number: BankCardNumber
        public let status: ServiceCard.Status
        public let issuedOn: CalendarDay

        public init(number: BankCardNumber, status: ServiceCard.Status, issuedOn: CalendarDay) {
            self.number = number
            self.status = status
            self.issuedOn = issuedOn
        }
    }

    public init(
        member: ID<Member>, number: String, name: String, document: IdentityDocument, phone: PhoneNumber? = nil,
        union: ID<Union>, unionName: String, workplace: String, card: Card?, life: CardLife? = nil,
        batchNumber: String?
    ) {
        self.member = member
        self.number = number
        self.name = name
        self.document = document
        self.phone = phone
        self.union = union
        self.unionName = unionName
        self.workplace = workplace
        self.card = card
        self.life = life ?? card.map { CardLife($0.status, replacementAsked: nil) }
        self.batchNumber = batchNumber
    }
}
