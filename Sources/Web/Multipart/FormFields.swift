/// The names and values of a submitted form, in the order in which they came.
///
/// Of several values under one name the first one counts everywhere (no parameter pollution); lists of checkboxes ask
/// for all of them by name.
struct FormFields: Hashable, Sendable {
    private(set) var pairs: [Pair] = []
    private var places: [String: [Int]] = [:]

    struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// The first value of a name; nil when the form has none.
    subscript(name: String) -> String? {
        places[name]?.first.map { pairs[$0].value }
    }

    /// All values of a name, for lists of checkboxes.
    func all(_ name: String) -> [String] {
        places[name, default: []].map { pairs[$0].value }
    }

    var names: Set<String> { Set(places.keys) }

    mutating func append(_ name: String, _ value: String) {
        places[name, default: []].append(pairs.count)
        pairs.append(Pair(name: name, value: value))
    }
}
