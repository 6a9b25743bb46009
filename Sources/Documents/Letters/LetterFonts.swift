import CPango
import Foundation
import Synchronization

/// Fonts that letters are set in beside those installed on the machine.
public enum LetterFonts {
    private static let folders = Mutex<Set<String>>([])

    /// Adds the fonts of a folder (`*.otf`) to this process, once; call it at start, before the first letter.
    ///
    /// With Letter Song a letter is three times smaller and faster to make than with the installed Noto Serif CJK, and
    /// the same on every machine. Throws `LetterFailure.fontMissing` if the folder has no font that can be read.
    public static func use(folder: String) throws {
        try folders.withLock { folders in
            guard !folders.contains(folder) else { return }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let files = names.filter { $0.hasSuffix(".otf") }.sorted().map { "\(folder)/\($0)" }
            guard !files.isEmpty, files.allSatisfy({ FcConfigAppFontAddFile(nil, $0) == FcTrue }) else {
                throw LetterFailure.fontMissing(folder)
            }
            folders.insert(folder)
            FontMap.forgetIdle()
        }
    }
}
