import Foundation
import Testing
import Vault

@Suite final class KeyRingFileTests {
    let folder: URL
    var path: String { folder.appending(path: "keys.json").path() }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Keys, nonce and expected bytes were computed with another implementation (pyca/cryptography).
    static let known = """
        {"version": 1,
         "encryption": {"current": "0a0b0c0d", "keys": [
            {"id": "0a0b0c0d", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}]},
         "index": {"current": "00000001", "keys": [
            {"id": "00000001", "key": "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="}]}}
        """

    @Test("the layout and the index are what another implementation computes")
    func known() throws {
        try write(Self.known)
        let ring = try KeyRing.load(path)
        let sealed = Self.bytes(
            "010a0b0c0d6465666768696a6b6c6d6e6f7b2ae75f49d867a707526fd9ea548d69f0a20c8d6eb9260c19d1a269d3ce120b8f")
        #expect(try ring.open(sealed, context: "person.number", row: 42) == "31990119900101甲")
        #expect(
            ring.blindIndex("31990119900101", purpose: "person.number")
                == Self.bytes("956ce9cc3d9985ae6a045ea632f803c0105b5db8dafacefca19df527b5045702"))
        #expect(
            ring.rowSeal(over: [1, 2, 3])
                == Self.bytes("e50e6fe15863669fe920d36d24e3faa5951acfc1f1bc3a86a136db6bc01554a2"))
        #expect(try ring.addingEncryptionKey().rowSeal(over: [1, 2, 3]) == ring.rowSeal(over: [1, 2, 3]))
    }

    static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test("a new file is for its owner alone and is never overwritten")
    func create() throws {
        let ring = try KeyRing.create(at: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let sealed = try ring.seal("甲", context: "c", row: 1)
        #expect(try KeyRing.load(path).open(sealed, context: "c", row: 1) == "甲")
        #expect(throws: PrivateFileError.exists(path)) { try KeyRing.create(at: path) }
        #expect(try KeyRing.load(path).currentKey == ring.currentKey)
    }

    @Test("a rotated ring replaces the file in one step")
    func replace() throws {
        let sealed = try KeyRing.create(at: path).seal("甲", context: "c", row: 1)
        let rotated = try KeyRing.load(path).addingEncryptionKey()
        try rotated.replace(at: path)
        let loaded = try KeyRing.load(path)
        #expect(loaded.currentKey == rotated.currentKey)
        #expect(try loaded.open(sealed, context: "c", row: 1) == "甲")
        #expect(loaded.blindIndex("甲", purpose: "p") == rotated.blindIndex("甲", purpose: "p"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["keys.json"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a key that waits opens, seals nothing, and survives the file; older ones are taken out")
    func waiting() throws {
        let first = try KeyRing.create(at: path)
        try first.addingNextKey().replace(at: path)
        let waiting = try KeyRing.load(path)
        let next = try #require(waiting.nextKey)
        #expect(waiting.currentKey == first.currentKey)
        #expect(try waiting.addingNextKey().encryptionKeys == waiting.encryptionKeys)
        #expect(waiting.olderKeys == [])

        try waiting.activatingNextKey().replace(at: path)
        let active = try KeyRing.load(path)
        #expect(active.currentKey == next)
        #expect(active.nextKey == nil)
        #expect(active.olderKeys == [first.currentKey])
        #expect(active.hasSameIndex(as: first))
        let sealed = try active.seal("甲", context: "c", row: 1)
        #expect(try waiting.open(sealed, context: "c", row: 1) == "甲")
        #expect(Array(sealed.prefix(5)) == active.currentMark)
        #expect(try KeyRing.key(ofMark: active.currentMark) == next)

        let retired = try active.retiringOlderKeys()
        #expect(retired.encryptionKeys == [next])
        #expect(try retired.open(sealed, context: "c", row: 1) == "甲")
        let old = try first.seal("乙", context: "c", row: 1)
        #expect(throws: SealingError.missingKey(first.currentKey)) { try retired.open(old, context: "c", row: 1) }
        #expect(try !KeyRing.ephemeral().hasSameIndex(as: first))
    }

    @Test(
        "a file that others may read is refused with its mode and the remedy",
        arguments: [0o644, 0o640, 0o604, 0o620, 0o700])
    func modes(mode: Int) throws {
        try write(Self.known, mode: mode)
        let error = PrivateFileError.openToOthers(path, mode: UInt32(mode))
        #expect(throws: error) { try KeyRing.load(path) }
        #expect(error.description.contains("chmod 600 \(path)"))
    }

    @Test("a read-only file will do")
    func readOnly() throws {
        try write(Self.known, mode: 0o400)
        #expect(throws: Never.self) { try KeyRing.load(path) }
    }

    @Test("a missing file, a folder and a link to nowhere are refused")
    func absent() throws {
        #expect(throws: PrivateFileError.missing(path)) { try KeyRing.load(path) }
        #expect(throws: PrivateFileError.notRegular(folder.path())) { try KeyRing.load(folder.path()) }
        #expect(throws: PrivateFileError.self) { try KeyRing.create(at: "\(path)/none/keys.json") }
    }

    @Test("the current key must be there, and the refusal names it")
    func missingKey() throws {
        try write(Self.known.replacing("\"current\": \"0a0b0c0d\"", with: "\"current\": \"0a0b0c0e\""))
        let id = KeyID(rawValue: 0x0A0B_0C0E)
        #expect(throws: KeyRingFileError.missingKey(path: path, id)) { try KeyRing.load(path) }
        #expect(KeyRingFileError.missingKey(path: path, id).description.contains("0a0b0c0e"))
    }

    @Test(
        "a damaged file is refused without quoting a key",
        arguments: [
            ("", ""), ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAEC"),
            ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "!!"), ("\"id\": \"0a0b0c0d\",", ""),
            ("\"0a0b0c0d\"", "\"+a0b0c0d\""), ("\"version\": 1", "\"version\": 2"), ("\"keys\"", "\"key\""),
            ("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
            (
                "{\"id\": \"0a",
                "{\"id\": \"0a0b0c0d\", \"key\": \"ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\"}, {\"id\": \"0a"
            ),
        ])
    func damaged(old: String, new: String) throws {
        try write(old.isEmpty ? String(Self.known.dropLast(9)) : Self.known.replacing(old, with: new))
        let error = #expect(throws: KeyRingFileError.self) { try KeyRing.load(path) }
        #expect(error?.description.contains("AAEC") == false)
        #expect(error?.description.contains(path) == true)
    }
}
