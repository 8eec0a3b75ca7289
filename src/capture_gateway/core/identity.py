"""Identifiers: UUID version 7 (RFC 9562 section 5.7), so that ids sort by time and tell when they were made."""

_VARIANT = {digit: "89ab"[number & 3] for number, digit in enumerate("0123456789abcdef")}
"""The two highest bits say that it is one of RFC 9562."""


def uuid7(now: int, random: bytes) -> str:
    """`now` in milliseconds since the epoch, at least 10 random bytes -> `0192…-7…`."""
    made, rest = f"{now:012x}", random[:10].hex()
    return f"{made[:8]}-{made[8:]}-7{rest[1:4]}-{_VARIANT[rest[4]]}{rest[5:8]}-{rest[8:]}"


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
