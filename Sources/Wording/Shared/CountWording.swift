extension Int {
    /// `4,999`, as counts stand in a sentence.
    var separated: String {
        var text = ""
        for (place, digit) in String(magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "−" : "") + String(text.reversed())
    }
}
