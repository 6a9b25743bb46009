import Domain
import Testing

@Suite struct ResidentIdentityNumberTests {
    let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .earliest

    func problem(_ text: String) -> IdentityNumberProblem? {
        switch ResidentIdentityNumber.parse(text, today: today) {
        case .success: nil
        case .failure(let problem): problem
        }
    }

    @Test("the standard's example has the check character X")
    func standard() throws {
        let number = try ResidentIdentityNumber.parse("34052419800101001X", today: today).get()
        #expect(number.birth.description == "1980-01-01")
        #expect(number.sex == .male)
        #expect(number.area == "340524")
        #expect(number.documentType == .residentIdentityCard)
    }

    @Test(
        "every reason is told apart",
        arguments: [
            ("", IdentityNumberProblem.empty),
            ("340524800101001", .fifteenDigits),
            ("34052419800101001", .wrongLength(17)),
            ("3405241980010100100", .wrongLength(19)),
            ("34052480010100X", .wrongLength(15)),
            ("3405241980010100A0", .notDigits),
            ("34052419800101001x", .notDigits),
            ("34052419800101001\u{FF38}", .wrongLength(18)),
            ("X40524198001010010", .notDigits),
            ("160524198001010010", .unknownProvince("16")),
            ("000000000000000000", .unknownProvince("00")),
            ("340524198002300010", .invalidBirthDate),
            ("340524198013010010", .invalidBirthDate),
            ("319901189901010010", .invalidBirthDate),
            ("340524198001010010", .wrongCheckDigit(expected: "X")),
            ("340524198001010011", .wrongCheckDigit(expected: "X")),
        ])
    func reasons(text: String, expected: IdentityNumberProblem) {
        #expect(problem(text) == expected)
    }

    @Test("the first two digits are a province's, a special region's permit's or a foreigner's; nothing else")
    func provinces() {
        let citizens = [11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...83].flatMap { Array($0) }
        for code in 0..<90 {
            let digits = code < 10 ? "0\(code)" : "\(code)"
            let isUnknown = problem("\(digits)0000198001010010") == .unknownProvince(digits)
            #expect(isUnknown == !citizens.contains(code), "\(digits)")
        }
    }

    @Test("nobody is born after today, but today itself will do")
    func future() throws {
        let born = try #require(ResidentIdentityNumber.make(area: "319901", birth: today, serial: 1))
        #expect(problem(born.text) == nil)
        let tomorrow = today.adding(days: 1)
        let unborn = try #require(ResidentIdentityNumber.make(area: "319901", birth: tomorrow, serial: 1))
        #expect(problem(unborn.text) == .birthInFuture(tomorrow))
    }

    @Test("permits of 81, 82, 83 and 9 are numbers of their own documents")
    func permits() throws {
        let birth = try #require(CalendarDay("1990-05-06"))
        for (area, type) in [
            ("810000", DocumentType.residencePermit), ("820000", .residencePermit), ("830000", .residencePermit),
            ("931840", .foreignerPermit), ("710000", .residentIdentityCard), ("319901", .residentIdentityCard),
        ] {
            let number = try #require(ResidentIdentityNumber.make(area: area, birth: birth, serial: 22))
            #expect(number.documentType == type)
            #expect(number.sex == .female)
        }
    }

    @Test("a number is made only from parts that fit")
    func making() {
        #expect(ResidentIdentityNumber.make(area: "31990", birth: today, serial: 1) == nil)
        #expect(ResidentIdentityNumber.make(area: "3199AB", birth: today, serial: 1) == nil)
        #expect(ResidentIdentityNumber.make(area: "169901", birth: today, serial: 1) == nil)
        #expect(ResidentIdentityNumber.make(area: "319901", birth: today, serial: 1_000) == nil)
        #expect(ResidentIdentityNumber.make(area: "319901", birth: today, serial: -1) == nil)
        #expect(ResidentIdentityNumber.make(area: "319901", birth: .earliest, serial: 1) == nil)
    }

    @Test("what is made is read again, and no single wrong digit and no swap of neighbours passes")
    func property() throws {
        var numbers = DeterministicNumbers(seed: 11_643)
        let first = try #require(CalendarDay("1930-01-01"))
        var wrong: [String] = []
        for _ in 0..<300 {
            let birth = first.adding(days: Int(numbers.next() % 33_000))
            let serial = Int(numbers.next() % 1_000)
            let made = try #require(
                ResidentIdentityNumber.make(area: "3199\(10 + serial % 90)", birth: birth, serial: serial))
            guard birth <= today, case .success(made) = ResidentIdentityNumber.parse(made.text, today: today),
                made.birth == birth, made.sex == (serial.isMultiple(of: 2) ? .female : .male)
            else {
                wrong.append(made.text)
                continue
            }
            var characters = Array(made.text)
            let position = Int(numbers.next() % 17)
            let digit = Character(String(numbers.next() % 10))
            if characters[position] != digit {
                var changed = characters
                changed[position] = digit
                if problem(String(changed)) == nil { wrong.append(String(changed)) }
            }
            if position < 16, characters[position] != characters[position + 1] {
                characters.swapAt(position, position + 1)
                if problem(String(characters)) == nil { wrong.append(String(characters)) }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("no text whatever stops the parser")
    func noise() {
        var numbers = DeterministicNumbers(seed: 3)
        let alphabet = Array("0123456789Xx ＸＯ.-E+'甲🧧\u{0}")
        for _ in 0..<3_000 {
            let length = Int(numbers.next() % 24)
            let text = String((0..<length).map { _ in alphabet[Int(numbers.next() % UInt64(alphabet.count))] })
            _ = problem(text)
            for type in DocumentType.allCases {
                _ = IdentityDocument.validate(type: type, number: text, today: today)
            }
            _ = NumberDamage.recognise(text, in: .numeric)?.suggestion(for: text)
            for damage in NumberDamage.allCases { _ = damage.suggestion(for: text) }
            _ = PhoneNumber.validate(text)
            _ = BankCardNumber.validate(text)
            _ = try? CreditCode.validate(text).get().checkProblems
        }
    }
}
