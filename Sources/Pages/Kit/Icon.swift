public import Markup

/// A drawing of the sprite; always beside words, so it is hidden from screen readers.
public enum Icon: String, CaseIterable, Sendable, Component {
    case alert, bell, calendar, card, chart, check, clock, cog, columns, copy, down, download, edit, eye, file, filter
    case flex, help, history, home, inbox, info, left, lock, logout, menu, minus, org, people, phone, plus, print, qr
    case refresh, right, search, shield, sound, transfer, trash, turn, up, upload, user, wallet, work, x, zoom

    public var html: HTML {
        svg(.class("icon"), .ariaHidden, .viewBox("0 0 24 24")) {
            use(AssetPaths.current["sprite.svg"].at("i-" + rawValue))
        }
    }
}
