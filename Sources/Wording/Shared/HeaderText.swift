/// The header of a column in somebody's own file.
public enum HeaderText {
    /// What it names, without asterisk, spaces and remarks in brackets (证件类型(身份证)*).
    public static func name(_ header: String) -> String {
        var name = ""
        var depth = 0
        for character in header {
            switch character {
            case "(", "（", "[", "【": depth += 1
            case ")", "）", "]", "】": depth -= 1
            case "*", "＊", "★", "\u{FEFF}": break
            case _ where character.isWhitespace || depth > 0: break
            case "／": name.append("/")
            case _: name.append(character)
            }
        }
        return name
    }
}
