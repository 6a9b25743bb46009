/// A plan year as it was typed: one text for each field.
///
/// `read` is the only way from it to a plan year, so whatever is kept has passed every check of dates and sums.
public struct YearEntry: Hashable, Sendable {
    public let year: Int
    public var texts: [YearField: String]
    /// The categories ticked for each plan.
    public var categories: [Int: Set<MemberCategory>]

    public init(year: Int, texts: [YearField: String] = [:], categories: [Int: Set<MemberCategory>] = [:]) {
        self.year = year
        self.texts = texts
        self.categories = categories
    }

    /// The form's fields for a year that is kept.
    public init(_ proposal: YearProposal) {
        let source = proposal.year
        var texts: [YearField: String] = [
            .coverageFrom: source.coverage.from.description, .coverageThrough: source.coverage.through.description,
            .registerAsOf: source.registerAsOf.description, .retiredBefore: source.retiredBefore.description,
            .basePaymentDue: source.basePaymentDue.description, .returnDays: String(source.returnDays),
            .voucherDays: String(source.voucherDays), .addressRule: source.addressRule.rawValue,
            .instantStart: source.instant.start.rawValue, .instantVoucherDays: String(source.instant.voucherDays),
        ]
        for (activity, window) in source.windows {
            texts[.windowFrom(activity)] = window.from.description
            texts[.windowThrough(activity)] = window.through.description
        }
        var categories: [Int: Set<MemberCategory>] = [:]
        for (row, plan) in proposal.plans.enumerated() {
            texts[.planType(row)] = plan.type
            texts[.planName(row)] = plan.name
            texts[.premium(row)] = plan.premium.decimalText
            texts[.cityShare(row)] = plan.cityShare.decimalText
            texts[.districtShare(row)] = plan.defaultDistrictShare.decimalText
            texts[.baseShare(row)] = (plan.premium - plan.cityShare - plan.defaultDistrictShare).decimalText
            categories[row] = plan.categories
            if let half = plan.halfYear {
                texts[.halfPremium(row)] = half.premium.decimalText
                texts[.halfCityShare(row)] = half.cityShare.decimalText
            }
        }
        self.init(year: source.year, texts: texts, categories: categories)
    }

    /// The year and its plans, or everything that is wrong with what was typed.
    public func read(workingDays: WorkingDayCalendar) throws(YearRefusal) -> YearProposal {
        var reading = YearReading(entry: self)
        guard let proposal = reading.proposal(workingDays), reading.problems.isEmpty else {
            throw YearRefusal(reading.problems)
        }
        return proposal
    }
}

/// What is wrong with a plan year, field by field in the order of the form; nothing of it is kept.
public struct YearRefusal: Error, Hashable, Sendable {
    public let problems: [YearProblem]

    public init(_ problems: [YearProblem]) {
        self.problems = problems
    }
}

/// Goes through the fields, gathering what is wrong with them.
private struct YearReading {
    let entry: YearEntry
    var problems: [YearProblem] = []

    mutating func proposal(_ workingDays: WorkingDayCalendar) -> YearProposal? {
        let coverage = window(.coverageFrom, .coverageThrough)
        let registerAsOf = day(.registerAsOf)
        let retiredBefore = day(.retiredBefore)
        var windows: [Activity: DayWindow] = [:]
        for activity in Activity.allCases {
            windows[activity] = window(.windowFrom(activity), .windowThrough(activity))
        }
        let basePaymentDue = day(.basePaymentDue)
        let returnDays = number(.returnDays, in: YearProposal.returnDays)
        let voucherDays = number(.voucherDays, in: YearProposal.voucherDays)
        let addressRule = AddressRule(rawValue: text(.addressRule))
        if addressRule == nil { problems.append(YearProblem(.addressRule, .notOneOfThese)) }
        let instant = instant()
        let plans = plans()
        guard let coverage, let registerAsOf, let retiredBefore, let basePaymentDue, let returnDays, let voucherDays,
            let addressRule, let instant, let voucher = windows[.voucher], windows.count == Activity.allCases.count
        else { return nil }
        let year = PlanYear(
            year: entry.year, coverage: coverage, registerAsOf: registerAsOf, retiredBefore: retiredBefore,
            windows: windows, basePaymentDue: basePaymentDue, districtPaymentDue: voucher.through,
            returnDays: returnDays, voucherDays: voucherDays, addressRule: addressRule, workingDays: workingDays,
            instant: instant)
        problems += YearOrder(year: year).problems
        return YearProposal(year: year, plans: plans)
    }

    /// What is left empty is the standard.
    private mutating func instant() -> InstantRules? {
        let standard = InstantRules.standard
        let start = text(.instantStart).isEmpty ? standard.start : InstantStart(rawValue: text(.instantStart))
        if start == nil { problems.append(YearProblem(.instantStart, .notOneOfThese)) }
        let days =
            text(.instantVoucherDays).isEmpty
            ? standard.voucherDays : number(.instantVoucherDays, in: YearProposal.instantVoucherDays)
        guard let start, let days else { return nil }
        return InstantRules(start: start, voucherDays: days)
    }

    /// The band of at most half a year; nil where neither field is filled.
    private mutating func halfYear(_ row: Int, of premium: Money) -> HalfYearPrice? {
        guard !text(.halfPremium(row)).isEmpty || !text(.halfCityShare(row)).isEmpty else { return nil }
        let price = amount(.halfPremium(row))
        let city = amount(.halfCityShare(row))
        guard let price, let city else { return nil }
        guard price > .zero, price <= premium, city <= price else { return refuse(.halfPremium(row), .halfYearPrice) }
        return HalfYearPrice(premium: price, cityShare: city)
    }

    private mutating func plans() -> [Plan] {
        var plans: [Plan] = []
        var rows = 0
        for row in 0..<YearProposal.planLimit where YearField.ofPlan(row).contains(where: { !text($0).isEmpty }) {
            rows += 1
            guard let plan = plan(row) else { continue }
            if plans.contains(where: { $0.type == plan.type }) {
                problems.append(YearProblem(.planType(row), .planTwice(plan.type)))
            }
            plans.append(plan)
        }
        if rows == 0 { problems.append(YearProblem(.planType(0), .noPlan)) }
        return plans
    }

    private mutating func plan(_ row: Int) -> Plan? {
        let type = words(.planType(row), limit: 8)
        let name = words(.planName(row), limit: 40)
        let premium = amount(.premium(row))
        let city = amount(.cityShare(row))
        let district = amount(.districtShare(row))
        let base = amount(.baseShare(row))
        let categories = entry.categories[row] ?? []
        if categories.isEmpty { problems.append(YearProblem(.categories(row), .missing)) }
        guard let premium, let city, let district, let base else { return nil }
        if premium == .zero { problems.append(YearProblem(.premium(row), .premiumZero)) }
        let shares = city + district + base
        if shares != premium {
            problems.append(YearProblem(.premium(row), .sharesDoNotAddUp(premium: premium, shares: shares)))
        }
        let halfYear = halfYear(row, of: premium)
        guard let type, let name else { return nil }
        return Plan(
            year: entry.year, type: type, name: name, premium: premium, cityShare: city,
            defaultDistrictShare: district, categories: categories, halfYear: halfYear)
    }

    // MARK: Fields

    private func text(_ field: YearField) -> String {
        var text = Substring(entry.texts[field] ?? "")
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private mutating func refuse<Value>(_ field: YearField, _ kind: YearProblem.Kind) -> Value? {
        problems.append(YearProblem(field, text(field).isEmpty ? .missing : kind))
        return nil
    }

    private mutating func day(_ field: YearField) -> CalendarDay? {
        CalendarDay(text(field)) ?? refuse(field, .notADay)
    }

    private mutating func window(_ first: YearField, _ last: YearField) -> DayWindow? {
        let from = day(first)
        let through = day(last)
        guard let from, let through else { return nil }
        return DayWindow(from: from, through: through) ?? refuse(last, .earlierThan(first, from))
    }

    private mutating func number(_ field: YearField, in range: ClosedRange<Int>) -> Int? {
        guard let number = Int(text(field)), range.contains(number) else {
            return refuse(field, .notANumber(range))
        }
        return number
    }

    private mutating func amount(_ field: YearField) -> Money? {
        guard let amount = Money(yuanText: text(field)), !amount.isNegative else {
            return refuse(field, .notAnAmount)
        }
        return amount
    }

    private mutating func words(_ field: YearField, limit: Int) -> String? {
        let words = text(field)
        guard !words.isEmpty, words.count <= limit else { return refuse(field, .tooLong(limit: limit)) }
        return words
    }
}

/// The order in which the days of a year must follow each other (domain 5.1).
private struct YearOrder {
    let year: PlanYear

    private typealias Mark = (field: YearField, day: CalendarDay)

    var problems: [YearProblem] {
        var found: [YearProblem] = []
        let coverageFrom: Mark = (.coverageFrom, year.coverage.from)
        for mark in [coverageFrom, (.coverageThrough, year.coverage.through)] where mark.day.year != year.year {
            found.append(YearProblem(mark.field, .notInYear(year.year)))
        }
        func mark(_ activity: Activity, _ edge: KeyPath<DayWindow, CalendarDay>) -> Mark? {
            guard let window = year.windows[activity] else { return nil }
            let field: YearField = edge == \DayWindow.from ? .windowFrom(activity) : .windowThrough(activity)
            return (field, window[keyPath: edge])
        }
        func require(_ later: Mark?, after earlier: Mark?) {
            guard let later, let earlier, later.day <= earlier.day else { return }
            found.append(YearProblem(later.field, .notAfter(earlier.field, earlier.day)))
        }
        func require(_ later: Mark?, notBefore earlier: Mark?) {
            guard let later, let earlier, later.day < earlier.day else { return }
            found.append(YearProblem(later.field, .earlierThan(earlier.field, earlier.day)))
        }
        func require(_ earlier: Mark?, notAfter later: Mark?) {
            guard let later, let earlier, earlier.day > later.day else { return }
            found.append(YearProblem(earlier.field, .laterThan(later.field, later.day)))
        }
        require((.registerAsOf, year.registerAsOf), notAfter: mark(.enrolment, \.from))
        require((.retiredBefore, year.retiredBefore), after: (.registerAsOf, year.registerAsOf))
        require((.retiredBefore, year.retiredBefore), notAfter: coverageFrom)
        require(mark(.enrolment, \.from), after: mark(.shareSetting, \.through))
        require(mark(.confirmation, \.from), notAfter: mark(.enrolment, \.through))
        require(mark(.confirmation, \.through), notAfter: mark(.enrolment, \.through))
        require(mark(.review, \.from), notBefore: mark(.enrolment, \.from))
        require(mark(.review, \.through), notBefore: mark(.enrolment, \.through))
        require(mark(.districtSubmission, \.from), after: mark(.enrolment, \.through))
        require(mark(.review, \.through), notAfter: mark(.districtSubmission, \.through))
        require(coverageFrom, after: mark(.districtSubmission, \.through))
        require(mark(.voucher, \.from), notBefore: mark(.districtSubmission, \.from))
        require(mark(.voucher, \.through), notBefore: mark(.districtSubmission, \.through))
        require((.basePaymentDue, year.basePaymentDue), notBefore: mark(.enrolment, \.from))
        require((.basePaymentDue, year.basePaymentDue), notAfter: mark(.voucher, \.through))
        return found
    }
}
