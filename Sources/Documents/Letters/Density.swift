/// How much air the parts of a letter have.
///
/// A letter that just runs over one page is set closer, so that its signature does not stand on a page of its own.
enum Density {
    case roomy
    case close

    /// Distance of two baselines of the text, in sizes.
    var textPitch: Double {
        switch self {
        case .roomy: 1.75
        case .close: 1.5
        }
    }

    var factPitch: Double {
        switch self {
        case .roomy: 1.6
        case .close: 1.4
        }
    }

    var cellPadding: Double {
        switch self {
        case .roomy: 5
        case .close: 3.5
        }
    }

    /// Above the signature.
    var closingGap: Double {
        switch self {
        case .roomy: 28
        case .close: 16
        }
    }
}
