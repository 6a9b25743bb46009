/// Time, chance and the outside world: where they may come in.
extension HouseRule {
    static let clock = HouseRule(
        name: "Only Server reads a clock",
        advice: "take `today: CalendarDay` or `now: Instant` as an argument; Server owns both clocks (ADR 4)",
        about: ["Sources/"],
        exceptions: ["Sources/Server/": "owns the clocks"],
        find: {
            try $0.code(
                matching:
                    #"\bDate\s*\(\s*\)|\bDate\.now\b|\bDate\s*\(timeIntervalSinceNow|\b(Continuous|Suspending)Clock\b"#
                    + #"|\bDispatch(Wall)?Time\.now\b|\bclock_gettime\b|\bgettimeofday\b|\btime\s*\(\s*nil\s*\)"#
                    + #"|\bsystemUptime\b|\bCFAbsoluteTimeGetCurrent\b|\bNIODeadline\.now\b"#)
        },
        broken: [
            "let today = Date()", "let a = Date.now", "try await clock.sleep(until: ContinuousClock().now)",
            "let deadline = DispatchTime.now() + 5", "let t = time(nil)", #"let text = "at \(Date())""#,
        ],
        kept: ["let day = Date(timeIntervalSince1970: 0)", "// not Date()", #"let text = "Date()""#, "request.now"])

    static let pureDomain = HouseRule(
        name: "Domain has no clock, chance, input or output",
        advice: "decide in Domain, fetch and keep in UseCases; hand in what the rule needs as an argument",
        about: ["Sources/Domain/"],
        find: {
            try $0.code(
                matching:
                    #"\b(async|await)\b|\bactor\s+[A-Z]|\brandom\s*\(|\bRandomNumberGenerator\b|\bUUID\s*\(|\bFileManager\b"#
                    + #"|\bFileHandle\b|\bProcessInfo\b|\bprint\s*\(|\bTask\s*[{.]|\bDispatchQueue\b"#)
        },
        broken: [
            "func load() async throws", "let n = Int.random(in: 1...6)", "let id = UUID()", "print(member)",
            "public actor Queue {",
        ],
        kept: [
            "/// Awaiting; actors and async are elsewhere.", "func perform(_ command: Command, by actor: Actor)",
            "let asynchronous = 1",
        ])

    static let sleep = HouseRule(
        name: "Nothing sleeps",
        advice: "wait for the thing itself: a continuation, a result, a moment handed in by the test",
        about: ["Sources/", "Tests/"],
        exceptions: [
            "Sources/Server/": "runs the outbox and the nightly purge at intervals of the real clock",
            "Sources/DatabasePostgres/": "waits with jitter before it repeats a transaction that lost a conflict",
        ],
        find: { try $0.code(matching: #"\bTask\.sleep\b|\bThread\.sleep\b|\b[nu]?sleep\s*\("#) },
        broken: ["try await Task.sleep(for: .seconds(1))", "usleep(1000)", "Thread.sleep(forTimeInterval: 1)"],
        kept: ["// never sleep(1)", "let asleep = true", "beasleep(1)"])
}
