/// How much air the parts of a letter have.
///
/// A letter that just runs over one page is set closer, so that its signature does not stand on a page of its own.
enum Density {
    case roomy
    case close
    /// With text of twelve points, 小四.
    case tight

    var textSize: Double {
        switch self {
        case .roomy, .close: 14
        case .tight: 12
        }
    }

    var titleSize: Double {
        switch self {
        case .roomy, .close: 21
        case .tight: 19
        }
    }

    /// Distance of two baselines of the text, in sizes.
    var textPitch: Double {
        switch self {
        case .roomy: 1.75
        case .close, .tight: 1.5
        }
    }

    var factPitch: Double {
        switch self {
        case .roomy: 1.6
        case .close: 1.4
        case .tight: 1.3
        }
    }

    var cellPadding: Double {
        switch self {
        case .roomy: 5
        case .close: 3.5
        case .tight: 2.5
        }
    }

    /// Above the signature.
    var closingGap: Double {
        switch self {
        case .roomy: 28
        case .close: 16
        case .tight: 12
        }
    }
}
