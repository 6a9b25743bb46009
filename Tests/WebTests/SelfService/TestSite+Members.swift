import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// An invented member who looks at what is his.
struct TestMember {
    let name: String
    let document: String
    let phone: String
    /// The member's 会员编号.
    let number: String

    static let first = TestMember(name: "会员甲", document: "A12345678", phone: "19900000001", number: "90000000001")
    static let second = TestMember(name: "会员乙", document: "A87654322", phone: "19900000002", number: "90000000002")

    static let name = first.name
    static let document = first.document
    static let phone = first.phone
}

extension TestSite {
    /// Plants a member with a telephone in the first union committee; the second time it is there already.
    func plantMember(_ planted: TestMember = .first) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            let index = seal.index(
                IdentityDocument(type: .passport, number: planted.document, expiry: nil).key, for: .documentNumber)
            guard try transaction.first("SELECT id FROM identity_document WHERE number_index = \(index)") == nil else {
                return
            }
            let union = try #require(try UnionStore(transaction).find(code: "319901000101"))
            let enterprise = try #require(try UnionStore(transaction).enterprises(of: union.id).first)
            let unit = try UnionStore(transaction).unit(of: union, enterprise: enterprise)
            let (person, document, member) = (
                try transaction.newKey(), try transaction.newKey(), try transaction.newKey()
            )
            try transaction.execute(
                """
                INSERT INTO person (id, name, sex, phone_sealed)
                VALUES (\(person), \(planted.name), 'female', \(try seal.seal(planted.phone, in: .phone, row: person)))
                """)
            try transaction.execute(
                """
                INSERT INTO identity_document (id, person_id, type, number_sealed, number_index)
                VALUES (\(document), \(person), \(DocumentType.passport),
                    \(try seal.seal(planted.document, in: .documentNumber, row: document)), \(index))
                """)
            try transaction.execute(
                """
                INSERT INTO member (id, number, person_id, union_id, unit_id, enterprise_id, category, workplace, source,
                    joined_on)
                VALUES (\(member), \(planted.number), \(person), \(union.id), \(unit.id), \(unit.enterprise), 'enterprise',
                    '示例', 'single', '2023-01-01')
                """)
            try transaction.countIn([ID(member)])
        }
    }

    /// A member's browser after the sign-in and the consent.
    func signedInMember(_ planted: TestMember = .first) async throws -> Visitor {
        try await plantMember(planted)
        let visitor = visitor()
        try await visitor.asksForCode(planted.document)
        try await visitor.entersShownCode()
        try await visitor.get("/self-service/consent")
        try await visitor.postForm("/self-service/consent", ["consent": "yes"])
        #expect(try await visitor.get("/self-service").status == 200)
        return visitor
    }
}

extension Visitor {
    @discardableResult
    func asksForCode(_ document: String) async throws -> Answered {
        try await get("/self-service/login")
        return try await postForm("/self-service/login", ["document": document])
    }

    /// Reads the code that a demonstration shows beside the form.
    func shownCode() async throws -> String? {
        let text = try await get("/self-service/login/code").text
        return text.firstMatch(of: /id="shown-code">(\d{6})</).map { String($0.output.1) }
    }

    @discardableResult
    func entersShownCode() async throws -> Answered {
        let code = try #require(try await shownCode())
        return try await postForm("/self-service/login/code", ["code": code])
    }
}
