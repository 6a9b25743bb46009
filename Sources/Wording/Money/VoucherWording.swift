public import Domain

extension PaymentVoucher.Status {
    public var wording: String {
        switch self {
        case .underReview: "待审核"
        case .accepted: "已通过"
        case .moreMaterial: "待补充"
        case .rejected: "已退回"
        }
    }
}

extension VoucherFile.Kind {
    public var wording: String {
        switch self {
        case .jpeg: "JPG 图片"
        case .png: "PNG 图片"
        case .pdf: "PDF 文件"
        }
    }
}

extension VoucherFileProblem {
    /// What is wrong and what to do; each says what is accepted.
    public var wording: String {
        switch self {
        case .empty: "文件是空的，请重新选择。"
        case .tooLarge: "文件超过 10 MB，请压缩或分开后再上传。"
        case .otherKind: "只接受 jpg、png、pdf 文件，请重新选择。"
        case .damaged: "文件已损坏或不完整，请重新拍照或导出后再上传。"
        case .tooManyPixels: "图片尺寸过大，请缩小到 4000 万像素以内再上传。"
        case .encrypted: "PDF 设有密码，请取消密码后再上传。"
        case .active: "PDF 含有脚本或附件，请另存为普通 PDF 或截图后再上传。"
        }
    }
}

extension SubmissionContact.Problem {
    /// What to type into the field.
    public func wording(of field: ContactField) -> String {
        switch (field, self) {
        case (.name, .missing): "请填写经办人姓名"
        case (.name, .malformed): "姓名最多 30 个字，请缩短"
        case (.phone, .missing): "请填写手机号"
        case (.phone, .malformed): "请填写 11 位手机号，如 19900000001"
        case (.email, .missing): "请填写电子邮箱"
        case (.email, .malformed): "请填写完整的电子邮箱，如 name@example.com"
        }
    }
}

extension StrikeCause {
    public var wording: String {
        switch self {
        case .left: "已转出或删除"
        case .deceased: "已死亡"
        }
    }
}
