"""The two secrets of a deployment that keep what it knows of people unreadable and unfindable for anybody else."""

from dataclasses import dataclass, field

KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """32 bytes each. ValueError for any other size."""

    data: bytes = field(repr=False)
    """Wraps the key of each person."""
    lookup: bytes = field(repr=False)
    """Turns an address into the token by which it is looked up."""

    def __post_init__(self) -> None:
        if len(self.data) != KEY_SIZE or len(self.lookup) != KEY_SIZE:
            raise ValueError(f"a key has {KEY_SIZE} bytes")
