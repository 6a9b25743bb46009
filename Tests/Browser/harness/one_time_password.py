"""One-time passwords (RFC 6238: SHA-1, 30 seconds, six digits)."""

import base64
import hmac
import struct
import time
from pathlib import Path


def one_time_password(secret: str, at: float | None = None) -> str:
    padded = secret.upper() + "=" * (-len(secret) % 8)
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(padded), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


STEP = 30
_last_steps: dict[tuple[Path, str], int] = {}


def next_one_time_password(secret: str, place: Path) -> str:
    """A code that was not used at that place: each works once there, and the one after the present is taken too.

    The place is where the accounts are kept: a server that is started anew still knows which codes were used.
    """
    step = max(int(time.time() // STEP), _last_steps.get((place, secret), 0) + 1)
    while step > time.time() // STEP + 1:
        time.sleep(1)
    _last_steps[place, secret] = step
    return one_time_password(secret, step * STEP)
