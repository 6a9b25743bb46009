/// The passwords that are tried first.
///
/// Guessers try words with digits around them, digits in place of letters, runs along the keyboard and repetitions, so
/// these are recognised by their form; the words themselves are a short list, compared with the core that is left.
enum CommonPasswords {
    static func contains(_ password: String) -> Bool {
        let lowered = password.lowercased()
        if isRepetition(lowered) || isRun(lowered) || isCountedLetters(lowered) { return true }
        let core = core(of: Array(lowered))
        let candidates = [core, spelt(core), Self.core(of: Array(spelt(lowered)))]
        return candidates.contains { words.contains($0) || isRun($0) }
    }

    private static func spelt(_ text: String) -> String {
        String(text.map { lookalikes[$0] ?? $0 })
    }

    /// Up to three letters before or after a run or repetition of digits: `a123456789`, `li88888888`.
    private static func isCountedLetters(_ text: String) -> Bool {
        let digits = text.filter(\.isNumber)
        return digits.count >= 4 && text.count(where: \.isLetter) <= 3 && (isRun(digits) || isRepetition(digits))
    }

    /// What is left when everything but letters is taken off both ends; all of it when there is no letter.
    private static func core(of characters: [Character]) -> String {
        guard let first = characters.firstIndex(where: \.isLetter), let last = characters.lastIndex(where: \.isLetter)
        else { return String(characters) }
        return String(characters[first...last])
    }

    /// A block of one to four characters again and again: `aaaaaaaa`, `abc1abc1`.
    private static func isRepetition(_ text: String) -> Bool {
        let characters = Array(text)
        return (1...4).contains { length in
            characters.count >= length * 2
                && characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
        }
    }

    /// A stretch of the alphabet, the digits or the keyboard, forwards or backwards.
    private static func isRun(_ text: String) -> Bool {
        text.count >= 4 && runs.contains { $0.contains(text) }
    }

    private static let runs: [String] = [
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop[]asdfghjkl;'zxcvbnm,./", "1234567890-=",
        "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0", "qweasdzxc", "!@#$%^&*()_+", "!qaz@wsx#edc$rfv%tgb", "zaq12wsxcde34rfv",
        "147258369", "qwe123asd456zxc", "a1b2c3d4e5f6g7h8", "abc123456789",
    ]
    .flatMap { [$0, String($0.reversed())] }

    private static let lookalikes: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i",
    ]

    private static let words: Set<String> = [
        "abcabc", "abcd", "access", "account", "admin", "administrator", "admins", "asdasd", "asdf", "baby",
        "baidu", "baobao", "baobei", "baseball", "batman", "beijing", "changeme", "charlie", "china", "chinese",
        "computer", "default", "demo", "dragon", "football", "freedom", "gonghui", "google", "guanli",
        "guanliyuan", "guest", "haha", "hehe", "hello", "helloworld", "huawei", "hunter", "iloveu", "iloveyou",
        "internet", "jiayou", "jordan", "kaixin", "keyboard", "killer", "letmein", "linux", "login", "love",
        "loveyou", "manager", "master", "member", "michael", "mima", "mimamima", "monkey", "music",
        "mypassword", "mysql", "nihao", "nihaoma", "ninja", "office", "oracle", "pass", "passwd", "password",
        "passwords", "passwort", "princess", "qweqwe", "root", "secret", "server", "shadow", "shanghai",
        "shanghaigonghui", "sunshine", "superman", "superuser", "support", "sysadmin", "system", "taobao",
        "temp", "temporary", "test", "tester", "testing", "testtest", "tiantian", "trustno", "union", "unions",
        "user", "username", "webadmin", "weixin", "welcome", "whatever", "woaini", "woaiwojia", "wodemima",
        "woshishei", "xiaoming", "xiaoxiao", "yonghu", "zhanghao", "zhigong", "zhonggong", "zhongguo",
        "zonggonghui",
    ]
}
