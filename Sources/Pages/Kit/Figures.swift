public import Domain
public import Markup
import Wording

// Numbers, days and moments as they stand on every page; as plain text they are in Wording.

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

extension CalendarDay {
    /// `2023-12-25 周一`, for a field or a cell.
    public var htmlWithWeekday: HTML { time(.dateTime(description)) { "\(description) \(weekday.wording)" } }

    /// `2023-12-25（周一）`, before 前, 起 or 止.
    public var htmlInSentence: HTML { time(.dateTime(description)) { "\(description)（\(weekday.wording)）" } }

    /// `2023-12-25`, where the weekday does not matter.
    public var html: HTML { time(.dateTime(description)) { description } }

    /// `12-25 周一`, where the year is known.
    public var htmlShort: HTML { time(.dateTime(description)) { "\(description.dropFirst(5)) \(weekday.wording)" } }

    /// `2023-12-25 周一 23:59`, the end of a window.
    public var htmlUntilMidnight: HTML {
        time(.dateTime(description + "T23:59")) { "\(description) \(weekday.wording) 23:59" }
    }
}

extension Instant {
    /// `2023-11-20 周一 10:32`.
    public var htmlToTheMinute: HTML {
        let clock = String(timeText.prefix(5))
        return time(.dateTime("\(day)T\(clock)")) { "\(day) \(day.weekday.wording) \(clock)" }
    }

    /// `2023-11-20 周一 10:32:05`.
    public var htmlToTheSecond: HTML {
        time(.dateTime("\(day)T\(timeText)")) { "\(day) \(day.weekday.wording) \(timeText)" }
    }
}

/// What stands where nothing is: 无 by default, never a dash and never empty.
public func textOr(_ text: String?, _ absence: String = "无") -> HTML {
    guard let text, !text.isEmpty else { return span(.class("muted")) { absence } }
    return HTML(text)
}
