import Domain
import Testing
import Wording

/// What a clerk reads of bad input: of a file that is not taken, and of a number that cannot be right.
@Suite struct BadInputWordingTests {
    @Test(
        arguments: [
            (MemberFileRefusal.missing, "请选择要上传的 xlsx 或 csv 文件。"), (.empty, "文件是空的，请选择填写好的会员名册。"),
            (.notWorkbook, "这不是 xlsx 或 csv 文件，请在表格软件中另存为 xlsx，或下载模板填写后上传。"),
            (.oldWorkbook, "这是旧版 xls 文件，请在表格软件中另存为 xlsx 后上传。"), (.encrypted, "文件设有密码，请取消密码后上传。"),
            (.macros, "文件含有宏，请另存为不含宏的 xlsx 后上传。"), (.damaged, "文件已损坏，无法读取，请重新保存后上传。"),
            (.tooLarge(limit: 10), "文件太大，最大 10 MB，请分成几个文件上传。"),
            (.suspicious, "文件解压后异常庞大或含有不允许的内容，已拒绝读取，请重新保存为 xlsx 后上传。"),
            (.tooManyRows(limit: 100_000), "文件超过 100000 行，请分成几个文件上传。"),
            (.tooManyColumns(row: 7, limit: 200), "第 7 行超过 200 列，请删除多余的列后上传。"),
            (.cellTooLong(row: 7, limit: 32_767), "第 7 行有单元格超过 32767 个字，请检查后上传。"),
            (.noRows, "文件中没有会员，请填写后上传。"),
            (.headerMissing, "没有找到表头，请在名单第一行加上列名“姓名”“证件号码”“手机号码”后上传。"),
            (.columnsMissing([.name, .phone]), "文件中没有找到这些列：姓名、手机号码，请在表头写明列名，或使用下载的模板填写。"),
            (.sheetMissing(["甲表", "乙表"]), "文件中没有这张工作表，请从这些工作表中选择：甲表、乙表。"),
        ] as [(MemberFileRefusal, String)])
    func `A file that is not taken says why and what to do`(refusal: MemberFileRefusal, sentence: String) {
        #expect(refusal.wording == sentence)
    }

    @Test(
        arguments: [
            (IdentityNumberProblem.empty, "没有填写证件号码"), (.fifteenDigits, "15 位的旧号码已停用"),
            (.wrongLength(17), "证件号码应为 18 位，现在是 17 位"), (.notDigits, "证件号码前 17 位应为数字，末位为数字或 X"),
            (.unknownProvince("16"), "开头的 16 不是有效的地区代码"), (.invalidBirthDate, "证件号码中的出生日期不存在"),
            (.wrongCheckDigit(expected: "X"), "证件号码末位校验不符，通常是抄错一位"),
            (.ofAnotherDocument(.residencePermit), "这是\(DocumentType.residencePermit.wording)的号码，与所选证件类型不符"),
            (.malformed(.passport), "不是有效的\(DocumentType.passport.wording)号码"),
        ] as [(IdentityNumberProblem, String)])
    func `A number that cannot be right says why, and never tells the character that would fit`(
        problem: IdentityNumberProblem, sentence: String
    ) {
        #expect(problem.wording == sentence)
        #expect(MemberProblem.number(problem).wording == sentence)
        #expect(MemberProblem.number(problem).repair.wording == "请对照证件逐位核对证件号码和证件类型。")
    }

    @Test func `A day of birth to come is told with the day`() throws {
        let day = try #require(CalendarDay("2024-02-29"))
        #expect(IdentityNumberProblem.birthInFuture(day).wording == "证件号码中的出生日期 2024-02-29 晚于今天")
    }

    @Test(
        arguments: [
            (NumberDamage.scientificNotation, "证件号码被表格软件改成了科学计数", MemberProblem.Repair.typeNumberAgain),
            (.digitsLost, "证件号码存成了数值，15 位以后已经丢失", .typeNumberAgain),
            (.endsInZeros, "证件号码末尾成了 000，很可能被表格软件截断", .typeNumberAgain),
            (.lettersForDigits, "证件号码中把数字写成了字母（如 0 写成 O）", .replaceLetters),
            (.separated, "证件号码中间有空格或横线", .joinDigits), (.fifteenDigits, "15 位的旧号码已停用", .takeNumberFromCard),
        ] as [(NumberDamage, String, MemberProblem.Repair)])
    func `A destroyed number says what has happened to it; what is lost is offered to nobody`(
        damage: NumberDamage, sentence: String, repair: MemberProblem.Repair
    ) {
        let problem = MemberProblem.damagedNumber(damage)
        #expect(problem.wording == sentence)
        #expect(problem.severity == .error)
        #expect(problem.repair == repair)
        #expect((repair.offer(rows: 3) == nil) == (repair == .typeNumberAgain))
        #expect(repair.wording.hasSuffix("。"))
    }

    @Test func `Of a comparison it is told what was not done and why`() {
        #expect(ComparisonEffect.failed.sentence(of: .transfer).contains("现在没有临时工会"))
        #expect(ComparisonEffect.failed.sentence(of: .import).contains("不符合导入要求"))
    }

    @Test func `Words that no dictionary has keep nobody out who does without them`() {
        let advice = MemberProblem.unknownLabel.repair.wording
        #expect(advice.contains("不登记的可以清空"))
        #expect(MemberProblem.unknownLabel.repair.offer(rows: 3) == "全部清空这些值（3 行）")
    }

    @Test(arguments: MemberProblem.Repair.allCases)
    func `Every group has a heading and says what to do`(repair: MemberProblem.Repair) {
        #expect(!repair.heading.isEmpty && !repair.heading.hasSuffix("。"))
        #expect(repair.wording.hasSuffix("。"))
    }
}
