public import DatabaseKit

extension Transaction {
    /// Takes away what keeps the audit log from being changed, as somebody with the engine's own tools would.
    public func allowChangingEvents() throws {
        switch engine {
        case .sqlite:
            for trigger in [
                "DROP TRIGGER event_update_refused", "DROP TRIGGER event_delete_refused",
                "DROP TRIGGER event_link_update_refused", "DROP TRIGGER event_link_delete_refused",
            ] as [SQL] {
                try execute(trigger)
            }
        case .postgres:
            try execute("ALTER TABLE event DISABLE TRIGGER USER")
            try execute("ALTER TABLE event_link DISABLE TRIGGER USER")
        }
    }
}
