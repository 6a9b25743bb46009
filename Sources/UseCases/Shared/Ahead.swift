import Dispatch
import Synchronization

/// Makes elements on a thread of its own, a few before they are asked for.
///
/// What makes them is made on that thread too, so it need not be fit for several; it is dropped when nobody waits any
/// more.
package final class Ahead<Element: Sendable>: Sendable {
    private let line: Line

    /// - Parameters:
    ///   - places: how many elements may wait.
    ///   - open: gives what makes the elements one by one, nil after the last.
    package init(_ places: Int = 2, _ open: @escaping @Sendable () throws -> () throws -> Element?) {
        let line = Line(places)
        self.line = line
        DispatchQueue.global().async {
            do {
                let make = try open()
                while line.waitForPlace() {
                    let made = try make()
                    line.put(.success(made))
                    if made == nil { return }
                }
            } catch {
                line.put(.failure(error))
            }
        }
    }

    deinit { line.leave() }

    /// The next element, when it is there; nil after the last.
    ///
    /// Blocks its thread.
    package func next() throws -> Element? { try line.take().get() }

    /// The same without blocking one of the few threads that tasks share.
    package func following() async throws -> Element? {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try self.next() }) }
        }
    }

    private final class Line: Sendable {
        private let places: DispatchSemaphore
        private let waiting = DispatchSemaphore(value: 0)
        private let state = Mutex(State())

        private struct State {
            var made: [Result<Element?, any Error>] = []
            var isLeft = false
        }

        init(_ places: Int) {
            // A semaphore must not go away with less than it began with, so it begins with nothing.
            self.places = DispatchSemaphore(value: 0)
            for _ in 0..<places { self.places.signal() }
        }

        /// False when nobody takes anything any more.
        func waitForPlace() -> Bool {
            places.wait()
            return state.withLock { !$0.isLeft }
        }

        func put(_ element: Result<Element?, any Error>) {
            state.withLock { $0.made.append(element) }
            waiting.signal()
        }

        func take() -> Result<Element?, any Error> {
            waiting.wait()
            let element = state.withLock { $0.made.removeFirst() }
            switch element {
            // The end and a failure stay, for whoever asks again.
            case .success(nil), .failure: put(element)
            case .success: places.signal()
            }
            return element
        }

        func leave() {
            state.withLock { $0.isLeft = true }
            places.signal()
        }
    }
}
