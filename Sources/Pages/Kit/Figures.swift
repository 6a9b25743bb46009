public import Domain
public import Markup

// Numbers, days and moments as they stand on every page.

extension BinaryInteger {
    /// With thousands separators and the true minus: `1,064`, `−6`.
    public var grouped: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }
}

extension Money {
    /// With 元 behind it, for a sentence; in a table 元 stands in the head.
    public var inSentence: String { yuanText + " 元" }
}

extension Weekday {
    var word: String {
        switch self {
        case .monday: "周一"
        case .tuesday: "周二"
        case .wednesday: "周三"
        case .thursday: "周四"
        case .friday: "周五"
        case .saturday: "周六"
        case .sunday: "周日"
        }
    }
}

extension CalendarDay {
    /// `2023-12-25 周一`, for a field or a cell.
    public var withWeekday: HTML { time(.dateTime(description)) { "\(description) \(weekday.word)" } }

    /// `2023-12-25（周一）`, before 前, 起 or 止.
    public var inSentence: HTML { time(.dateTime(description)) { "\(description)（\(weekday.word)）" } }

    /// `2023-12-25`, where the weekday does not matter.
    public var plain: HTML { time(.dateTime(description)) { description } }

    /// `12-25 周一`, where the year is known.
    public var short: HTML { time(.dateTime(description)) { "\(description.dropFirst(5)) \(weekday.word)" } }

    /// `2023-12-25 周一 23:59`, the end of a window.
    public var untilMidnight: HTML {
        time(.dateTime(description + "T23:59")) { "\(description) \(weekday.word) 23:59" }
    }
}

extension Instant {
    /// `2023-11-20 周一 10:32`.
    public var toTheMinute: HTML {
        let clock = String(timeText.prefix(5))
        return time(.dateTime("\(day)T\(clock)")) { "\(day) \(day.weekday.word) \(clock)" }
    }

    /// `2023-11-20 周一 10:32:05`.
    public var toTheSecond: HTML {
        time(.dateTime("\(day)T\(timeText)")) { "\(day) \(day.weekday.word) \(timeText)" }
    }
}

/// What stands where nothing is: 无 by default, never a dash and never empty.
public func textOr(_ text: String?, _ absence: String = "无") -> HTML {
    guard let text, !text.isEmpty else { return span(.class("muted")) { absence } }
    return HTML(text)
}
