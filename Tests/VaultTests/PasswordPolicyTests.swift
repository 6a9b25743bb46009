import Testing
import Vault

@Suite struct PasswordPolicyTests {
    let graded = PasswordPolicy(mode: .gradedProtection, reach: .union)
    let standard = PasswordPolicy(mode: .verificationStandard, reach: .union)

    @Test(
        "good passwords pass both modes",
        arguments: ["Korn-blume7", "晴天Horse-staple9", "x9#Lq2!vRt0p", "Spaces are 0kay too"])
    func good(password: String) {
        #expect(graded.problems(of: password).isEmpty)
        #expect(standard.problems(of: password).isEmpty)
    }

    @Test("length follows the reach")
    func length() {
        #expect(graded.problems(of: "Ab3-xyq").contains(.tooShort(minimum: 8)))
        #expect(graded.problems(of: "Ab3-xyqw").isEmpty)
        let district = PasswordPolicy(reach: .districtAndAbove)
        #expect(district.problems(of: "Ab3-xyqwmkr") == [.tooShort(minimum: 12)])
        #expect(district.problems(of: "Ab3-xyqwmkrs").isEmpty)
        #expect(graded.problems(of: String(repeating: "Ab3-xyqw", count: 16)).contains(.tooLong(maximum: 128)) == false)
        #expect(graded.problems(of: String(repeating: "Ab3-xyqw", count: 20)) == [.tooLong(maximum: 128)])
    }

    @Test("graded protection wants three of four kinds, the other mode does not")
    func kinds() {
        #expect(graded.problems(of: "kornblumenfeld").contains(.tooFewKinds(required: 3)))
        #expect(graded.problems(of: "kornblumenfeld77").contains(.tooFewKinds(required: 3)))
        #expect(graded.problems(of: "kornblumen-feld77").isEmpty)
        #expect(standard.problems(of: "kornblumenfeld").isEmpty)
    }

    @Test(
        "what is tried first is refused, however it is dressed",
        arguments: [
            "password", "Password1!", "P@ssw0rd", "passw0rd123", "12345678", "87654321", "1qaz@WSX", "1qaz2wsx",
            "qwertyuiop", "Qwerty123!", "aaaaaaaa", "abc1abc1abc1", "Admin@123", "admin888", "a123456789", "woaini1314",
            "iloveyou!", "ABCDEFGH", "!@#$%^&*", "88888888", "Shanghai2023", "gonghui@2024", "li88888888", "1q2w3e4r5t",
        ])
    func common(password: String) {
        #expect(graded.problems(of: password).contains(.common))
        #expect(standard.problems(of: password).contains(.common))
    }

    @Test("words that are no secret are refused, full-width or not")
    func context() {
        let words = ["sjq_jingban01", "某某工会", "19900000001", "li", "会"]
        #expect(graded.problems(of: "Xy-SJQ_jingban01-9", contextWords: words) == [.containsContext("sjq_jingban01")])
        #expect(graded.problems(of: "Aa1-某某工会-x", contextWords: words) == [.containsContext("某某工会")])
        #expect(graded.problems(of: "Aa-１９９０００００００１", contextWords: words) == [.containsContext("19900000001")])
        #expect(graded.problems(of: "Felicity-社会-7", contextWords: words).isEmpty)
    }

    @Test("age and memory belong to graded protection")
    func age() {
        #expect(graded.maximumAge == 90 && graded.remembered == 5)
        #expect(standard.maximumAge == nil && standard.remembered == 0)
    }

    @Test("temporary passwords pass the strictest policy")
    func temporary() {
        let strict = PasswordPolicy(mode: .gradedProtection, reach: .districtAndAbove)
        let made = (0..<200).map { _ in TemporaryPassword.random() }
        #expect(made.allSatisfy { strict.problems(of: $0).isEmpty })
        #expect(Set(made).count == 200)
    }
}
