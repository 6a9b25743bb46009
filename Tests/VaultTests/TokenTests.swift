import Testing
import Vault

@Suite struct TokenTests {
    @Test("a token has 256 bits, and its text gives it back")
    func roundTrip() {
        for _ in 0..<100 {
            let token = Token.random()
            #expect(token.text.utf8.count == 43)
            #expect(Token(text: token.text) == token)
            #expect(Token(text: token.text)?.hash == token.hash)
        }
        #expect(Token.random() != Token.random())
    }

    @Test("there is one text for a token")
    func malformed() {
        let text = String(repeating: "A", count: 43)
        #expect(Token(text: text) != nil)
        #expect(Token(text: text)?.hash.count == 32)
        let shorter = String(text.dropLast())
        for ending in ["", "AA", "B", "=", "+", "/", " ", "甲"] {
            let wrong = shorter + ending
            #expect(Token(text: wrong) == nil)
        }
    }

    @Test("a token does not print itself")
    func description() {
        let token = Token.random()
        #expect("\(token)" == "token")
        #expect(String(reflecting: token) == "token")
    }
}

@Suite struct RecoveryCodeTests {
    @Test("a code is read however it is typed")
    func typed() throws {
        let code = RecoveryCode.random()
        #expect(code.text.count == 19)
        let loose = code.text.lowercased().replacing("-", with: " ").replacing("o", with: "0").replacing("b", with: "8")
        #expect(RecoveryCode(typed: loose)?.hash == code.hash)
        #expect(RecoveryCode(typed: code.text.replacing("-", with: "")) == code)
        #expect(code.hash.count == 32)
        #expect("\(code)" == "recovery code")
    }

    @Test(
        "what cannot be a code is refused",
        arguments: ["", "ABCD", "ABCD-EFGH-IJKL-MNO9", "ABCD-EFGH-IJKL-MNOPQ", "会员"])
    func malformed(text: String) {
        #expect(RecoveryCode(typed: text) == nil)
    }

    @Test("a set has ten different codes")
    func set() {
        #expect(Set(RecoveryCode.set().map(\.text)).count == 10)
        #expect(RecoveryCode.set(of: -1).isEmpty)
    }
}
