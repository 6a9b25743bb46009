public import Domain

extension MemberProblem {
    /// What is wrong, as it stands beside the cell.
    public var wording: String {
        switch self {
        case .missing(let column): "没有填写\(column.wording)"
        case .formulaError(let column): "表格公式出错，没有得出\(column.wording)"
        case .formulaUnsaved(let column): "\(column.wording)是公式，文件中没有保存结果"
        case .nameWithRemark: "姓名后的括号内有文字"
        case .severalPhones: "填写了不止一个手机号"
        case .tooLong(let column, let limit): "\(column.wording)超过 \(limit) 个字"
        case .nameUnreadable: "姓名中有不能识别的字符或符号"
        case .unknownDocumentType: "证件类型不在数据说明的列表中"
        case .number(let problem): problem.wording
        case .damagedNumber(let damage): damage.wording
        case .numberRewritten(let changes): "按规范写法登记：" + changes.map(\.wording).joined(separator: "、")
        case .documentRepeatedInFile(let row): "与第 \(row) 行是同一个证件号码"
        case .phoneMalformed: "不是有效的 11 位手机号"
        case .phoneDamaged: "手机号被表格软件改成了科学计数"
        case .phoneRepeatedInFile(let row): "与第 \(row) 行的手机号相同"
        case .phoneOfAnotherMember: "本工会另一名会员已使用这个手机号"
        case .phoneOfAnotherUnion: "其他工会的会员也登记了这个手机号"
        case .unknownSex: "性别应为“男”或“女”"
        case .sexAgainstNumber(let sex): "与证件号码不符，证件号码表示“\(sex.wording)”"
        case .unionCodeOfAnotherUnion(let expected): "工会编号不是本工会的编号 \(expected)"
        case .unionNameDiffers(let expected): "与本工会名称“\(expected)”不一致"
        case .unknownLabel: "会员标签不在数据说明的列表中"
        case .unknownHousehold: "户籍类型不在数据说明的列表中"
        case .unknownPost: "岗位类别不在数据说明的列表中"
        case .addressTooShort(let rule): "工作单位详细地址不够完整：\(rule.wording)"
        case .expiryUnreadable: "无法识别证件到期日"
        case .expiryAgainstAge: "证件到期日与年龄不符"
        case .expired: "证件已过期"
        case .nameDiffersFromRegister: "姓名与这个证件号码已登记的姓名不一致"
        case .nameWouldChange(let name): "名册登记的姓名是“\(name)”，同意后才改为文件中的姓名"
        case .openTransfer: "已申请转入，正在等待原工会审核"
        case .memberOfAnotherUnion: "是其他工会的会员，导入后将申请会籍转移"
        case .documentReplaced(let day?): "此证件已于 \(day) 更换，本人现在使用新证件"
        case .documentReplaced(nil): "此证件已更换，本人现在使用新证件"
        }
    }
}

extension [MemberProblem] {
    /// What keeps a row out, column by column, for the workbook of rows to mend.
    public var errorReasons: String {
        filter { $0.severity == .error }.map { "\($0.column.wording)：\($0.wording)" }.joined(separator: "；")
    }

    /// What to do about it, each act once.
    public var errorRepairs: String {
        var repairs: [MemberProblem.Repair] = []
        for problem in self where problem.severity == .error && !repairs.contains(problem.repair) {
            repairs.append(problem.repair)
        }
        return repairs.map(\.wording).joined()
    }

    /// What keeps a row out and what to do about it, as it stands behind the row in the file of rows to mend.
    ///
    /// - Parameter row: where the row stood in the file that was uploaded.
    public func advice(row: Int) -> String {
        "问题：\(errorReasons)。办法：\(errorRepairs)（原文件第 \(row) 行）"
    }
}

extension MemberProblem.Repair {
    /// The group's heading: what is wrong with these rows.
    public var heading: String {
        switch self {
        case .fillIn: "必填内容没有填写"
        case .derive: "证件类型、性别或所在工会没有填写"
        case .typeNumberAgain: "证件号码被表格软件改掉了位数"
        case .replaceLetters: "证件号码中把数字写成了字母"
        case .joinDigits: "证件号码中间有空格或横线"
        case .takeNumberFromCard: "证件号码是 15 位的旧号码"
        case .checkNumber: "证件号码不正确"
        case .chooseDocumentType: "证件类型无法识别"
        case .keepOneRow: "同一个人在文件中出现多次"
        case .correctPhone: "手机号不正确"
        case .giveOwnPhone: "手机号重复"
        case .correctSex: "性别不正确或与证件号码不符"
        case .checkName: "姓名无法识别或与登记不一致"
        case .correctUnionCode: "工会编号不是本工会的编号"
        case .chooseFromList: "填写的值不在数据说明的列表中"
        case .correctExpiry: "证件到期日无法识别"
        case .shorten: "内容太长"
        case .replaceFormula: "表格公式出错，没有内容"
        case .saveFormulas: "表格公式没有保存结果"
        case .checkRemark: "姓名后有括号"
        case .chooseName: "姓名与名册不同"
        case .checkWriting: "证件号码按规范写法登记"
        case .useNewDocument: "名册中是更换前的证件"
        case .checkPhone: "手机号在其他工会也有登记"
        case .checkUnionName: "所在工会的名称与本工会不一致"
        case .completeAddress: "工作单位详细地址不够完整"
        case .checkExpiry: "证件到期日需要核对"
        case .awaitTransfer: "是其他工会的会员"
        }
    }

    /// What to do about it.
    public var wording: String {
        switch self {
        case .fillIn: "请补填问题中所列的内容；合计、说明等不是会员的行，请跳过或删除。"
        case .derive: "可以按证件号码和本工会补填：证件类型为身份证，性别按证件号码。"
        case .typeNumberAgain:
            "表格软件最多保留 15 位数字，后几位已经丢失，系统无法恢复，也不会猜测。"
                + "在 Excel 或 WPS 中请选中整列，设置单元格格式 → 文本，再对照证件重新填写 18 位号码；只改格式不重填，号码仍然是错的。"
        case .replaceLetters: "字母应为数字：O 改为 0，I 和 L 改为 1。改后末位校验正确的才会修复。"
        case .joinDigits: "去掉中间的空格和横线即可，数字不变。"
        case .takeNumberFromCard: "请按本人现在的身份证填写 18 位号码；也可按国家标准 GB 11643 换算（补 19 和末位校验码）。"
        case .checkNumber: "请对照证件逐位核对证件号码和证件类型。"
        case .chooseDocumentType: "请从可选的证件类型中选择；证件号码是有效身份证号码的，可以改为身份证。"
        case .keepOneRow: "请只保留正确的一行，删除其余行。"
        case .correctPhone: "请填写 11 位手机号，并把整列设为“文本”。"
        case .giveOwnPhone: "请填写本人的手机号。同一工会内手机号不能重复。"
        case .correctSex: "请对照证件核对证件号码和性别；证件号码无误的，可以按证件号码改性别。"
        case .checkName: "请对照证件核对姓名和证件号码。"
        case .correctUnionCode: "请改成本工会的编号；不是本工会的会员请删除这一行。"
        case .chooseFromList:
            "请从可选的值中选择，不登记的可以清空，名册原有的内容不变；全部可选值见导入模板的“数据说明”。"
                + "整列都不登记的，也可以在“文件中的列”中核对或修改，把这一列改为“文件中没有，不填”。"
        case .correctExpiry: "请按 2035-03-20 的格式填写，长期有效的填“长期”。"
        case .shorten: "请缩短内容。"
        case .replaceFormula: "请改正表格中的公式，或直接填写内容；没有内容的可以清空。"
        case .saveFormulas: "文件由其他程序生成，公式还没有算出结果。请用 Excel 或 WPS 打开文件，保存后重新上传；也可以在这里直接填写。"
        case .checkRemark: "可以导入，括号内的文字会作为姓名的一部分登记。是备注的，请从姓名中删去；岗位、用工形式另有“会员标签”一列。"
        case .chooseName: "请对照证件核对。同意改名的，按文件登记；保留名册姓名或没有选择的，姓名不变，这一行的其他内容照常更新。"
        case .checkWriting: "可以导入。数字不变，只统一全角、空格和大小写。"
        case .useNewDocument: "可以导入，会找到本人，证件仍以换证后的为准。请在名册中改为新证件。"
        case .checkPhone: "可以导入。请与本人核对手机号是否为本人使用。"
        case .checkUnionName: "可以导入，按工会编号登记。请核对所在工会的名称。"
        case .completeAddress: "可以导入，但补全之前不能办卡。"
        case .checkExpiry: "可以导入。请对照证件核对到期日，证件过期不能办卡。"
        case .awaitTransfer: "原工会同意之前不计入本单位会员，无需重复导入。"
        }
    }
}

extension MemberProblem.Repair {
    /// The button that carries it out for so many rows at once; nil where people have to look themselves.
    public func offer(rows: Int) -> String? {
        switch self {
        case .derive: "全部补填（\(rows) 行）"
        case .replaceLetters: "全部改成数字（\(rows) 行）"
        case .joinDigits: "全部去掉空格和横线（\(rows) 行）"
        case .takeNumberFromCard: "全部换算成 18 位（\(rows) 行）"
        case .chooseDocumentType: "全部改为身份证（\(rows) 行）"
        case .correctSex: "全部按证件号码改性别（\(rows) 行）"
        case .chooseFromList: "全部清空这些值（\(rows) 行）"
        case .fillIn, .typeNumberAgain, .checkNumber, .keepOneRow, .correctPhone, .giveOwnPhone, .checkName,
            .correctUnionCode, .correctExpiry, .shorten, .replaceFormula, .saveFormulas, .chooseName, .checkRemark,
            .checkWriting, .useNewDocument, .checkPhone, .checkUnionName, .completeAddress, .checkExpiry,
            .awaitTransfer:
            nil
        }
    }
}

extension MemberFileRefusal {
    /// One sentence: why the file is not taken, and what to do.
    public var wording: String {
        switch self {
        case .missing: "请选择要上传的 xlsx 或 csv 文件。"
        case .empty: "文件是空的，请选择填写好的会员名册。"
        case .notWorkbook: "这不是 xlsx 或 csv 文件，请在表格软件中另存为 xlsx，或下载模板填写后上传。"
        case .oldWorkbook: "这是旧版 xls 文件，请在表格软件中另存为 xlsx 后上传。"
        case .encrypted: "文件设有密码，请取消密码后上传。"
        case .macros: "文件含有宏，请另存为不含宏的 xlsx 后上传。"
        case .damaged: "文件已损坏，无法读取，请重新保存后上传。"
        case .tooLarge(let limit): "文件太大，最大 \(limit) MB，请分成几个文件上传。"
        case .suspicious: "文件解压后异常庞大或含有不允许的内容，已拒绝读取，请重新保存为 xlsx 后上传。"
        case .tooManyRows(let limit): "文件超过 \(limit) 行，请分成几个文件上传。"
        case .tooManyColumns(let row, let limit): "第 \(row) 行超过 \(limit) 列，请删除多余的列后上传。"
        case .cellTooLong(let row, let limit): "第 \(row) 行有单元格超过 \(limit) 个字，请检查后上传。"
        case .noRows: "文件中没有会员，请填写后上传。"
        case .headerMissing: "没有找到表头，请在名单第一行加上列名“姓名”“证件号码”“手机号码”后上传。"
        case .columnsMissing(let columns):
            "文件中没有找到这些列：\(columns.map(\.wording).joined(separator: "、"))，请在表头写明列名，或使用下载的模板填写。"
        case .sheetMissing(let sheets): "文件中没有这张工作表，请从这些工作表中选择：\(sheets.joined(separator: "、"))。"
        }
    }
}

extension ImportTargetProblem {
    public var wording: String {
        switch self {
        case .categoryMissing: "请选择会员数据类型"
        case .enterpriseMissing: "请选择一个单位"
        case .flexibleKindMissing: "请选择灵活就业类别"
        }
    }
}

extension ColumnLayoutProblem {
    public var wording: String {
        switch self {
        case .missing(let columns): "请选择这些列在文件中的位置：\(columns.map(\.wording).joined(separator: "、"))"
        case .usedTwice(let column, let other): "\(column.wording)和\(other.wording)不能取自同一列，请改选其中一个"
        }
    }
}
