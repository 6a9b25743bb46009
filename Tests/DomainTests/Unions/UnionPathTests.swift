import Domain
import Testing

@Suite("Paths of unions")
struct UnionPathTests {
    private func path(_ numbers: Int...) throws -> UnionPath {
        try numbers.reduce(UnionPath.root) { path, number in try #require(path.child(number)) }
    }

    @Test("a number is four base-36 characters, so that texts sort as numbers")
    func text() throws {
        #expect(try path(12).text == "0001.000c.")
        #expect(try path(12, 1_679_615).text == "0001.000c.zzzz.")
        #expect(try path(9) < path(10))
        #expect(try path(35) < path(36))
        #expect(UnionPath.root.child(0) == nil)
        #expect(UnionPath.root.child(1_679_616) == nil)
        #expect(UnionPath.root.child(-1) == nil)
    }

    @Test("a union contains itself and what stands under it, never a number that begins alike")
    func containment() throws {
        let twelve = try path(1, 12)
        #expect(twelve.contains(twelve))
        #expect(try twelve.contains(path(1, 12, 3401)))
        for near in [try path(1, 120), try path(1, 13), try path(1, 11), try path(1, 1), try path(12), try path(1)] {
            #expect(!twelve.contains(near))
            #expect(!(twelve.text..<twelve.end).contains(near.text))
        }
    }

    @Test("the range of texts is the subtree, for every pair of a tree full of near-misses")
    func range() throws {
        let numbers = [1, 9, 10, 12, 35, 36, 120, 1295, 1296, 46_656, 1_679_615]
        var all = [UnionPath.root]
        for first in numbers {
            all.append(try path(first))
            for second in numbers { all.append(try path(first, second)) }
        }
        for above in all {
            for below in all {
                #expect(above.contains(below) == (above.text <= below.text && below.text < above.end))
            }
        }
    }

    @Test("lineage and parent go up to the root")
    func lineage() throws {
        let deep = try path(1, 12, 3401)
        #expect(deep.depth == 4)
        #expect(deep.lineage == [.root, try path(1), try path(1, 12), deep])
        #expect(deep.parent == (try path(1, 12)))
        #expect(UnionPath.root.parent == nil)
    }

    @Test(
        "a text that is no path is refused",
        arguments: ["", ".", "0001", "0001", "001.", "0001.00c.", "0001.000C.", "0001,000c.", "0001.000c", "工会工会."])
    func malformed(text: String) {
        #expect(UnionPath(text) == nil)
    }

    @Test("a path is read back as it was written")
    func roundTrip() throws {
        let deep = try path(1, 120, 46_655)
        #expect(UnionPath(deep.text) == deep)
    }
}
