/// A spoken code: the clips of its digits one after another, for people who cannot see the picture.
///
/// Every digit is a little faster or slower, louder or softer; the gaps differ and a low noise lies under the
/// whole, so that two files of one code have no stretch in common. The same digits and seed give the same file.
public enum CaptchaAudio {
    /// The code as a WAV file of the clips' rate.
    ///
    /// `clips` are the digits 0 to 9, all of one rate. Throws `CaptchaFailure.notFourToSixDigits` or `.clip`.
    public static func wav(digits: String, clips: [SoundClip], seed: UInt64) throws -> [UInt8] {
        let numbers = digits.utf8.map { Int($0) - 0x30 }
        guard (4...6).contains(numbers.count), numbers.allSatisfy({ (0...9).contains($0) }) else {
            throw CaptchaFailure.notFourToSixDigits
        }
        guard clips.count == 10, let rate = clips.first?.rate, clips.allSatisfy({ $0.rate == rate }) else {
            throw CaptchaFailure.clip
        }
        var generator = SeededGenerator(seed: seed)
        var sound = [Double](repeating: 0, count: length(0.4, rate))
        for number in numbers {
            let loudness = generator.number(from: 0.7, to: 0.95)
            let speed = generator.number(from: 0.92, to: 1.08)
            sound += stretched(clips[number].samples, by: speed).map { $0 * loudness }
            sound += [Double](repeating: 0, count: length(generator.number(from: 0.3, to: 0.6), rate))
        }
        return SoundClip(rate: rate, samples: noisy(sound, &generator)).wav
    }

    private static func length(_ seconds: Double, _ rate: Int) -> Int {
        Int(seconds * Double(rate))
    }

    /// The samples played at `speed`, by linear interpolation.
    private static func stretched(_ samples: [Int16], by speed: Double) -> [Double] {
        (0..<Int(Double(samples.count) / speed)).map { index in
            let place = Double(index) * speed
            let first = min(Int(place), samples.count - 1)
            let second = min(first + 1, samples.count - 1)
            let part = place - Double(first)
            return Double(samples[first]) * (1 - part) + Double(samples[second]) * part
        }
    }

    /// Lays a soft, slowly swelling noise under the sound.
    private static func noisy(_ sound: [Double], _ generator: inout SeededGenerator) -> [Int16] {
        var low = 0.0
        var level = 0.0
        var aim = 0.0
        return sound.enumerated().map { index, sample in
            if index % 2048 == 0 { aim = generator.number(from: 500, to: 1300) }
            level += (aim - level) * 0.002
            low += (generator.number(from: -1, to: 1) - low) * 0.35
            return Int16(min(max(sample + low * level, -32_000), 32_000))
        }
    }
}
