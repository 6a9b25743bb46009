/// An enterprise without a union that asks for one (企业注册; domain, section 3).
public struct EnterpriseRegistration: Hashable, Sendable {
    public let id: ID<EnterpriseRegistration>
    /// 区局(产业) that decides.
    public let district: ID<Union>
    public let path: UnionPath
    public private(set) var status: Status

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case open, accepted, returned
    }

    public enum Command: String, Hashable, Sendable, CaseIterable {
        case accept, `return`
    }

    public init(id: ID<EnterpriseRegistration>, district: ID<Union>, path: UnionPath, status: Status) {
        (self.id, self.district, self.path, self.status) = (id, district, path, status)
    }

    /// Characters of a reason.
    public static let reasonLimit = 200
    /// How many wait for one district before it takes no more.
    public static let mostOpen = 2_000
    /// Bytes of the proof as it is sent.
    public static let proofByteLimit = 10_485_760
    /// How many days the proof is kept after the decision.
    public static let proofDays = 30

    /// A picture or PDF of the business licence, without its content.
    public struct Proof: Hashable, Sendable {
        public let name: String
        public let kind: VoucherFile.Kind
        /// Bytes.
        public let size: Int

        public init(name: String, kind: VoucherFile.Kind, size: Int) {
            (self.name, self.kind, self.size) = (name, kind, size)
        }
    }

    /// Why the actor may not decide; nil when he may.
    public func refusal(by actor: Actor) -> Refusal? {
        if let refusal = actor.authority.refusal(of: .decideRegistrations, on: path) { return refusal }
        return status == .open ? nil : .changedMeanwhile
    }

    /// - Throws: what `refusal(by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(by: actor) { throw refusal }
        switch command {
        case .accept: status = .accepted
        case .return: status = .returned
        }
    }
}

/// Which registrations are looked at.
public enum RegistrationPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}
