import Documents
import Foundation
import Testing

@Suite("A captcha")
struct CaptchaTests {
    private func clips() throws -> [SoundClip] {
        try SoundClip.digits(in: Fixtures.resources.appending(path: "audio").path)
    }

    @Test("shows the same picture for the same seed, another for another")
    func imageSeeds() throws {
        let picture = try CaptchaImage(text: "48273", seed: 1).png()
        #expect(try CaptchaImage(text: "48273", seed: 1).png() == picture)
        #expect(try CaptchaImage(text: "48273", seed: 2).png() != picture)
        #expect(try CaptchaImage(text: "48274", seed: 1).png() != picture)
    }

    @Test("is a PNG picture of 240 by 80 pixels")
    func imageSize() throws {
        let picture = try Picture.rewrite(CaptchaImage(text: "K7MX4P", seed: 3).png())
        #expect(picture.kind == .png)
        #expect(picture.width == 240)
        #expect(picture.height == 80)
    }

    @Test("shows nothing but letters and digits, and refuses to show nothing")
    func imageCharacters() throws {
        #expect(throws: CaptchaFailure.empty) { try CaptchaImage(text: " \0会", seed: 1).png() }
        #expect(try CaptchaImage(text: "4\0 2", seed: 1).png() == CaptchaImage(text: "42", seed: 1).png())
    }

    @Test("speaks the same sound for the same seed, another for another")
    func audioSeeds() throws {
        let clips = try clips()
        let sound = try CaptchaAudio.wav(digits: "0482", clips: clips, seed: 1)
        #expect(try CaptchaAudio.wav(digits: "0482", clips: clips, seed: 1) == sound)
        #expect(try CaptchaAudio.wav(digits: "0482", clips: clips, seed: 2) != sound)
    }

    @Test("speaks all its digits in one sound file", arguments: ["0123", "456789"])
    func audioLength(digits: String) throws {
        let clips = try clips()
        let sound = try SoundClip(wav: CaptchaAudio.wav(digits: digits, clips: clips, seed: 9))
        let spoken = digits.utf8.reduce(0) { $0 + clips[Int($1) - 0x30].samples.count }
        #expect(sound.rate == 11_025)
        #expect(sound.samples.count > spoken)
        #expect(sound.samples.count < spoken * 3)
        #expect((sound.samples.max() ?? 0) > 8000)
    }

    @Test("speaks four to six digits only", arguments: ["", "123", "1234567", "12a4", "一二三四"])
    func audioRefusals(digits: String) throws {
        let clips = try clips()
        #expect(throws: CaptchaFailure.notFourToSixDigits) {
            try CaptchaAudio.wav(digits: digits, clips: clips, seed: 1)
        }
    }

    @Test("refuses clips that are missing, mixed or broken")
    func audioClips() throws {
        let clips = try clips()
        var mixed = clips
        mixed[3] = SoundClip(rate: 8000, samples: [])
        for clips in [Array(clips.dropLast()), mixed] {
            #expect(throws: CaptchaFailure.clip) { try CaptchaAudio.wav(digits: "1234", clips: clips, seed: 1) }
        }
        let file = clips[0].wav
        for length in [0, 11, 43, file.count / 2] {
            #expect(throws: CaptchaFailure.clip) { try SoundClip(wav: Array(file.prefix(length))) }
        }
        #expect(throws: CaptchaFailure.clip) { try SoundClip.digits(in: "/nonexistent") }
    }

    @Test("takes an empty clip as silence")
    func emptyClip() throws {
        let silent = [SoundClip](repeating: SoundClip(rate: 8000, samples: []), count: 10)
        #expect(try !CaptchaAudio.wav(digits: "1234", clips: silent, seed: 1).isEmpty)
    }
}
