import Domain
import Store

/// The invented federation: for the demo, the tests and the screenshots.
///
/// Nobody and nothing in it is real.
public enum World {
    /// The day the demo begins with, the manual's season of centralised enrolment.
    public static let demoDay = "2023-11-20"
    /// Every demo account has this password; the mark 演示 stands on every page.
    public static let password = "Gonghui-Demo-2024"

    struct UnionPlan: Sendable {
        let key: String
        let parent: String?
        let code: String
        let name: String
        let kind: UnionKind
        var standing = Union.Standing.ordinary
        var enterprises: [(code: String, name: String)] = []
    }

    static let unions: [UnionPlan] = [
        UnionPlan(key: "city", parent: nil, code: "319900000001", name: "示例市总工会", kind: .cityFederation),
        UnionPlan(key: "donghai", parent: "city", code: "319901000001", name: "东海区总工会", kind: .districtFederation),
        UnionPlan(key: "xiling", parent: "city", code: "319902000001", name: "西岭区总工会", kind: .districtFederation),
        UnionPlan(key: "bureau", parent: "city", code: "319950000001", name: "示范产业局总工会", kind: .industryBureau),
        UnionPlan(
            key: "donghai-holding", parent: "donghai", code: "319901000002", name: "东海区总工会临时工会",
            kind: .unionCommittee, standing: .holding),
        UnionPlan(
            key: "binhai", parent: "donghai", code: "319901000003", name: "滨海街道总工会", kind: .subdistrictFederation),
        UnionPlan(
            key: "shili", parent: "binhai", code: "319901000101", name: "示例科技有限公司工会委员会", kind: .unionCommittee,
            enterprises: [(enterpriseCode(1), "示例科技有限公司")]),
        UnionPlan(
            key: "yanshi", parent: "binhai", code: "319901000102", name: "演示精密仪器有限公司工会委员会",
            kind: .unionCommittee, enterprises: [(enterpriseCode(2), "演示精密仪器有限公司")]),
        UnionPlan(
            key: "haifeng", parent: "binhai", code: "319901000103", name: "海风物流联合工会", kind: .jointUnion,
            enterprises: [(enterpriseCode(3), "海风物流有限公司"), (enterpriseCode(4), "海风仓储有限公司")]),
        UnionPlan(
            key: "kongbai", parent: "binhai", code: "319901000104", name: "空白商务联合工会", kind: .jointUnion),
        UnionPlan(
            key: "chuchuang", parent: "binhai", code: "319901000107", name: "初创软件有限公司工会委员会",
            kind: .unionCommittee, enterprises: [(enterpriseCode(8), "初创软件有限公司")]),
        UnionPlan(
            key: "association", parent: "donghai", code: "319901000004", name: "东海园区工会联合会", kind: .unionAssociation),
        UnionPlan(
            key: "xinshi", parent: "donghai", code: "319901000105", name: "新试重工有限公司工会委员会",
            kind: .unionCommittee, enterprises: [(enterpriseCode(5), "新试重工有限公司")]),
        UnionPlan(
            key: "branch", parent: "xinshi", code: "319901000106", name: "新试重工一车间分工会", kind: .branch),
        UnionPlan(
            key: "shanqian", parent: "xiling", code: "319902000003", name: "山前街道总工会", kind: .subdistrictFederation),
        UnionPlan(
            key: "yangli", parent: "shanqian", code: "319902000101", name: "样例餐饮有限公司工会委员会",
            kind: .unionCommittee, enterprises: [(enterpriseCode(6), "样例餐饮有限公司")]),
        UnionPlan(
            key: "fanben", parent: "bureau", code: "319950000101", name: "范本设计院工会委员会", kind: .unionCommittee,
            enterprises: [(enterpriseCode(7), "范本设计院")]),
    ]

    struct AccountPlan: Sendable {
        let name: String
        let displayName: String
        let union: String
        let roles: Set<Role>
    }

    /// The second factor's secret of an account that needs one: its name filled up to 32 letters, which are base32.
    static func secret(of account: AccountPlan) -> String? {
        guard let kind = unions.first(where: { $0.key == account.union })?.kind,
            account.roles.contains(where: { $0.needsSecondFactor(at: kind) })
        else { return nil }
        let filling = String(repeating: "GONGHUIDEMO", count: 3)
        return String((account.name.uppercased().filter(\.isLetter) + filling).prefix(32))
    }

    static let accounts: [AccountPlan] = [
        AccountPlan(name: "shili", displayName: "王示例", union: "shili", roles: [.clerk]),
        AccountPlan(name: "yanshi", displayName: "李演示", union: "yanshi", roles: [.clerk]),
        AccountPlan(name: "haifeng", displayName: "周海风", union: "haifeng", roles: [.clerk]),
        AccountPlan(name: "kongbai", displayName: "吴空白", union: "kongbai", roles: [.clerk]),
        AccountPlan(name: "chuchuang", displayName: "杨初创", union: "chuchuang", roles: [.clerk]),
        AccountPlan(name: "xinshi", displayName: "郑新试", union: "xinshi", roles: [.clerk]),
        AccountPlan(name: "binhai", displayName: "陈滨海", union: "binhai", roles: [.reviewer]),
        AccountPlan(name: "donghai", displayName: "赵审例", union: "donghai", roles: [.districtOfficer, .reviewer]),
        AccountPlan(name: "yangli", displayName: "冯样例", union: "yangli", roles: [.clerk]),
        AccountPlan(name: "shanqian", displayName: "褚山前", union: "shanqian", roles: [.reviewer]),
        AccountPlan(name: "xiling", displayName: "卫西岭", union: "xiling", roles: [.districtOfficer, .reviewer]),
        AccountPlan(name: "fanben", displayName: "蒋范本", union: "fanben", roles: [.clerk]),
        AccountPlan(name: "bureau", displayName: "沈示范", union: "bureau", roles: [.districtOfficer, .reviewer]),
        AccountPlan(name: "fuhe", displayName: "钱复核", union: "bureau", roles: [.districtOfficer]),
        AccountPlan(name: "xitong", displayName: "杨系统", union: "city", roles: [.systemAdministrator]),
        AccountPlan(name: "anquan", displayName: "朱安全", union: "city", roles: [.securityAdministrator]),
        AccountPlan(name: "shenji", displayName: "秦审计", union: "city", roles: [.auditAdministrator]),
        AccountPlan(name: "centre", displayName: "韩中心", union: "city", roles: [.centre]),
    ]

    /// An invented enterprise code whose two check characters fit; the area 3199xx is nobody's.
    static func enterpriseCode(_ serial: Int) -> String {
        let organisation = "MADE" + String(String(serial + 10_000).dropFirst())
        return CreditCode.make(department: "91", area: "319901", organisation: organisation)?.rawValue ?? ""
    }
}
