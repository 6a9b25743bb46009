import HTTPTypes

extension HTTPField.Name {
    static let hxRequest = field("HX-Request")
    static let hxRedirect = field("HX-Redirect")
    static let referer = field("Referer")
    static let secFetchSite = field("Sec-Fetch-Site")
    static let forwardedFor = field("X-Forwarded-For")
    static let contentSecurityPolicy = field("Content-Security-Policy")
    static let referrerPolicy = field("Referrer-Policy")
    static let openerPolicy = field("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = field("Permissions-Policy")
    static let frameOptions = field("X-Frame-Options")
    static let clearSiteData = field("Clear-Site-Data")

    /// A name from the source; all of them are tokens.
    private static func field(_ name: StaticString) -> HTTPField.Name {
        HTTPField.Name(name.description) ?? .accept
    }
}

/// What every response carries (ux, section 1; security, section 3).
enum SecurityHeaders {
    static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        + "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    /// After logging out nothing of the pages stays in the browser; Back shows the login.
    static let clearSiteData = HTTPField(name: .clearSiteData, value: "\"cache\", \"storage\"")

    static func fields(_ transport: WebConfiguration.Transport) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentSecurityPolicy] = contentSecurityPolicy
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "same-origin"
        fields[.openerPolicy] = "same-origin"
        fields[.permissionsPolicy] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        fields[.frameOptions] = "DENY"
        fields[.cacheControl] = "no-store"
        switch transport {
        case .loopback: break
        case .tls: fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        }
        return fields
    }
}
