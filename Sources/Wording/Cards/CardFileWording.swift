public import Domain

extension CardOrderColumn {
    /// The column's title in the file that goes to the bank.
    public var title: String {
        switch self {
        case .batch: "批次号"
        case .member: "会员编号"
        case .name: "姓名"
        case .documentType: "证件类型"
        case .documentNumber: "证件号码"
        case .expiry: "证件到期日"
        case .phone: "手机号"
        case .address: "地址"
        }
    }
}

extension CardResultColumn {
    /// The column's title in the file that comes back.
    public var title: String {
        switch self {
        case .batch: "批次号"
        case .member: "会员编号"
        case .verdict: "结果"
        case .card: "卡号"
        case .reason: "原因"
        }
    }
}

extension CardVerdict {
    public var wording: String {
        switch self {
        case .made: "成功"
        case .failed: "失败"
        }
    }
}

/// Fixed texts of the two bank files.
public enum CardFileWording {
    public static let orderSheet = "制卡名单"
    public static let resultSheet = "制卡结果"
    public static let total = "合计"
    public static let bankGaveNoReason = "银行未说明原因"
    public static let oddCheckDigit = "校验位不符，请与银行核对"

    public static func orderFileName(_ batch: String) -> String { "制卡名单-\(batch).xlsx" }

    /// What the simulated bank calls its answer.
    public static func resultFileName(_ batch: String) -> String { "制卡结果-\(batch).xlsx" }

    public static func orderTitle(_ batch: String, unit: String) -> String { "会员服务卡制卡名单　\(unit)　\(batch)" }

    public static func people(_ count: Int) -> String { "\(count) 人" }

    public static func orderNote(_ count: Int) -> String {
        let columns = CardResultColumn.allCases.map(\.title).joined(separator: "、")
        return "共 \(count) 人。请按批次号和会员编号逐人返回制卡结果，列为：\(columns)。"
    }
}

extension CardLinePart {
    public var wording: String {
        switch self {
        case .failed: "失败"
        case .odd: "校验位不符"
        case .leftOut: "已剔除"
        case .issued: "已制卡"
        }
    }
}

extension CardLine {
    /// Why the person got no card, or what has happened to him meanwhile; nil for most.
    public var explanation: String? {
        switch status {
        case .failed: reason ?? CardFileWording.bankGaveNoReason
        case .cancelled: leftOut.map { "交银行前\($0.wording)，没有列入制卡名单。" }
        case .issued: since.map { "\($0.wording)；卡归本人，仍然有效。" }
        case .pending: obstacle.map { "\($0.wording)，提交时将剔除。" } ?? since.map { "\($0.wording)。" }
        }
    }
}

extension CardResultProblem {
    /// What is wrong and what to do, the row first.
    public var wording: String {
        guard let row else { return fault.wording }
        return "第 \(row) 行：\(fault.wording)"
    }
}

extension CardResultProblem.Fault {
    public var wording: String {
        switch self {
        case .anotherBatch(let number):
            number.isEmpty ? "没有批次号，请填写本批次的批次号。" : "批次号 \(number.prefix(30)) 不是本批次，请改用本批次的制卡结果文件。"
        case .unknownMember(let number):
            number.isEmpty ? "没有会员编号，请按制卡名单填写。" : "会员编号 \(number.prefix(30)) 不在本批次中，请按制卡名单核对。"
        case .repeatedMember(let number): "会员编号 \(number.prefix(30)) 重复，请每人只保留一行。"
        case .missingMembers(let numbers):
            "缺少 \(numbers.count) 人的结果：\(numbers.prefix(10).joined(separator: "、"))"
                + (numbers.count > 10 ? " 等" : "") + "。请向银行索取完整文件。"
        case .totalDiffers(let stated, let rows):
            "合计行写明 \(stated) 人，文件中有 \(rows) 人的结果，文件可能不完整；请向银行重新索取。"
        case .verdictUnclear: "结果只能是“成功”或“失败”，请改正后重新导入。"
        case .cardMissing: "结果为成功但没有卡号，请补填卡号。"
        case .cardDestroyed: "卡号单元格是数字格式，后几位已丢失；请把该列设为文本格式后重新填写。"
        case .cardMalformed: "卡号应为 16 至 19 位数字，请核对后重新填写。"
        case .cardRepeated: "卡号在文件中重复，请核对后重新填写。"
        case .cardTaken: "卡号已属于其他会员，请与银行核对。"
        case .memberHasCard(let number): "会员 \(number) 已有会员服务卡，请与银行核对后改为失败并注明原因。"
        }
    }
}

extension CardFileFault {
    public var wording: String {
        switch self {
        case .empty: "文件是空的，请选择银行返回的 xlsx 文件。"
        case .notAWorkbook: "这不是 xlsx 文件，请选择银行返回的 xlsx 文件；如为 xls 或 csv，请先另存为 xlsx。"
        case .encrypted: "文件设有密码，请取消密码后重新选择。"
        case .macros: "文件带有宏，请另存为不带宏的 xlsx 后重新选择。"
        case .damaged: "文件已损坏，无法读取，请向银行重新索取。"
        case .tooLarge: "文件过大，请确认选择的是本批次的制卡结果文件。"
        case .missingColumns(let columns):
            "文件缺少列：\(columns.map(\.title).joined(separator: "、"))。请使用银行返回的原始文件，不要改动表头。"
        case .noRows: "文件中没有制卡结果，请选择银行返回的原始文件。"
        }
    }
}
