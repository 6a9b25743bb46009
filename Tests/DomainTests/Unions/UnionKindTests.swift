import Domain
import Testing

@Suite("Kinds of unions")
struct UnionKindTests {
    @Test("a tree of allowed children ends: no kind stands under itself")
    func ends() {
        func below(_ kind: UnionKind) -> Set<UnionKind> {
            kind.children.reduce(into: kind.children) { $0.formUnion(below($1)) }
        }
        for kind in UnionKind.allCases { #expect(!below(kind).contains(kind)) }
        #expect(below(.cityFederation) == Set(UnionKind.allCases).subtracting([.cityFederation]))
    }

    @Test("the workbench is open to all but associations and branches")
    func workbench() {
        #expect(UnionKind.allCases.filter { !$0.hasWorkbench } == [.unionAssociation, .branch])
    }

    @Test("every kind that has members is a base, and never at district level")
    func base() {
        #expect(UnionKind.allCases.filter(\.isBase) == [.jointUnion, .unionCommittee])
        #expect(UnionKind.allCases.filter(\.isDistrictLevel) == [.districtFederation, .industryBureau])
    }
}
