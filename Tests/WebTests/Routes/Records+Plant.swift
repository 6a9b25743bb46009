import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

extension Records {
    /// - Returns: the records that an actor at this path must not learn of: those of the other sides, and that of the
    ///   nearest union above him.
    func foreign(to path: UnionPath, _ kind: RecordKind) -> [Int64] {
        let above = elders.filter { $0.kind == kind && $0.path != path && $0.path.contains(path) }
        return sides.compactMap { side -> Int64? in
            guard let id = side.ids[kind], let place = side.paths[kind] else { return nil }
            return path.contains(place) ? nil : id
        } + (above.max { $0.path.depth < $1.path.depth }.map { [$0.id] } ?? [])
    }

    /// Where a record belongs; nil for one that is not there.
    func place(_ kind: RecordKind, _ id: Int64) -> UnionPath? {
        sides.first { $0.ids[kind] == id }?.paths[kind] ?? elders.first { $0.kind == kind && $0.id == id }?.path
    }

    func own(_ path: UnionPath, _ kind: RecordKind) -> Int64? {
        sides.compactMap { side -> Int64? in
            guard let id = side.ids[kind], let place = side.paths[kind] else { return nil }
            return path.contains(place) ? id : nil
        }.first
    }

    /// Accounts of two union committees, and of a joint union beside the first, with their unions' codes.
    private static let unions = [
        ("shili", "319901000101"), ("yangli", "319902000101"), ("haifeng", "319901000103"),
    ]

    /// Accounts of the unions above, with their unions' codes.
    private static let superiors = [
        ("donghai", "319901000001"), ("xiling", "319902000001"), ("centre", "319900000001"),
    ]

    enum Elders {
        case known, unknown
    }

    /// What the city, above which there is no parent, cannot have for those below it, each with its reason; of every other
    /// kind a record stands there, written straight into the tables even where no use case would put it.
    static let neverAbove: [RecordKind: String] = [
        .unionRequest: "nobody is above the city whom it could ask",
        .transfer: "a membership of the city's could go only to a union below it, which would have a side of it",
    ]

    static func plant(_ site: TestSite, elders wanted: Elders = .unknown) async throws -> Records {
        let seal = site.platform.seal
        let now = site.clock.now
        return try await site.platform.database.write { transaction -> Records in
            let stores = UnionStore(transaction)
            func planter(_ code: String, _ serial: Int) throws -> Planter {
                let union = try #require(try stores.find(code: code))
                return Planter(transaction: transaction, seal: seal, now: now, serial: Int64(serial), union: union)
            }
            var sides: [Side] = []
            for (account, code) in Self.unions {
                sides.append(try planter(code, sides.count + 1).side(account))
            }
            var elders: [Elder] = []
            switch wanted {
            case .unknown: break
            case .known:
                for (position, (account, code)) in Self.superiors.enumerated() {
                    let above = try planter(code, sides.count + position + 1)
                    _ = try stores.insertEnterprise(
                        name: "示例直属公司", code: try above.creditCode("MADF"), union: above.union.id)
                    let side = try above.side(account)
                    for (kind, id) in side.ids {
                        guard let path = side.paths[kind] else { continue }
                        elders.append(Elder(kind: kind, id: id, path: path))
                    }
                }
            }
            return Records(sides: sides, elders: elders)
        }
    }
}
