public import Documents

/// All routes of the platform, area by area.
public enum WebApplication {
    public static func routes(digits: [SoundClip]) -> RouteTable {
        var table = RouteTable()
        table.add(PublicRoutes())
        table.add(LoginRoutes(digits: digits))
        table.add(SecondFactorRoutes())
        table.add(PasswordRoutes())
        table.add(SessionRoutes())
        table.add(HomeRoutes())
        table.add(MemberRoutes())
        table.add(MemberRemovalRoutes())
        table.add(MemberTransferRoutes())
        table.add(MemberImportRoutes())
        table.add(ComparisonRoutes())
        table.add(EnrolmentRoutes())
        table.add(EnrolmentSubmissionRoutes())
        table.add(RosterActRoutes())
        table.add(ConfirmationRoutes())
        table.add(CoverageRoutes())
        table.add(NoticeRoutes())
        table.add(CardRoutes())
        table.add(CardBatchRoutes())
        table.add(ReviewRoutes())
        table.add(SubmissionRoutes())
        table.add(BatchRoutes())
        table.add(VoucherDeskRoutes())
        table.add(CoverageSearchRoutes())
        table.add(ShareRoutes())
        table.add(CreditRoutes())
        table.add(ReminderRoutes())
        table.add(PlanYearRoutes())
        table.add(RegisterRoutes())
        table.add(DeadlineRoutes())
        table.add(AccountRoutes())
        return table
    }
}
