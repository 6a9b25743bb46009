import Domain
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        "a mobile number is read however it is written",
        arguments: [
            ("19900000001", []), (" 199-0000-0001 ", [.spaces, .separators]),
            ("+8619900000001", [.countryCode]), ("86 199 0000 0001", [.spaces, .countryCode]),
            ("008619900000001", [.countryCode]), ("１９９０００００００１", [.fullWidth]),
            ("'19900000001", [.apostrophe]), ("(+86)19900000001", [.countryCode]),
            ("(86) 199-0000-0001", [.spaces, .separators, .countryCode]),
        ] as [(String, Set<NormalisedNumber.Change>)])
    func read(typed: String, changes: Set<NormalisedNumber.Change>) throws {
        #expect(try PhoneNumber.validate(typed).get().rawValue == "19900000001")
        #expect(PhoneNumber.normalise(typed).changes == changes)
    }

    @Test(
        "what is no mobile number is told why",
        arguments: [
            ("", PhoneNumber.Problem.empty), ("1990000000", .wrongLength(10)), ("199000000011", .wrongLength(12)),
            ("1990000000A", .notDigits), ("12900000001", .unknownPrefix), ("02100000001", .unknownPrefix),
            ("1.99E+10", .scientificNotation), ("19900000001.0", .notDigits), ("860000", .wrongLength(6)),
        ])
    func refused(typed: String, problem: PhoneNumber.Problem) {
        #expect(PhoneNumber.validate(typed) == .failure(problem))
    }

    @Test("three and four digits stay visible")
    func mask() throws {
        let phone = try #require(PhoneNumber(rawValue: "19900000001"))
        #expect(phone.masked == "199****0001")
        #expect(phone.lastFour == "0001")
        #expect(PhoneNumber(rawValue: "199 0000 0001") == nil)
    }
}

@Suite struct BankCardNumberTests {
    @Test("16 to 19 digits are a card number; the check digit only warns")
    func form() throws {
        let card = try BankCardNumber.validate("6231 0000 0000 0001").get()
        #expect(card.masked == "6231********0001")
        #expect(card.lastFour == "0001")
        #expect(!card.hasFittingCheckDigit)
        #expect(BankCardNumber(rawValue: "4111111111111111")?.hasFittingCheckDigit == true)
        #expect(BankCardNumber(rawValue: "4111111111111112")?.hasFittingCheckDigit == false)
        #expect(BankCardNumber.validate("623100000000001") == .failure(.wrongLength(15)))
        #expect(BankCardNumber.validate("62310000000000000001") == .failure(.wrongLength(20)))
        #expect(BankCardNumber.validate("6231A00000000001") == .failure(.notDigits))
        #expect(BankCardNumber.validate("") == .failure(.empty))
        #expect(try BankCardNumber.validate("6231000000000000001").get().rawValue.count == 19)
    }

    @Test("invented cards carry a fitting check digit")
    func making() throws {
        for serial in [0, 1, 9, 10, 123_456, 99_999_999_999] {
            let card = try #require(BankCardNumber.make(prefix: "6231", serial: serial))
            #expect(card.hasFittingCheckDigit && card.rawValue.count == 16)
        }
        #expect(BankCardNumber.make(prefix: "6231", serial: 100_000_000_000) == nil)
        #expect(BankCardNumber.make(prefix: "6231", serial: -1) == nil)
        let long = try #require(BankCardNumber.make(prefix: "6231", serial: 100_000_000_000, length: 19))
        #expect(long.hasFittingCheckDigit && long.rawValue.hasPrefix("623100100000000000"))
        #expect(BankCardNumber.make(prefix: "6231", serial: 100_000_000_000_000, length: 19) == nil)
        #expect(BankCardNumber.make(prefix: "62A1", serial: 1) == nil)
    }
}

@Suite struct CreditCodeTests {
    @Test(
        "made-up codes pass both checks", arguments: ["913100000000001745", "81310106000000254M", "913101010000003340"])
    func valid(text: String) throws {
        let code = try CreditCode.validate(text.lowercased()).get()
        #expect(code.rawValue == text)
        #expect(code.checkProblems.isEmpty)
        let parts = (String(text.prefix(2)), String(text.dropFirst(2).prefix(6)), String(text.dropFirst(8).prefix(8)))
        #expect(CreditCode.make(department: parts.0, area: parts.1, organisation: parts.2) == code)
    }

    @Test("a code that fails a check is kept with a warning that names the expected character")
    func warnings() throws {
        #expect(
            try CreditCode.validate("913100000000001746").get().checkProblems
                == [.wrongCheckCharacter(expected: "5")])
        #expect(
            try CreditCode.validate("913100000000001755").get().checkProblems.contains(
                .wrongOrganisationCheck(expected: "4")))
    }

    @Test(
        "what is no code is refused",
        arguments: [
            ("", CreditCode.Problem.empty), ("91310000000000174", .wrongLength(17)),
            ("9131000000000017455", .wrongLength(19)), ("91310000000000174O", .forbiddenCharacter("O")),
            ("9131000000000017 4甲", .forbiddenCharacter("甲")), ("91310000000000174Z", .forbiddenCharacter("Z")),
        ])
    func refused(text: String, problem: CreditCode.Problem) {
        #expect(CreditCode.validate(text) == .failure(problem))
    }

    @Test("the parts of a code")
    func parts() {
        let union = CreditCode(rawValue: "81310106000000254M")
        #expect(union?.kind == .baseUnion)
        #expect(union?.organisationCode == "000000254")
        #expect(CreditCode(rawValue: "913101010000003340")?.kind == .enterprise)
        #expect(CreditCode.make(department: "91", area: "310000", organisation: "0000001") == nil)
        #expect(CreditCode.make(department: "91", area: "310000", organisation: "000000O1") == nil)
        #expect(CreditCode(rawValue: "81310106000000254m") == nil)
    }

    @Test("every made code passes, and no single wrong character does")
    func property() throws {
        var numbers = DeterministicNumbers(seed: 32_100)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        var wrong: [String] = []
        for _ in 0..<200 {
            let organisation = String((0..<8).map { _ in alphabet[Int(numbers.next() % 31)] })
            let code = try #require(CreditCode.make(department: "91", area: "319901", organisation: organisation))
            if !code.checkProblems.isEmpty { wrong.append(code.rawValue) }
            var characters = Array(code.rawValue)
            let (position, replacement) = (Int(numbers.next() % 18), alphabet[Int(numbers.next() % 31)])
            guard characters[position] != replacement else { continue }
            characters[position] = replacement
            if CreditCode(rawValue: String(characters))?.checkProblems.isEmpty == true {
                wrong.append(String(characters))
            }
        }
        #expect(wrong.isEmpty)
    }
}

@Suite struct AddressRuleTests {
    @Test(
        "the two years count differently",
        arguments: [
            ("某某路一二三号", true, true), ("某某路一二号", false, true), ("某某路1234号", false, true),
            ("某某路1号", false, false), ("", false, false), (" 某 某 路 1 号 ", false, false),
            ("某某路一二三（", false, true),
        ])
    func lengths(address: String, in2024: Bool, in2023: Bool) {
        #expect(AddressRule.moreThanSixChineseCharacters.isFulfilled(by: address) == in2024)
        #expect(AddressRule.atLeastSixCharacters.isFulfilled(by: address) == in2023)
    }
}
