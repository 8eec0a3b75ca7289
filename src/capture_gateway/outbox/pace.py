"""How long to wait before the next try: longer each time, never in step with others."""

from capture_gateway.core import instant

FIRST = 2 * instant.SECOND
LONGEST = 5 * instant.MINUTE
RANDOM_BYTES = 4

LOOK_AFTER = 5 * instant.SECOND
"""Until a text that may have gone is looked for: the provider lists it a moment after it took it."""
LOOK_APART = instant.MINUTE
"""Between two looks that find nothing, before it is taken that it did not go."""
LOOK_FOR = instant.DAY
"""After its last moment: when the provider still cannot be asked then, nobody will ever know."""


def delay(tries: int, random: bytes, *, at_least: int = 0) -> int:
    """Milliseconds after the try of this number (the first is 1), from four unpredictable bytes.

    Doubled with each try, and spread over its second half. `at_least`: what the provider asks for.
    """
    whole = min(FIRST * 2 ** min(tries - 1, 16), LONGEST)
    part = int.from_bytes(random[:RANDOM_BYTES]) / 2 ** (8 * RANDOM_BYTES)
    return at_least + int(whole / 2 + part * whole / 2)
