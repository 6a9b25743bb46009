import DatabaseKit
import Demo
import Domain
import Store
import Testing
import UseCases

@testable import Web

// Service cards: the batches and what becomes of them, a sheet of expiry days, one member's card.
extension Act {
    static let cards: [Act] = cardBatches + cardExchanges + cardLives + centre

    // MARK: The unit's batches

    private static let cardBatches: [Act] = [
        Act("POST /cards/batches", as: "shili", writes: "card-batch create") { stage in
            let member = try await stage.cardApplicant()
            // The page's forms send the ticked, everybody of a part, or those of a batch who got no card.
            return FilledForm([:], ["member": member.description, "everybody": "", "expected": "1", "failed": ""])
        },
        Act("POST /cards/batches/:id/cancellation", as: "shili", writes: "card-batch cancel") { stage in
            FilledForm(["id": try await stage.draftBatch().description], ["version": "1"])
        },
        Act("POST /cards/batches/:id/revocation", as: "shili", writes: "card-revocation request") { stage in
            FilledForm(
                ["id": try await stage.submittedBatch().description], ["reason": "名单有误", "version": "2"])
        },
        Act("POST /cards/batches/:id/revocation/withdrawal", as: "shili", writes: "card-revocation withdraw") { stage in
            let batch = try await stage.submittedBatch()
            _ = try await CardRevocations(stage.site.platform).ask(
                batch, reason: "名单有误", version: 2, try await stage.occasion(proved: "shili"))
            return FilledForm(["id": batch.description])
        },
        Act("POST /cards/batches/:id/submission", as: "shili", writes: "card-batch submit") { stage in
            let batch = try await stage.draftBatch()
            let path = "/cards/batches/\(batch)/submission"
            let page = try await stage.site.signedIn("shili").get(path)
            let mark = try #require(page.forms.first { $0.action == path }?["mark"])
            return FilledForm(["id": batch.description], ["version": "1", "people": "1", "mark": mark])
        },
    ]

    // MARK: The bank

    private static let cardExchanges: [Act] = [
        Act("POST /cards/batches/:id/hand-over", as: "centre", writes: "card-batch hand-over") { stage in
            FilledForm(["id": try await stage.submittedBatch().description])
        },
        Act("POST /cards/batches/:id/order-file", as: "centre", writes: "card-batch download-order-file") { stage in
            FilledForm(["id": try await stage.orderedBatch().description])
        },
        Act("POST /cards/batches/:id/result", as: "centre", writes: "card-batch apply-full-result") { stage in
            let batch = try await stage.orderedBatch()
            let occasion = try await stage.occasion(proved: "centre")
            let order = try await CardExchanges(stage.site.platform).orderFile(batch, occasion)
            let answer = try SimulatedBank().answer(order.bytes, at: occasion.now)
            return FilledForm(["id": batch.description], file: (field: "file", name: "制卡结果.xlsx", bytes: answer))
        },
    ]

    // MARK: Members

    private static let cardLives: [Act] = [
        Act("POST /cards/expiry-sheets", as: "shili", writes: "expiry-sheet stage") { stage in
            FilledForm(file: (field: "file", name: "到期日.csv", bytes: try await stage.expiryRows()))
        },
        Act("POST /cards/expiry-sheets/:sheet/application", as: "shili", writes: "expiry-sheet apply") { stage in
            let sheet = try await ExpirySheets(stage.site.platform).stage(
                try await stage.expiryRows(), name: "到期日.csv", enterprise: nil,
                try await stage.occasion(proved: "shili"))
            return FilledForm(["sheet": sheet.description], ["expected": "1"])
        },
        Act("POST /cards/members/:member/acts", as: "shili", writes: "service-card report-loss") { stage in
            let member = try await stage.cardApplicant()
            let card = try await stage.cardInUse(of: member)
            return FilledForm(
                ["member": member.description],
                [
                    "card": card.description, "version": "1", "act": "report-loss", "reason": "lost",
                    "confirmed": "yes",
                ])
        },
    ]
}

extension Stage {
    /// For an account whose person has just proved who he is, on the business day of the demonstration.
    func occasion(proved account: String) async throws -> Occasion {
        Occasion(
            actor: try await RouteGuardTests.actor(account, site), today: try #require(CalendarDay(World.demoDay)),
            now: site.clock.now, origin: "test", confirmedAt: site.clock.now)
    }

    /// `TestMember.first`, for whom a card can be ordered.
    fileprivate func cardApplicant() async throws -> ID<Member> {
        try await site.plantMember()
        let seal = site.platform.seal
        return try await plant { transaction in
            let member: Int64 = try #require(
                try transaction.value("SELECT id FROM member WHERE number = \(TestMember.first.number)"))
            let address = try seal.seal("示例区演示路一百零一号示例大厦", in: .address, row: member)
            try transaction.execute("UPDATE member SET address_sealed = \(address) WHERE id = \(member)")
            try transaction.execute(
                """
                UPDATE identity_document SET expiry = 'long-term'
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(member))
                """)
            return ID(member)
        }
    }

    fileprivate func draftBatch() async throws -> ID<CardBatch> {
        try await CardBatches(site.platform).make(
            .members([try await cardApplicant()]), enterprise: nil, try await occasion(proved: "shili")
        ).batch
    }

    /// Of the second version.
    fileprivate func submittedBatch() async throws -> ID<CardBatch> {
        let batch = try await draftBatch()
        _ = try await CardBatches(site.platform).submit(batch, version: 1, try await occasion(proved: "shili"))
        return batch
    }

    /// One that the bank has.
    fileprivate func orderedBatch() async throws -> ID<CardBatch> {
        let batch = try await submittedBatch()
        _ = try await CardExchanges(site.platform).handOver(batch, try await occasion(proved: "centre"))
        return batch
    }

    /// A sheet that gives a member, whose document has no day of expiry, one.
    fileprivate func expiryRows() async throws -> [UInt8] {
        try await site.plantMember()
        return Array("会员编号,证件到期日\n\(TestMember.first.number),长期\n".utf8)
    }

    fileprivate func cardInUse(of member: ID<Member>) async throws -> ID<ServiceCard> {
        let (seal, today) = (site.platform.seal, site.clock.now.day)
        return try await plant { transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
            let number = try #require(SimulatedBank.card(for: TestMember.first.number))
            return try #require(try ServiceCardStore(transaction, seal).issue([person: number], on: today)[person])
        }
    }
}
