import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

extension Records {
    /// - Returns: the records that an actor at this path must not learn of.
    func foreign(to path: UnionPath, _ kind: RecordKind) -> [Int64] {
        sides.compactMap { side -> Int64? in
            guard let id = side.ids[kind], let place = side.paths[kind] else { return nil }
            return path.contains(place) ? nil : id
        } + elders.filter { $0.kind == kind && !path.contains($0.path) }.map(\.id)
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

    enum Elders {
        case known, unknown
    }

    static func plant(_ site: TestSite, elders wanted: Elders = .unknown) async throws -> Records {
        let seal = site.platform.seal
        let now = site.clock.now
        return try await site.platform.database.write { transaction -> Records in
            var sides: [Side] = []
            for (serial, (account, code)) in Self.unions.enumerated() {
                let union = try #require(try UnionStore(transaction).find(code: code))
                sides.append(
                    try Planter(transaction: transaction, seal: seal, now: now, serial: Int64(serial + 1), union: union)
                        .side(account))
            }
            var elders: [Elder] = []
            switch wanted {
            case .unknown: break
            case .known:
                for name in ["donghai", "xiling", "centre"] {
                    let accounts = AccountStore(transaction)
                    let account = try #require(try accounts.id(name: name))
                    let actor = try #require(try accounts.actor(account))
                    elders.append(Elder(kind: .account, id: account.rawValue, path: actor.path))
                    elders.append(Elder(kind: .union, id: actor.union.rawValue, path: actor.path))
                }
            }
            return Records(sides: sides, elders: elders)
        }
    }
}
