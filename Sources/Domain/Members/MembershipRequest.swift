/// What becomes of a request about a membership: a transfer, or a deletion that the superior has to approve.
public enum MembershipRequest {
    /// The event that begins its history; the commands are the others.
    public static let requested = "request"

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case open, accepted, returned, withdrawn
        /// The membership ended otherwise before anybody decided.
        case lapsed

        /// The workflow: what is decided is decided.
        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.open, .accept): .accepted
            case (.open, .return): .returned
            case (.open, .withdraw): .withdrawn
            case (.open, .lapse): .lapsed
            case (.accepted, .accept), (.accepted, .return), (.accepted, .withdraw), (.accepted, .lapse),
                (.returned, .accept), (.returned, .return), (.returned, .withdraw), (.returned, .lapse),
                (.withdrawn, .accept), (.withdrawn, .return), (.withdrawn, .withdraw), (.withdrawn, .lapse),
                (.lapsed, .accept), (.lapsed, .return), (.lapsed, .withdraw), (.lapsed, .lapse):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable {
        case accept, `return`, withdraw
        /// The platform's own act, when the membership has ended.
        case lapse
    }
}
