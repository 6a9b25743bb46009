import Testing

@testable import Vault

@Suite struct OneTimePasswordTests {
    let vectors = OneTimePassword(secret: Array("12345678901234567890".utf8), digits: 8)

    @Test(
        "the vectors of RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, code: String) throws {
        #expect(vectors.code(at: seconds * 1_000) == code)
        let six = try #require(OneTimePassword(base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(six.code(at: seconds * 1_000) == String(code.suffix(6)))
    }

    @Test("one step to either side is accepted, and a code works once")
    func window() throws {
        let password = try #require(OneTimePassword(base32: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"))
        let now: Int64 = 1_700_000_010_000
        let step = OneTimePassword.step(at: now)
        for offset in [-1, 0, 1] as [Int64] {
            let code = password.code(at: now + offset * 30_000)
            #expect(password.verify(code, at: now, lastUsed: nil) == step + offset)
            #expect(password.verify(code, at: now, lastUsed: step + offset) == nil)
            #expect(password.verify(code, at: now, lastUsed: step + offset - 1) == step + offset)
        }
        #expect(password.verify(password.code(at: now - 60_000), at: now, lastUsed: nil) == nil)
        #expect(password.verify(password.code(at: now + 60_000), at: now, lastUsed: nil) == nil)
    }

    @Test("codes are read as people type them, and nonsense is wrong")
    func typed() throws {
        let password = try #require(OneTimePassword(base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(password.verify(" 287 082 ", at: 59_000, lastUsed: nil) == 1)
        #expect(password.verify("２８７０８２", at: 59_000, lastUsed: nil) == 1)
        for nonsense in ["", "28708", "2870822", "二八七零八二", "287083", "\u{0}"] {
            #expect(password.verify(nonsense, at: 59_000, lastUsed: nil) == nil)
        }
    }

    @Test("the address for the app carries secret, issuer and account")
    func uri() throws {
        let password = try #require(OneTimePassword(base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(
            password.uri(issuer: "工会", account: "a:b c")
                == "otpauth://totp/%E5%B7%A5%E4%BC%9A:a%3Ab%20c?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E5%B7%A5%E4%BC%9A&algorithm=SHA1&digits=6&period=30")
    }

    @Test("a new secret has 160 bits and survives base32")
    func random() throws {
        let password = OneTimePassword.random()
        #expect(password.base32.count == 32)
        #expect(OneTimePassword(base32: password.base32) == password)
        #expect(OneTimePassword.random() != password)
        #expect(OneTimePassword(base32: "GEZDGNBV") == nil)
        #expect(OneTimePassword(base32: "GEZDGNBVGY3TQOJ1") == nil)
        #expect(!"\(password)".contains(password.base32))
    }

    @Test(
        "base32 as RFC 4648 has it",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
        #expect(Base32.decode(encoded.lowercased() + "==") == Array(plain.utf8))
    }
}
