/// A list of members for whom cards are ordered together (办卡批次; domain, section 4).
public struct CardBatch: Hashable, Sendable {
    public let id: ID<CardBatch>
    public let number: String
    public let unit: ID<EnrollingUnit>
    public private(set) var status: Status

    public init(id: ID<CardBatch>, number: String, unit: ID<EnrollingUnit>, status: Status) {
        self.id = id
        self.number = number
        self.unit = unit
        self.status = status
    }

    /// How long the file for the bank is kept once its answer has been applied (ux, section 13).
    public static let orderFileDays = 7

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// 草稿
        case draft
        /// 已提交
        case submitted
        /// 制卡中: the file has been handed to the bank
        case inProduction = "in-production"
        /// 已制卡
        case produced
        /// 部分失败: the people without a card are back in 待办
        case partlyFailed = "partly-failed"
        /// 已撤销: everybody is back in 待办
        case cancelled

        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.draft, .submit): .submitted
            case (.draft, .cancel), (.submitted, .revoke): .cancelled
            case (.submitted, .handOver), (.inProduction, .handOver): .inProduction
            case (.inProduction, .applyFullResult): .produced
            case (.inProduction, .applyPartialResult): .partlyFailed
            case (.draft, .handOver), (.draft, .applyFullResult), (.draft, .applyPartialResult),
                (.draft, .revoke),
                (.submitted, .submit), (.submitted, .applyFullResult), (.submitted, .applyPartialResult),
                (.submitted, .cancel),
                (.inProduction, .submit), (.inProduction, .cancel), (.inProduction, .revoke),
                (.produced, .submit), (.produced, .handOver), (.produced, .applyFullResult),
                (.produced, .applyPartialResult), (.produced, .cancel), (.produced, .revoke),
                (.partlyFailed, .submit), (.partlyFailed, .handOver), (.partlyFailed, .applyFullResult),
                (.partlyFailed, .applyPartialResult), (.partlyFailed, .cancel), (.partlyFailed, .revoke),
                (.cancelled, .submit), (.cancelled, .handOver), (.cancelled, .applyFullResult),
                (.cancelled, .applyPartialResult), (.cancelled, .cancel), (.cancelled, .revoke):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case submit
        case handOver = "hand-over"
        case applyFullResult = "apply-full-result"
        case applyPartialResult = "apply-partial-result"
        /// A draft, by its own unit.
        case cancel
        /// 批次撤消申请, approved by the superior.
        case revoke
    }

    public mutating func perform(_ command: Command) throws(Refusal) {
        guard let next = status.after(command) else { throw .cardBatchState(status, command) }
        status = next
    }

    public func refusal(of command: Command) -> Refusal? {
        var copy = self
        do throws(Refusal) {
            try copy.perform(command)
            return nil
        } catch {
            return error
        }
    }
}

/// A bank debit card of a member (会员服务卡).
public struct ServiceCard: Hashable, Sendable {
    public let id: ID<ServiceCard>
    public let person: ID<Person>
    public let number: BankCardNumber
    public let status: Status
    public let issuedOn: CalendarDay

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case issued, lost, cancelled, replaced
    }

    public init(
        id: ID<ServiceCard>, person: ID<Person>, number: BankCardNumber, status: Status, issuedOn: CalendarDay
    ) {
        self.id = id
        self.person = person
        self.number = number
        self.status = status
        self.issuedOn = issuedOn
    }
}
