extension Answered {
    /// What this answer lacks of the headers that every answer has to carry, and what it says too much.
    var unguarded: [String] {
        let policy = header("Content-Security-Policy") ?? ""
        let kept: [(String, Bool)] = [
            ("Cache-Control", header("Cache-Control") == "no-store"),
            ("Content-Security-Policy", policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe")),
            ("X-Content-Type-Options", header("X-Content-Type-Options") == "nosniff"),
            ("Referrer-Policy", header("Referrer-Policy") == "same-origin"),
            ("Cross-Origin-Opener-Policy", header("Cross-Origin-Opener-Policy") == "same-origin"),
            ("X-Frame-Options", header("X-Frame-Options") == "DENY"),
            ("Permissions-Policy", header("Permissions-Policy") != nil),
            ("Server", header("Server") == nil),
        ]
        return kept.filter { !$0.1 }.map(\.0)
    }
}
