import Domain
import Testing

@Suite struct BenefitEntryTests {
    static let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .latest

    private func typed(_ change: (inout BenefitEntry.Typed) -> Void = { _ in }) -> BenefitEntry.Typed {
        var typed = BenefitEntry.Typed()
        typed.name = "会员甲"
        typed.documentType = .passport
        typed.number = MemberRow.Cell("E00000001")
        typed.year = "2023"
        typed.kind = "住院"
        typed.amount = "1,200.50"
        typed.paidOn = "2023-06-01"
        typed.reference = "GF2023000001"
        change(&typed)
        return typed
    }

    private func problems(_ change: (inout BenefitEntry.Typed) -> Void) -> [BenefitProblem] {
        do throws(BenefitRefusal) {
            _ = try BenefitEntry(typed(change), today: Self.today)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("A payment is read as people write it", arguments: ["2023-06-01", "2023/6/1", "20230601", "2023年6月1日"])
    func read(day: String) throws {
        let entry = try BenefitEntry(
            typed {
                $0.paidOn = day
                $0.amount = "￥1，200.5"
                $0.kind = " 住 院 "
                $0.reference = " GF2023000001 "
            }, today: Self.today)
        #expect(entry.facts.paidOn == CalendarDay("2023-06-01"))
        #expect(entry.facts.amount == Money(fen: 120_050))
        #expect(entry.facts.kind == "住院")
        #expect(entry.reference == "GF2023000001")
    }

    @Test("Every mistake is named, all of one row at once")
    func mistakes() {
        #expect(problems { $0.name = " " } == [.nameMissing])
        #expect(problems { $0.documentType = nil } == [.documentTypeUnknown])
        #expect(problems { $0.number = .empty } == [.numberMissing])
        #expect(
            problems {
                $0.documentType = .residentIdentityCard
                $0.number = MemberRow.Cell("3.19901E+17", .numeric)
            } == [.numberDamaged])
        #expect(problems { $0.documentType = .residentIdentityCard } == [.numberInvalid])
        #expect(problems { $0.year = "23" } == [.yearInvalid])
        #expect(problems { $0.kind = "" } == [.kindMissing])
        #expect(problems { $0.kind = String(repeating: "住", count: 31) } == [.kindTooLong])
        for amount in ["", "0", "-1", "1.234", "一百", "100万"] {
            #expect(problems { $0.amount = amount } == [.amountInvalid], "\(amount)")
        }
        #expect(problems { $0.paidOn = "6月1日" } == [.dayInvalid])
        #expect(problems { $0.paidOn = "2023-11-21" } == [.dayAhead])
        #expect(problems { $0.paidOn = "2022-12-31" } == [.dayBeforeYear])
        #expect(problems { $0.reference = "" } == [.referenceMissing])
        #expect(problems { $0.reference = String(repeating: "9", count: 41) } == [.referenceTooLong])
        #expect(
            problems { $0 = BenefitEntry.Typed() } == [
                .nameMissing, .numberMissing, .referenceMissing, .yearInvalid, .kindMissing, .amountInvalid,
                .dayInvalid,
            ])
    }

    @Test("A row is new once; known when it is entered exactly so; wrong when its number stands for another payment")
    func judgement() throws {
        let entry = try BenefitEntry(typed(), today: Self.today)
        let holder = BenefitJudgement.Holder(person: ID(7), name: "会员甲")
        func verdict(
            _ holder: BenefitJudgement.Holder?, _ entered: [BenefitJudgement.Entered] = []
        ) -> BenefitJudgement.Verdict {
            var judgement = BenefitJudgement()
            return judgement.verdict(of: entry, holder: holder, entered: entered)
        }
        #expect(verdict(holder) == .new(ID(7)))
        #expect(verdict(nil) == .wrong(.personUnknown))
        #expect(verdict(.init(person: ID(7), name: "会员乙")) == .wrong(.nameDiffers))
        #expect(verdict(.init(person: ID(7), name: "会员 甲")) == .new(ID(7)))
        let other = BenefitFacts(year: 2023, kind: "住院", amount: Money(fen: 1), paidOn: entry.facts.paidOn)
        func entered(_ facts: BenefitFacts, _ standing: BenefitPayment.Standing, person: Int64 = 7) -> [BenefitJudgement
            .Entered]
        {
            [.init(person: ID(person), facts: facts, standing: standing)]
        }
        #expect(verdict(holder, entered(entry.facts, .paid)) == .known)
        #expect(verdict(holder, entered(entry.facts, .cancelled)) == .known)
        #expect(verdict(holder, entered(entry.facts, .corrected) + entered(other, .paid)) == .known)
        #expect(verdict(holder, entered(other, .paid)) == .wrong(.referenceTaken))
        #expect(verdict(holder, entered(entry.facts, .paid, person: 8)) == .wrong(.referenceTaken))
        #expect(verdict(holder, entered(entry.facts, .cancelled, person: 8)) == .new(ID(7)))
        var judgement = BenefitJudgement()
        #expect(judgement.verdict(of: entry, holder: holder, entered: []) == .new(ID(7)))
        #expect(judgement.verdict(of: entry, holder: holder, entered: []) == .wrong(.referenceTwice))
    }

    @Test("Totals are the sum of their parts")
    func totals() {
        let totals = BenefitTotals([
            .init(kind: "甲", count: 2, amount: Money(fen: 100)), .init(kind: "乙", count: 3, amount: Money(fen: 250)),
        ])
        #expect(totals.parts.map(\.kind) == ["乙", "甲"])
        #expect(totals.count == 5)
        #expect(totals.amount == Money(fen: 350))
    }
}
