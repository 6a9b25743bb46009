import Pages

/// The pages that anybody may read.
struct PublicRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/guide", .open) { .page(GuidePage($0.frame(.organisation)).html) }
        table.get("/support", .open) { .page(TechnicalSupportPage($0.frame(.organisation)).html) }
        table.get("/accessibility", .open) { .page(AccessibilityPage($0.frame(.organisation)).html) }
        table.get("/privacy", .open) { .page(PrivacyPage($0.frame(.organisation)).html) }
        table.get("/announcements", .open) { .page(AnnouncementsPage($0.frame(.organisation), []).html) }
    }
}
