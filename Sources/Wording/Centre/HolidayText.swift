public import Domain

/// A year's days off in words: the State Council's notice as it was published, or a list of one's own.
///
/// 春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。 Days may also be written 2024-02-10; a sentence
/// without a day says nothing, and one that only encourages (鼓励……) decides nothing.
public enum HolidayText {
    /// All that the text declares.
    ///
    /// - Throws: `CalendarRefused` with everything that is wrong, in the order of the lines.
    public static func read(_ text: String, year: Int) throws -> [CalendarException] {
        var exceptions: [CalendarException] = []
        var problems: [CalendarProblem] = []
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            var reading = HolidayLine(line, year: year)
            exceptions += reading.exceptions()
            problems += reading.faults.map { CalendarProblem(line: index + 1, $0) }
        }
        guard problems.isEmpty else { throw CalendarRefused(problems) }
        if exceptions.isEmpty, text.contains(where: { !$0.isWhitespace }) {
            throw CalendarRefused([CalendarProblem(line: nil, .noDays)])
        }
        return exceptions
    }

    /// The exceptions as lines that `read` takes again: one for each holiday and kind, stretches drawn together.
    public static func write(_ exceptions: [CalendarException]) -> String {
        var lines: [(head: CalendarException, stretches: [(from: CalendarDay, through: CalendarDay)])] = []
        for exception in exceptions.sorted(by: { ($0.day, $0.kind.rawValue) < ($1.day, $1.kind.rawValue) }) {
            let open = lines.lastIndex {
                $0.head.name == exception.name && $0.head.kind == exception.kind
                    && $0.head.day.days(until: exception.day) < 40
            }
            guard let open else {
                lines.append((exception, [(exception.day, exception.day)]))
                continue
            }
            if let last = lines[open].stretches.last, last.through.adding(days: 1) == exception.day {
                lines[open].stretches[lines[open].stretches.count - 1].through = exception.day
            } else {
                lines[open].stretches.append((exception.day, exception.day))
            }
        }
        return lines.map { line in
            let days = line.stretches.map { stretch in
                let from = stretch.from.withBracketedWeekday
                return stretch.from == stretch.through ? from : from + "至" + stretch.through.withBracketedWeekday
            }
            let name = line.head.name.isEmpty ? "" : line.head.name + "："
            return name + days.joined(separator: "、") + line.head.kind.wording
        }.joined(separator: "\n")
    }
}

/// Reads one line of the text.
private struct HolidayLine {
    private let name: String
    private let sentences: [Substring]
    private let year: Int
    private(set) var faults: [CalendarProblem.Fault] = []

    init(_ line: Substring, year: Int) {
        self.year = year
        var body = line
        var name = ""
        if let colon = line.firstIndex(where: { $0 == "：" || $0 == ":" }) {
            name = String(line[..<colon])
            body = line[line.index(after: colon)...]
            // 二、春节： and 六、中秋节、国庆节：
            if let mark = name.firstIndex(of: "、"), name.distance(from: name.startIndex, to: mark) <= 3 {
                let number = name[..<mark]
                if number.allSatisfy({ "一二三四五六七八九十0123456789 ".contains($0) }) {
                    name = String(name[name.index(after: mark)...])
                }
            }
        }
        self.name = String(name.filter { !$0.isWhitespace }.prefix(CalendarException.nameLimit))
        sentences = body.split { "。；;".contains($0) }
    }

    mutating func exceptions() -> [CalendarException] {
        var found: [CalendarException] = []
        for sentence in sentences where !sentence.contains("鼓励") {
            var waiting: [CalendarDay] = []
            for clause in sentence.split(whereSeparator: { "，,".contains($0) }) {
                var scanner = DayScanner(clause, year: year)
                let days = scanner.days()
                waiting += days
                faults += scanner.faults
                guard let kind = CalendarException.Kind(saidIn: clause) else { continue }
                // A title speaks of a year and of no day; whatever else has digits was meant to say one.
                if days.isEmpty, scanner.faults.isEmpty, clause.contains(where: \.isNumber), !clause.contains("安排") {
                    faults.append(.noSuchDay(String(clause.prefix(20))))
                }
                found += waiting.map { CalendarException($0, kind, name: name) }
                waiting = []
            }
            if !waiting.isEmpty { faults.append(.kindMissing) }
        }
        return found
    }
}

/// Finds the days and stretches of a clause.
private struct DayScanner {
    private let text: [Character]
    private var place = 0
    private let year: Int
    private(set) var faults: [CalendarProblem.Fault] = []

    init(_ clause: Substring, year: Int) {
        text = clause.filter { $0 != " " && $0 != "\u{3000}" }.map(Self.plain)
        self.year = year
    }

    /// Full-width digits and hyphens as plain ones.
    private static func plain(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, (0xFF10...0xFF19).contains(scalar.value),
            let plain = Unicode.Scalar(scalar.value - 0xFF10 + 0x30)
        else { return character }
        return Character(plain)
    }

    mutating func days() -> [CalendarDay] {
        var days: [CalendarDay] = []
        while place < text.count {
            guard let from = day(after: nil) else {
                place += 1
                continue
            }
            guard isThrough else {
                days.append(from.day)
                continue
            }
            place += 1
            guard let through = day(after: from) else {
                faults.append(.noSuchDay(String(text[max(0, place - 8)...].prefix(16))))
                continue
            }
            let length = from.day.days(until: through.day) + 1
            guard (1...CalendarException.stretchLimit).contains(length) else {
                faults.append(.stretch(from.day, through.day))
                continue
            }
            days += (0..<length).map { from.day.adding(days: $0) }
        }
        return days
    }

    private struct Found {
        let day: CalendarDay
        let month: Int
        let year: Int
    }

    private var isThrough: Bool { place < text.count && "至到-—–~～".contains(text[place]) }

    /// A day that begins here, with the weekday behind it; `first` is the beginning of the stretch that it ends.
    private mutating func day(after first: Found?) -> Found? {
        let start = place
        guard var parts = compact() ?? parts(mayBeDayAlone: first != nil) else {
            place = start
            return nil
        }
        let month = parts.month ?? first?.month ?? 0
        if parts.year == nil, let first, month < first.month { parts.year = first.year + 1 }
        let year = parts.year ?? first?.year ?? self.year
        guard let day = CalendarDay(year: year, month: month, day: parts.day) else {
            faults.append(.noSuchDay(String(text[start..<place])))
            return nil
        }
        if let weekday = weekday(), weekday != day.weekday { faults.append(.weekdayDiffers(day)) }
        return Found(day: day, month: month, year: year)
    }

    private typealias Parts = (year: Int?, month: Int?, day: Int)

    /// 20240210.
    private mutating func compact() -> Parts? {
        let digits = text[place...].prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 8, let value = Int(String(digits)) else { return nil }
        place += 8
        return (value / 10_000, value / 100 % 100, value % 100)
    }

    /// 2024年2月10日, 2月10日, 10日, 2024-02-10, 2024/2/10.
    private mutating func parts(mayBeDayAlone: Bool) -> Parts? {
        let start = place
        guard let first = number(), let mark = next() else {
            place = start
            return nil
        }
        switch mark {
        case "年":
            guard let month = number(), next() == "月", let day = dayOfMonth() else { return nil }
            return (first, month, day)
        case "月":
            guard let day = dayOfMonth() else { return nil }
            return (nil, first, day)
        case "日", "号": return mayBeDayAlone ? (nil, nil, first) : nil
        case "-", "/", ".":
            guard first >= 1_000, let month = number(), next() == mark, let day = number() else { return nil }
            return (first, month, day)
        case _: return nil
        }
    }

    private mutating func dayOfMonth() -> Int? {
        guard let day = number() else { return nil }
        if place < text.count, "日号".contains(text[place]) { place += 1 }
        return day
    }

    private mutating func number() -> Int? {
        var value = 0
        var digits = 0
        while place < text.count, let digit = text[place].wholeNumberValue, text[place].isASCII, digits < 4 {
            value = value * 10 + digit
            digits += 1
            place += 1
        }
        return digits > 0 ? value : nil
    }

    private mutating func next() -> Character? {
        guard place < text.count else { return nil }
        defer { place += 1 }
        return text[place]
    }

    /// （星期日）, (周日) or nothing.
    private mutating func weekday() -> Weekday? {
        guard place < text.count, "（(".contains(text[place]),
            let close = text[place...].firstIndex(where: { "）)".contains($0) })
        else { return nil }
        let inside = text[(place + 1)..<close]
        place = close + 1
        guard inside.first == "周" || inside.starts(with: "星期"), let last = inside.last else { return nil }
        return Weekday.allCases.first { $0.wording.last == last } ?? (last == "天" ? .sunday : nil)
    }
}

extension CalendarException.Kind {
    /// Whether people work, in the notice's words.
    public var wording: String {
        switch self {
        case .holiday: "放假"
        case .workingWeekend: "上班"
        }
    }

    fileprivate init?(saidIn clause: Substring) {
        if clause.contains("上班") {
            self = .workingWeekend
        } else if ["放假", "休息", "补休", "调休"].contains(where: { clause.contains($0) }) {
            self = .holiday
        } else {
            return nil
        }
    }
}

extension CalendarDay {
    fileprivate var withBracketedWeekday: String { "\(description)（\(weekday.wording)）" }
}

extension CalendarProblem {
    /// What is wrong and what to do, the line first.
    public var wording: String {
        guard let line else { return fault.wording }
        return "第 \(line) 行：\(fault.wording)"
    }
}

extension CalendarProblem.Fault {
    public var wording: String {
        switch self {
        case .kindMissing: "请在日期后写明“放假”或“上班”。"
        case .noSuchDay(let text): "“\(text)”中没有这一天，请核对年、月、日。"
        case .weekdayDiffers(let day): "\(day.withWeekday)与所写的星期不符，请核对日期。"
        case .stretch(let from, let through):
            "\(from) 至 \(through) 不是连续的 1 至 \(CalendarException.stretchLimit) 天，请核对起止日期。"
        case .workingOnWeekday(let day): "\(day.withWeekday)本来就是工作日，请核对调休上班的日期。"
        case .bothKinds(let day): "\(day.withWeekday)既写了放假又写了上班，请只保留一个。"
        case .outsideYear(let day, let year): "\(day.withWeekday)不属于 \(year) 年，请在该年度填写。"
        case .noDays: "没有读到日期，请每行写一个节日，如：春节：2月10日至17日放假。"
        }
    }
}
