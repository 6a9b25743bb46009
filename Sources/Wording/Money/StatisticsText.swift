public import Domain

/// The words of 集中参保统计表 and of the files of a batch.
public enum StatisticsText {
    public static func sheetName(_ kind: UnitEnrolment.Kind) -> String { "\(kind.wording)统计表" }

    /// The columns of domain 6, with widths in characters.
    public static let columns: [(title: String, width: Double)] = [
        ("单位名称", 36), ("组织机构代码", 14), ("保障类型", 10), ("参保人数", 10), ("保障费用（元）", 16), ("市总统一划拨（元）", 18),
        ("区局/各级工会缴费（元）", 22), ("基层单位缴费（元）", 18), ("提交时间", 21), ("版本", 8),
    ]

    public static func title(_ district: String, year: Int, _ number: String, _ kind: UnitEnrolment.Kind) -> String {
        "\(district) \(year) 年度\(sheetName(kind))（\(number)）"
    }

    public static func total(of plan: PlanTotal) -> String { "\(plan.plan) 类小计（\(plan.units) 家）" }
    public static func total(units: Int) -> String { "合计（\(units) 家）" }

    public static func fileName(_ number: String, _ kind: UnitEnrolment.Kind) -> String {
        "\(sheetName(kind))-\(number).xlsx"
    }
    public static func noticeName(_ number: String, _ kind: UnitEnrolment.Kind) -> String {
        "\(kind.wording)告知书-\(number).pdf"
    }
}
