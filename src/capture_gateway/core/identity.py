"""Identifiers: UUID version 7 (RFC 9562 section 5.7), so that ids sort by time and tell when they were made."""


def uuid7(now: int, random: bytes) -> str:
    """`now` in milliseconds since the epoch, at least 10 random bytes -> `0192…-7…`."""
    number = now << 80 | int.from_bytes(random[:10], "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def moved(identifier: str, now: int) -> str:
    """A version 7 id with the same random bits that says it was made at `now`."""
    number = int(identifier.replace("-", ""), 16)
    return uuid7(now, (number & (1 << 80) - 1).to_bytes(10, "big"))


def made_at(identifier: str) -> int | None:
    """The instant inside a version 7 id, in milliseconds; None when it is no such id."""
    digits = identifier.replace("-", "")
    if len(digits) != 32 or digits[12] != "7":
        return None
    try:
        return int(digits[:12], 16)
    except ValueError:
        return None
