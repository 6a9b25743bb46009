import Foundation

/// A short recording: mono, 16 bit.
public struct SoundClip: Hashable, Sendable {
    /// Samples per second.
    public let rate: Int
    public let samples: [Int16]

    public init(rate: Int, samples: [Int16]) {
        self.rate = rate
        self.samples = samples
    }

    /// Reads a WAV file (RIFF, PCM, mono, 16 bit); throws `CaptchaFailure.clip` for any other.
    public init(wav bytes: [UInt8]) throws {
        func number(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        guard bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WAVE".utf8)
        else { throw CaptchaFailure.clip }
        var position = 12
        var rate: Int?
        while bytes.count - position >= 8 {
            let name = bytes[position..<position + 4]
            let length = number(position + 4, 4)
            let start = position + 8
            guard length <= bytes.count - start else { throw CaptchaFailure.clip }
            if name.elementsEqual("fmt ".utf8) {
                guard length >= 16, number(start, 2) == 1, number(start + 2, 2) == 1, number(start + 14, 2) == 16,
                    (4000...48_000).contains(number(start + 4, 4))
                else { throw CaptchaFailure.clip }
                rate = number(start + 4, 4)
            }
            if name.elementsEqual("data".utf8), let rate {
                self.rate = rate
                samples = (0..<length / 2).map { Int16(truncatingIfNeeded: number(start + 2 * $0, 2)) }
                return
            }
            position = start + length + length % 2
        }
        throw CaptchaFailure.clip
    }

    /// The ten digits from a folder with `digit-0.wav` … `digit-9.wav`; throws `CaptchaFailure.clip`.
    public static func digits(in folder: String) throws -> [SoundClip] {
        try (0...9).map { digit in
            guard let file = FileManager.default.contents(atPath: "\(folder)/digit-\(digit).wav") else {
                throw CaptchaFailure.clip
            }
            return try SoundClip(wav: [UInt8](file))
        }
    }

    /// The clip as a WAV file.
    public var wav: [UInt8] {
        func bytes(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let length = 2 * samples.count
        var file: [UInt8] = []
        file.reserveCapacity(44 + length)
        file += Array("RIFF".utf8) + bytes(36 + length, 4) + Array("WAVEfmt ".utf8) + bytes(16, 4)
        file += bytes(1, 2) + bytes(1, 2) + bytes(rate, 4) + bytes(2 * rate, 4) + bytes(2, 2) + bytes(16, 2)
        file += Array("data".utf8) + bytes(length, 4)
        for sample in samples {
            let bits = UInt16(bitPattern: sample)
            file.append(UInt8(bits & 0xFF))
            file.append(UInt8(bits >> 8))
        }
        return file
    }
}
