public import Documents

/// All routes of the platform, area by area.
public enum WebApplication {
    public static func routes(digits: [SoundClip]) -> RouteTable {
        var table = RouteTable()
        table.add(PublicRoutes())
        table.add(LoginRoutes(digits: digits))
        table.add(PasswordRoutes())
        table.add(HomeRoutes())
        return table
    }
}
