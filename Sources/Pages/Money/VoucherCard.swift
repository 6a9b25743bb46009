import Domain
import Markup
import Wording

/// One voucher with its pictures.
struct VoucherCard: Component {
    let voucher: PaymentVoucher
    let number: Int

    var html: HTML {
        Card(
            "第 \(number) 次上传", id: "voucher-\(voucher.id)", note: voucher.uploadedAt.htmlToTheMinute,
            more: voucher.status.badge.html
        ) {
            Evidence(files: voucher.files)
            div(.class("card-body small muted")) {
                p { "由 \(voucher.uploadedBy) 上传，\(voucher.files.count) 个文件。" }
                if let reason = voucher.reason {
                    p { "职保中心 \(voucher.decidedBy ?? "")：\(reason)" }
                }
            }
        }.html
    }
}

/// Pictures in their place, larger in a tab of their own; PDF files as links that are kept, never shown in the page.
struct Evidence: Component {
    let files: [VoucherFile]

    var html: HTML {
        div(.class("evidence")) {
            for (index, file) in files.enumerated() {
                if file.kind.isPicture {
                    figure {
                        a(.href(.voucherFile(file.id.rawValue)), .newTab) {
                            img(
                                .class("img-fluid"), .src(Path.voucherFile(file.id.rawValue).url),
                                .alt("缴费凭证 \(index + 1)：\(file.name)"))
                        }
                        figcaption {
                            LinkButton(
                                "放大：\(file.name)", .voucherFile(file.id.rawValue), size: .small, icon: .search,
                                attribute: .newTab)
                        }
                    }
                } else {
                    p {
                        LinkButton(
                            "下载 PDF 凭证：\(file.name)", .voucherFile(file.id.rawValue), size: .small, icon: .download)
                    }
                }
            }
        }
    }
}
