"""Whether a tree goes on from what the world has seen of it, or is an older copy: a backup that was put back.

Who signs an older copy signs a second history, and whoever kept the first one sees that the log lied. So, before
anything is signed, the tree is compared with the newest checkpoint that is known outside of it.

1. The checkpoint must be signed by a key of this log: else it is `foreign`.
2. A tree that is smaller than the checkpoint says is `behind`: records were lost that somebody may hold receipts for.
   An empty one too, which knows no name yet; and one that does not know the name, which a newer log was given.
3. A tree that has another root at the checkpoint's size is `forked`: it is no continuation.
4. What an earlier name signed is settled by the checkpoint after which the newer name began (`Name.after`): that very
   one, and what is smaller, is history; with a larger one the newer name began too early, and the tree is `behind`.
5. Everything else is `fine`, and so is a log of which nothing is known outside.

Pure functions. https://c2sp.org/tlog-checkpoint
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.note import Key, Refused

State = Literal["fine", "behind", "forked", "foreign"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name under which the tree is or was signed."""

    origin: str
    after: str = ""
    """The newest signed checkpoint of the name before it; empty for the first."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What is there."""

    size: int
    root: Callable[[int], bytes]
    """Of its first so many leaves, at most `size`."""
    names: Sequence[Name]
    """The newest last; none as long as nothing was signed."""
    keys: Collection[Key]
    """Every key that ever signed it."""
    own: Collection[bytes]
    """The public keys that sign now, 32 bytes each; under any name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the tree stands to the checkpoint. `why`: half a sentence, empty when it is fine."""

    state: State
    why: str = ""
    missing: int = 0
    """`behind`: so many records, as far as that is known."""


FINE = Verdict("fine")


def compare(published: str | None, tree: Tree) -> Verdict:
    """The verdict on `tree`, given the newest checkpoint outside of it, as it was published; None: there is none."""
    if published is None:
        return FINE
    if published and tree.names and tree.names[-1].after == published:
        return FINE
    origin = published.partition("\n")[0]
    try:
        known = [*tree.keys, *(Key(origin, public) for public in tree.own)]
        seen = checkpoint.opened(published, known)
    except Refused as error:
        return Verdict("foreign", f"the checkpoint is none that this log signed: {str(error).rstrip('.')}")
    if not tree.names:
        return _continued(seen, tree)
    at = next((number for number, name in enumerate(tree.names) if name.origin == seen.origin), None)
    if at is None:
        why = f"a log {seen.origin} was begun, which the database does not know yet"
        return Verdict("behind", why, max(seen.size - tree.size, 0))
    if at + 1 < len(tree.names):
        return _settled(seen, tree.names[at + 1])
    return _continued(seen, tree)


def _continued(seen: Checkpoint, tree: Tree) -> Verdict:
    if seen.size > tree.size:
        missing = seen.size - tree.size
        why = f"{seen.size} records were signed, and the database has {tree.size}: it lacks {missing}"
        return Verdict("behind", why, missing)
    if tree.root(seen.size) != seen.root:
        return Verdict("forked", f"the first {seen.size} records of the database are not those that were signed")
    return FINE


def _settled(seen: Checkpoint, following: Name) -> Verdict:
    last = checkpoint.said(following.after)
    if seen.size <= last.size:
        return FINE
    why = f"{seen.origin} signed {seen.size} records, and {following.origin} began after {last.size} of them"
    return Verdict("behind", why, seen.size - last.size)
