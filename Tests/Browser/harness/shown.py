"""What pages show: their text, and numbers as they write them."""

from harness.acts import plain, yuan


def text_of(page: str) -> str:
    return plain(page.partition("<main")[2])


def grouped(number: int) -> str:
    return f"{number:,}"


def money(fen: int) -> str:
    sign = "−" if fen < 0 else ""
    whole, part = yuan(abs(fen)).split(".")
    return f"{sign}{int(whole):,}.{part}"
