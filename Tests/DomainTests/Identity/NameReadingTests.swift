import Domain
import Testing

@Suite struct NameReadingTests {
    private func reading(_ name: String) -> String {
        let reading = NameReading(of: name)
        return "\(reading.whole) \(reading.initials)"
    }

    @Test("a name is read character by character, without tones")
    func plain() {
        #expect(reading("张三") == "zhangsan zs")
        #expect(reading("吕绿") == "lvlv ll")
        #expect(reading("欧阳晟") == "ouyangsheng oys")
        #expect(reading("郭䶮") == "guo g")
    }

    @Test(
        "a surname is read as surnames are",
        arguments: [
            ("单雄", "shan"), ("曾国", "zeng"), ("仇英", "qiu"), ("解缙", "xie"), ("区志", "ou"), ("查良", "zha"),
            ("盖文", "ge"), ("乐嘉", "yue"), ("朴树", "piao"), ("任平", "ren"), ("华佗", "hua"), ("缪斯", "miao"),
            ("翟明", "zhai"), ("覃勇", "qin"), ("褚时", "chu"), ("员工", "yun"), ("柏杨", "bai"), ("万方", "wan"),
            ("尉文", "wei"), ("尉迟恭", "yuchi"), ("万俟明", "moqi"), ("澹台镜", "tantai"), ("长孙无", "zhangsun"),
            ("单于夫", "chanyu"), ("令狐冲", "linghu"),
        ])
    func surnames(_ name: String, _ surname: String) {
        #expect(NameReading(of: name).whole.hasPrefix(surname))
    }

    @Test("in a given name the character has its usual reading again")
    func givenNames() {
        #expect(reading("李解") == "lijie lj")
        #expect(reading("王查") == "wangcha wc")
        #expect(reading("单单") == "shandan sd")
        // Two characters alone are a surname and a given name.
        #expect(reading("尉迟") == "weichi wc")
    }

    @Test("letters stay, signs and digits go")
    func otherScripts() {
        #expect(reading("John O'Neil") == "johnoneil jon")
        #expect(reading("阿不都·热西提") == "abudourexiti abdrxt")
        #expect(reading("会员7") == "huiyuan hy")
        #expect(reading("") == " ")
    }

    @Test("what is typed is letters with or without spaces; anything else is a name")
    func conditions() throws {
        #expect(try #require(ReadingCondition("Zhang San")).letters == "zhangsan")
        #expect(try #require(ReadingCondition("lü")).letters == "lv")
        #expect(ReadingCondition("张") == nil)
        #expect(ReadingCondition("zhang3") == nil)
        #expect(ReadingCondition("  ") == nil)
        let short = try #require(ReadingCondition("zhs"))
        #expect(short.initials == "zs")
        #expect(short.beginnings == ["zh", "s"])
        #expect(try #require(ReadingCondition("zs")).initials == nil)
        #expect(try #require(ReadingCondition("zhang")).initials == nil)
    }
}
