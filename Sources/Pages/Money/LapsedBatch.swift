import Domain
import Markup
import Wording

/// What is left to do about a batch that has lapsed: its units turn their lists into instant ones, the district confirms
/// them (domain 5.6).
struct LapsedBatch: Component {
    let sheet: BatchSheet

    var html: HTML {
        let record = sheet.record
        return Callout("本批次逾期失效，名单上的 \(record.heads.grouped) 人没有保障", .bad) {
            p {
                "本批次 \(record.units.grouped) 家单位，已另行提交即时参保 \(sheet.converted.grouped) 家。"
                "各单位都已收到待办，可将原名单转为即时参保，最晚 "
                sheet.year.coverage.through.htmlWithWeekday
                "，请尽快督促。"
            }
            p {
                "单位提交后，在"
                a(.class("inline-link"), .href(.instantReview(.queue))) { "即时参保审核" }
                "中确认，并在期限内划款、上传缴费凭证。"
            }
        }.html
    }
}
