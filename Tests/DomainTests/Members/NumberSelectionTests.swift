import Domain
import Testing

@Suite struct NumberSelectionTests {
    @Test("numbers are read from a pasted column however it is parted, each once")
    func parting() {
        let text = "319901198506010011\r\n 319901 19850601 0038 \n\n,h12345678；ｈ12345678\t'319901198506010011"
        #expect(NumberSelection.numbers(in: text) == ["319901198506010011", "319901198506010038", "H12345678"])
        #expect(
            NumberSelection.numbers(in: "319901198506010011 319901198506010038")
                == ["319901198506010011", "319901198506010038"])
        // A name beside its number is no number.
        #expect(NumberSelection.numbers(in: "319901198506010011 会员一") == ["319901198506010011"])
        #expect(NumberSelection.numbers(in: " \n , ") == [])
    }

    @Test("a number is told back without its middle")
    func masks() {
        #expect(NumberSelection.masked("319901198506010011") == "3199**********0011")
        #expect(NumberSelection.masked("H12345678") == "H1*****78")
    }
}
