import Foundation
import Testing
import Vault

@Suite struct KeyRingTests {
    let ring: KeyRing

    init() throws {
        ring = try KeyRing.ephemeral()
    }

    @Test(
        "what is sealed opens again",
        arguments: ["", "1", "34052419800101001X", "某某路1号", String(repeating: "长", count: 9_000)])
    func roundTrip(text: String) throws {
        let sealed = try ring.seal(text, context: "person.number", row: 7)
        #expect(sealed.count == text.utf8.count + KeyRing.overhead)
        #expect(try ring.open(sealed, context: "person.number", row: 7) == text)
    }

    @Test("equal texts give different ciphertexts")
    func nonce() throws {
        let first = try ring.seal("19900000001", context: "person.phone", row: 1)
        #expect(try ring.seal("19900000001", context: "person.phone", row: 1) != first)
    }

    @Test("a ciphertext opens only in its own row and column")
    func moved() throws {
        let first = try ring.seal("甲", context: "person.number", row: 1)
        let second = try ring.seal("乙", context: "person.number", row: 2)
        #expect(throws: SealingError.notAuthentic(context: "person.number", row: 2)) {
            try ring.open(first, context: "person.number", row: 2)
        }
        #expect(throws: SealingError.notAuthentic(context: "person.number", row: 1)) {
            try ring.open(second, context: "person.number", row: 1)
        }
        #expect(throws: SealingError.notAuthentic(context: "person.phone", row: 1)) {
            try ring.open(first, context: "person.phone", row: 1)
        }
    }

    @Test("no byte can be changed, left out or added")
    func tampered() throws {
        let sealed = try ring.seal("甲乙", context: "c", row: 1)
        for position in sealed.indices {
            var changed = sealed
            changed[position] ^= 1
            #expect(throws: SealingError.self) { try ring.open(changed, context: "c", row: 1) }
            #expect(throws: SealingError.self) { try ring.open(Array(sealed[..<position]), context: "c", row: 1) }
        }
        #expect(throws: SealingError.self) { try ring.open(sealed + [0], context: "c", row: 1) }
        #expect(throws: SealingError.tooShort) { try ring.open([], context: "c", row: 1) }
        #expect(throws: SealingError.unknownLayout(9)) {
            try ring.open([9] + sealed.dropFirst(), context: "c", row: 1)
        }
    }

    @Test("after rotation old values still open, new ones have the new key, and the index stays")
    func rotation() throws {
        let old = try ring.seal("甲", context: "c", row: 1)
        let rotated = try ring.addingEncryptionKey()
        #expect(try rotated.open(old, context: "c", row: 1) == "甲")
        #expect(try rotated.isOutdated(old))
        #expect(try !ring.isOutdated(old))
        let new = try rotated.seal("甲", context: "c", row: 1)
        #expect(try KeyRing.key(of: new) == rotated.currentKey)
        #expect(rotated.encryptionKeys.isSuperset(of: ring.encryptionKeys))
        #expect(throws: SealingError.missingKey(rotated.currentKey)) { try ring.open(new, context: "c", row: 1) }
        #expect(ring.blindIndex("甲", purpose: "c") == rotated.blindIndex("甲", purpose: "c"))
    }

    @Test("a foreign ring names the key it lacks")
    func foreign() throws {
        let sealed = try ring.seal("甲", context: "c", row: 1)
        let error = SealingError.missingKey(ring.currentKey)
        #expect(throws: error) { try KeyRing.ephemeral().open(sealed, context: "c", row: 1) }
        #expect(error.description.contains(ring.currentKey.description))
    }

    @Test("blind indexes are equal for equal texts and differ by purpose and ring")
    func blindIndex() throws {
        let index = ring.blindIndex("199", purpose: "phone")
        #expect(index.count == 32)
        #expect(ring.blindIndex("199", purpose: "phone") == index)
        #expect(ring.blindIndex("198", purpose: "phone") != index)
        #expect(ring.blindIndex("199", purpose: "phone-last-four") != index)
        #expect(ring.blindIndex("e199", purpose: "phon") != index)
        #expect(try KeyRing.ephemeral().blindIndex("199", purpose: "phone") != index)
    }

    @Test("bytes are sealed as texts are")
    func bytes() throws {
        let file = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let sealed = try ring.sealBytes(file, context: "upload.content", row: 3)
        #expect(try ring.openBytes(sealed, context: "upload.content", row: 3) == file)
        let noText = try ring.sealBytes([0xFF, 0xFE], context: "c", row: 1)
        #expect(throws: SealingError.notText(context: "c", row: 1)) { try ring.open(noText, context: "c", row: 1) }
    }

    @Test("nothing that is printed of a ring shows a key")
    func description() {
        #expect("\(ring)" == "key ring with the current key \(ring.currentKey)")
        #expect(String(reflecting: ring) == "\(ring)")
        var dumped = ""
        dump(ring, to: &dumped)
        #expect(dumped.count < 80)
    }
}
