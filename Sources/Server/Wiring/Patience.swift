import HummingbirdCore
import Logging
import NIOCore

/// How long the server waits for callers, and for how many.
///
/// A caller who is silent while a request arrives, or between two requests, is cut off after the idle time; one who
/// sends a body byte by byte is cut off by the front door.
enum Patience {
    private static let connectionLimit = 2_000

    static func acceptance(_ logger: Logger) -> any AvailableConnectionsDelegate {
        MaximumAvailableConnections(connectionLimit, logger: logger)
    }

    static var connections: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(30),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))
    }
}
