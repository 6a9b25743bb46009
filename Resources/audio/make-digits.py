#!/usr/bin/env python3
"""Speaks the ten digits with espeak-ng into digit-0.wav … digit-9.wav (mono, 11,025 Hz, 16 bit).

Needs the Debian package espeak-ng and nothing but Python's own library. The files are committed; this is how
they can be made again.
"""
import array, math, pathlib, subprocess, sys, tempfile, wave

# In pinyin: the voice cmn spells Chinese characters out as English ("yi one").
WORDS = ["ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"]
HERE = pathlib.Path(__file__).parent


def spoken(word):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/word.wav"
        subprocess.run(["espeak-ng", "-v", "cmn-latn-pinyin", "-s", "115", "-g", "0", "-w", path, word], check=True)
        with wave.open(path) as sound:
            assert sound.getframerate() == 22050 and sound.getnchannels() == 1 and sound.getsampwidth() == 2
            samples = array.array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def halved(samples):
    """Every second sample after a low-pass filter (windowed sinc, cut at 4.8 kHz)."""
    reach, cut = 24, 4800 / 22050
    taps = []
    for n in range(-reach, reach + 1):
        sinc = 2 * cut if n == 0 else math.sin(2 * math.pi * cut * n) / (math.pi * n)
        taps.append(sinc * (0.5 + 0.5 * math.cos(math.pi * n / (reach + 1))))
    total = sum(taps)
    padded = [0] * reach + list(samples) + [0] * reach
    return [
        sum(t * s for t, s in zip(taps, padded[i : i + 2 * reach + 1])) / total for i in range(0, len(samples), 2)
    ]


def trimmed(samples):
    loud = [i for i, s in enumerate(samples) if abs(s) > 200]
    first, last = max(loud[0] - 110, 0), min(loud[-1] + 330, len(samples))
    return samples[first:last]


def levelled(samples):
    peak = max(abs(s) for s in samples)
    return [round(s * 22000 / peak) for s in samples]


for digit, word in enumerate(WORDS):
    samples = array.array("h", levelled(trimmed(halved(spoken(word)))))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(HERE / f"digit-{digit}.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(11025)
        sound.writeframes(samples.tobytes())
