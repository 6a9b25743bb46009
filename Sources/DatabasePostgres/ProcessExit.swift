import CLibPQ
import Dispatch
import Foundation
import Synchronization

/// Keeps the end of the process and the opening of connections apart.
///
/// `exit` lets the libraries that libpq connects with, OpenSSL above all, take down what a thread that is connecting
/// still uses: the process would end in a crash instead of with its status. So connecting ends before they do.
enum ProcessExit {
    private static let hasBegun = Mutex(false)
    private static let connecting = DispatchGroup()

    /// Registered after the first connection was opened, so that it runs before what libraries registered for it.
    private static let registration: Void = {
        atexit {
            ProcessExit.hasBegun.withLock { $0 = true }
            // Longer than connecting may take.
            _ = ProcessExit.connecting.wait(timeout: .now() + 10)
        }
    }()

    /// Opens a connection, unless the process is ending.
    static func holdingOff(_ connect: () -> OpaquePointer?) throws -> OpaquePointer? {
        try hasBegun.withLock { hasBegun in
            if hasBegun { throw PostgresFailure.connection("The process is ending") }
            connecting.enter()
        }
        defer { connecting.leave() }
        let link = connect()
        // One that failed early may have had no use for the libraries yet.
        if PQstatus(link) == CONNECTION_OK { registration }
        return link
    }
}
