public import Domain

extension Download.Kind {
    public var wording: String {
        switch self {
        case .pdf: "PDF"
        case .workbook: "Excel 表格"
        case .document: "Word 文档"
        case .png, .jpeg: "图片"
        }
    }
}

extension Download.File {
    /// What it is and how large, `PDF，1.2 MB`.
    public var wording: String {
        let (kilo, mega) = (1_024, 1_048_576)
        let amount =
            size < mega
            ? "\((size + kilo - 1) / kilo) KB" : "\(size / mega).\(size % mega * 10 / mega) MB"
        return "\(kind.wording)，\(amount)"
    }
}

extension DownloadProblem {
    public var wording: String {
        switch self {
        case .title(let limit): "请填写标题，一行、不超过 \(limit) 个字"
        case .category(let limit): "请填写分类，一行、不超过 \(limit) 个字"
        case .position(let range): "请填写 \(range.lowerBound) 至 \(range.upperBound) 的整数"
        }
    }
}

extension DownloadFileProblem {
    /// What is wrong and what to do; each says what is accepted.
    public var wording: String {
        switch self {
        case .missing: "请选择要上传的文件"
        case .empty: "文件是空的，请重新选择"
        case .tooLarge: "文件过大（最大 10 MB，或解压后过大），请压缩图片或拆分后再上传"
        case .otherKind: "只接受 pdf、xlsx、docx、png、jpg 文件；旧版 doc、xls、ppt 请另存为 pdf 后上传"
        case .damaged: "文件已损坏或不完整，请重新导出后再上传"
        case .tooManyPixels: "图片尺寸过大，请缩小到 4000 万像素以内再上传"
        case .encrypted: "文件设有密码，请取消密码后再上传"
        case .active: "文件含有宏、脚本、嵌入文件、外部模板，或会启动其他程序的域和公式（DDE），请另存为普通文件或 pdf 后再上传"
        }
    }
}
