import Domain
import Testing

@Suite struct IdentityDocumentTests {
    let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .earliest

    func validate(_ type: DocumentType, _ number: String) -> Result<IdentityDocument, IdentityNumberProblem> {
        IdentityDocument.validate(type: type, number: number, today: today)
    }

    @Test(
        "writing is normalised before judging, and every change is told",
        arguments: [
            ("34052419800101001X", []),
            ("  34052419800101001X\t", [.spaces]),
            ("340524 19800101 001X", [.spaces]),
            ("34052419800101001x", [.lowerCase]),
            ("３４０５２４１９８００１０１００１Ｘ", [.fullWidth]),
            ("34052419800101001ｘ", [.fullWidth, .lowerCase]),
            ("'34052419800101001X", [.apostrophe]),
            ("\u{FEFF}34052419800101001X\u{200B}", [.spaces]),
            ("\u{3000}34052419800101001X\u{A0}", [.spaces]),
        ] as [(String, Set<NormalisedNumber.Change>)])
    func normalising(typed: String, changes: Set<NormalisedNumber.Change>) throws {
        let normalised = IdentityDocument.normalise(typed, type: .residentIdentityCard)
        #expect(normalised.text == "34052419800101001X")
        #expect(normalised.changes == changes)
        #expect(try validate(.residentIdentityCard, typed).get().number == "34052419800101001X")
    }

    @Test(
        "each kind of document has its own form",
        arguments: [
            (DocumentType.hongKongMacauPermit, "H12345678"), (.hongKongMacauPermit, "m1234567890"),
            (.taiwanPermit, "12345678"), (.taiwanPermit, "1234567890(B)"), (.taiwanPermit, "1234567890Ｂ"),
            (.passport, "E1234"), (.passport, "EB1234567"), (.passport, "A2345678901234567"),
            (.foreignerPermit, "FRA310012345678"),
        ])
    func forms(type: DocumentType, number: String) throws {
        let document = try validate(type, number).get()
        #expect(document.type == type)
        #expect(document.residentNumber == nil)
    }

    @Test(
        "what has another form is refused",
        arguments: [
            (DocumentType.hongKongMacauPermit, "H1234567"), (.hongKongMacauPermit, "H123456789"),
            (.hongKongMacauPermit, "A12345678"), (.hongKongMacauPermit, "HM1234567"), (.taiwanPermit, "1234567"),
            (.taiwanPermit, "1234567890"), (.taiwanPermit, "A2345678"), (.passport, "E123"),
            (.passport, "A23456789012345678"), (.passport, "E1234-56"), (.foreignerPermit, "FRA31001234567"),
            (.foreignerPermit, "FR1310012345678"),
        ])
    func refusedForms(type: DocumentType, number: String) {
        #expect(validate(type, number) == .failure(.malformed(type)))
    }

    @Test("a good number under the wrong kind is told as such")
    func otherKind() throws {
        let birth = try #require(CalendarDay("1990-05-06"))
        let citizen = try #require(ResidentIdentityNumber.make(area: "319901", birth: birth, serial: 1)).text
        let permit = try #require(ResidentIdentityNumber.make(area: "810000", birth: birth, serial: 1)).text
        let foreigner = try #require(ResidentIdentityNumber.make(area: "931250", birth: birth, serial: 2)).text
        #expect(validate(.residentIdentityCard, permit) == .failure(.ofAnotherDocument(.residencePermit)))
        #expect(validate(.residentIdentityCard, foreigner) == .failure(.ofAnotherDocument(.foreignerPermit)))
        #expect(validate(.residencePermit, citizen) == .failure(.ofAnotherDocument(.residentIdentityCard)))
        #expect(validate(.foreignerPermit, citizen) == .failure(.ofAnotherDocument(.residentIdentityCard)))
        #expect(validate(.residentIdentityCard, "H12345678") == .failure(.ofAnotherDocument(.hongKongMacauPermit)))
        #expect(validate(.residentIdentityCard, "FRA310012345678") == .failure(.ofAnotherDocument(.foreignerPermit)))
        #expect(try validate(.residencePermit, permit).get().sex == .male)
        #expect(try validate(.foreignerPermit, foreigner).get().birth == birth)
        #expect(validate(.residentIdentityCard, " ") == .failure(.empty))
        #expect(validate(.passport, "") == .failure(.empty))
        #expect(validate(.residentIdentityCard, "340524800101001") == .failure(.fifteenDigits))
    }

    @Test("masks show enough to recognise and too little to copy")
    func masks() {
        let mask = { (type: DocumentType, number: String) in
            IdentityDocument(type: type, number: number, expiry: nil).masked
        }
        #expect(mask(.residentIdentityCard, "34052419800101001X") == "3405**********001X")
        #expect(mask(.foreignerPermit, "FRA310012345678") == "FRA3*******5678")
        #expect(mask(.hongKongMacauPermit, "H12345678") == "H1*****78")
        #expect(mask(.passport, "E1234") == "E***4")
        #expect(mask(.passport, "E1") == "**")
        #expect(mask(.passport, "") == "")
    }

    @Test("kind and number together are the identity")
    func key() {
        let passport = IdentityDocument(type: .passport, number: "12345678", expiry: nil)
        #expect(passport.key == "passport:12345678")
        #expect(passport.with(expiry: .longTerm).key == passport.key)
        #expect(IdentityDocument(type: .taiwanPermit, number: "12345678", expiry: nil).key != passport.key)
        #expect(passport.lastFour == "5678")
    }

    @Test("an expiry is kept as text")
    func expiry() throws {
        let day = try #require(CalendarDay("2035-03-20"))
        #expect(IdentityDocument.Expiry(rawValue: "2035-03-20") == .date(day))
        #expect(IdentityDocument.Expiry.date(day).rawValue == "2035-03-20")
        #expect(IdentityDocument.Expiry(rawValue: "long-term") == .longTerm)
        #expect(IdentityDocument.Expiry(rawValue: "2035-02-30") == nil)
    }
}
