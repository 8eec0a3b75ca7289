"""Records with everything that their leaves commit to.

1. `sealed` opens under the person's key, and vouches for every column that does not stand in the leaf.
2. The private part is RFC 8785 JSON of fields that are not public, without numbers that are no integers, and there is
   one salt of 16 bytes for each.
3. The commitments of its fields are those of the leaf: none is missing, and none is left over.
4. The person's token is that of `subject.address`; `reach` and `test` follow from the fields.
5. Each text has the digest that stands beside it: the words that were given, the reply, what led to the act.
6. A record of somebody who was erased holds a stub: the id of an `erased` record of its program behind it, which names
   it, or is empty itself and holds such a stub.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from capture_gateway.auditing.leaves import ERASED, commitments, flat, wrong_commitments
from capture_gateway.storage import records
from capture_gateway.storage.vault import Sealer, Unsealable, Vault

COLUMNS = "subject, position, id, sender, program, reach, event, channel, test, recorded_at, leaf, leaf_hash, sealed"
_TYPES = [str, int, str, str, str, str, str, str, int, int, bytes, bytes, bytes]
_SALT = 16
_TEXTS = ("disclosure", "reply", "call_to_action")


class Wrong(Exception):
    """What is wrong with a record."""


class Record(NamedTuple):
    """A row of `COLUMNS`."""

    subject: str
    position: int
    id: str
    sender: str
    program: str
    reach: str
    event: str
    channel: str
    test: int
    recorded_at: int
    leaf: bytes
    leaf_hash: bytes
    sealed: bytes

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "Record":
        """The record in a row. Wrong."""
        if [type(one) for one in row] != _TYPES:
            raise Wrong("has a value of another type")
        return cls(*row)

    def about(self) -> bytes:
        """What its sealing vouches for. Wrong."""
        try:
            return records.about(
                position=self.position,
                recorded_at=self.recorded_at,
                subject=self.subject,
                reach=self.reach,
                test=self.test,
                leaf_hash=self.leaf_hash,
            )
        except UnicodeEncodeError as error:
            raise Wrong("has a column that is no UTF-8") from error


def fields_of(record: Record, sealer: Sealer, is_theirs: Callable[[str], bool]) -> dict[str, Any]:
    """Its fields, public and private, once everything above holds. Wrong.

    `is_theirs`: whether an address is that of the person's token.
    """
    private, salts = _opened(record, sealer)
    try:
        leaf = orjson.loads(record.leaf)
        hidden = orjson.loads(private)
        is_canonical = orjson.dumps(hidden, option=orjson.OPT_SORT_KEYS) == private
    except (ValueError, TypeError) as error:
        raise Wrong("its leaf or its private part is no JSON") from error
    if not isinstance(leaf, dict) or not isinstance(hidden, dict) or not is_canonical:
        raise Wrong("its private part is not canonical JSON (RFC 8785)")
    public = flat(leaf)
    del public["commitments"]
    if not public.keys().isdisjoint(hidden) or not _has_integers_only(hidden):
        raise Wrong("its private part holds a public field, or a number that is no integer")
    _compare(record.leaf, hidden, salts)
    fields = {**public, **hidden}
    _columns(record, fields, is_theirs)
    for part in _TEXTS:
        text, digest = fields.get(f"{part}.text"), fields.get(f"{part}.sha256")
        if (text is None) != (digest is None):
            raise Wrong(f"its {part} lacks its text or its digest")
        if text is not None and sha256(text.encode()).hexdigest() != digest:
            raise Wrong(f"{part}.sha256 is not the digest of its text")
    return fields


def emptied_by(record: Record, vault: Vault) -> str:
    """The id in the stub of a record whose person was erased. Wrong."""
    try:
        return vault.own.open(record.sealed, record.about()).decode()
    except (Unsealable, ValueError) as error:
        raise Wrong("its stub does not open: a column was changed") from error


def judge_forgotten(record: Record) -> None:
    """What can be judged of a record whose person was erased, but for its stub. Wrong."""
    wrong = wrong_commitments(record.leaf)
    if wrong is not None:
        raise Wrong(wrong)


def _opened(record: Record, sealer: Sealer) -> tuple[bytes, str]:
    """The private part's JSON, and its salts in hexadecimal digits."""
    try:
        plain = sealer.open(record.sealed, record.about())
    except Unsealable as error:
        raise Wrong("its sealed part does not open: a column was changed") from error
    end = 1 + plain[0] * _SALT if plain else 0
    return plain[end:], plain[1:end].hex()


def _compare(leaf: bytes, hidden: Mapping[str, Any], salts: str) -> None:
    if len(salts) != 2 * _SALT * len(hidden):
        raise Wrong("it has not one salt for each private field")
    digits = range(0, len(salts), 2 * _SALT)
    # In the order of the names: it is canonical.
    salted = [(salts[at : at + 2 * _SALT], *field) for at, field in zip(digits, hidden.items(), strict=True)]
    made = [sha256(one).hexdigest() for one in _each(salted)]
    written = commitments(leaf).decode()
    if '","'.join(sorted(made)) == written:
        return
    listed = set(written.split('","'))
    lacking = [name for name, one in zip(hidden, made, strict=True) if one not in listed]
    if lacking:
        raise Wrong(f"the leaf has no commitment of its {lacking[0]}")
    raise Wrong("the leaf has a commitment left over, or they are not sorted")


def _each(salted: list[tuple[str, str, Any]]) -> list[bytes]:
    """The JSON of each: cut out of the JSON of all, which costs half, where nothing in them looks like the cut."""
    found = orjson.dumps(salted, option=orjson.OPT_SORT_KEYS)[3:-2].split(b'],["')
    if len(found) == len(salted):
        return [b'["' + one + b"]" for one in found]
    return [orjson.dumps(one, option=orjson.OPT_SORT_KEYS) for one in salted]


def _columns(record: Record, fields: Mapping[str, Any], is_theirs: Callable[[str], bool]) -> None:
    address = fields.get("subject.address")
    if address is None and record.event != ERASED:
        raise Wrong("it has no address")
    if address is not None and not is_theirs(address):
        raise Wrong("the column subject is not the token of its address")
    expected = (fields["program.id"], int(fields.get("program.test", False)))
    if fields.get("decision.extent") == "sender":
        expected = (f"sender:{fields['sender.id']}", 0)
    if (record.reach, record.test) != expected:
        raise Wrong("the columns reach and test do not follow from its fields")


def _has_integers_only(value: object) -> bool:
    if type(value) is dict:
        return all(_has_integers_only(one) for one in value.values() if type(one) is not str)
    if type(value) is list:
        return all(_has_integers_only(one) for one in value if type(one) is not str)
    return type(value) is not float
