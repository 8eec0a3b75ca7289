"""Leaves: what the ledger holds of each record, judged by its bytes alone.

1. A leaf is RFC 8785 JSON: parsed and written again it has the same bytes, and it holds no number but `schema`.
2. It has public fields and no others, each of the form that its kind has; a `given` names words. So nothing in it tells
   of a person: there is room for ids, digests, instants, and words of the deployment's files.
3. The columns `id`, `sender`, `program`, `event`, `channel` and `reach` follow from it.
4. It was received no later than it was recorded.
5. Its commitments are SHA-256 digests in lower case, sorted. Where the private part is there, they are recomputed
   instead (`auditing.records`).

Leaves of one kind differ in id, instant and commitments alone: what is left of them, their shape, is judged once.
"""

import re
from typing import Any

import orjson

from capture_gateway.core import instant

_ID = rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NAME = r"(?!.*\d{7})[a-z][a-z0-9_-]*"
_VERSION = r"(?!.*\d{7})[A-Za-z0-9._-]{1,40}"
_DIGEST = r"[0-9a-f]{64}"
_AT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
EVENTS = ("requested", "given", "refused", "withdrawn", "expired", "invalidated", "erased")
ERASED = "erased"
_FORMS = {
    path: re.compile(form, re.ASCII)
    for path, form in {
        "id": _ID.decode(),
        "event": "|".join(EVENTS),
        "sender.id": _NAME,
        "program.id": _NAME,
        "program.version": _VERSION,
        "language": r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
        "channel.id": _NAME,
        "channel.kind": _NAME,
        "disclosure.prompt": _NAME,
        "disclosure.version": _VERSION,
        "disclosure.sha256": _DIGEST,
        "disclosure.template_sha256": _DIGEST,
        "disclosure.medium": "text|speech|page|paper",
        "act.kind": _NAME,
        "witness.level": "provider-signed|gateway-observed|staff-transcribed|integrator-asserted",
        "decision.rule": _NAME,
        "times.received_at": _AT,
    }.items()
}
_LISTS = {
    "categories": re.compile(_NAME, re.ASCII),
    "contact": re.compile(_NAME, re.ASCII),
    "commitments": re.compile(_DIGEST),
}
_MAY_LACK = frozenset({"language"} | {path for path in _FORMS if path.startswith("disclosure.")})

_COMMITMENTS = b'"commitments":["'
_BEHIND_COMMITMENTS = b'"],"contact":['
_IN_ID = b',"id":"'
_IN_RECEIVED = b'"received_at":"'
_LIST = re.compile(rb'(?:[0-9a-f]{64}",")*[0-9a-f]{64}')
_ZEROS = bytes.maketrans(b"0123456789abcdef", b"0" * 16)
_ID_SHAPE = b"00000000-0000-0000-0000-000000000000"
_AT_SHAPE = b"0000-00-00T00:00:00.000Z"
_MOST_SHAPES = 20_000

Columns = tuple[bytes, bytes, bytes, bytes, bytes]
"""sender, program, event, channel, reach: as bytes."""


class Leaves:
    """Judges leaf after leaf."""

    def __init__(self) -> None:
        self._sound: set[tuple[bytes, ...]] = set()
        self._instants: tuple[int, bytes] = (0, b"")

    def wrong(self, leaf: bytes, identifier: bytes, columns: Columns, recorded_at: int) -> str | None:
        """What is wrong with it; None: nothing. TypeError when one of these is of another type."""
        start = leaf.find(_COMMITMENTS)
        end = leaf.find(_BEHIND_COMMITMENTS, start)
        at_id = leaf.find(_IN_ID, end) + len(_IN_ID)
        after_id = at_id + len(_ID_SHAPE)
        at_time = leaf.find(_IN_RECEIVED, after_id) + len(_IN_RECEIVED)
        after_time = at_time + len(_AT_SHAPE)
        received = leaf[at_time:after_time]
        shape = (leaf[:start], leaf[end:at_id], leaf[after_id:at_time], leaf[after_time:], *columns)
        if shape not in self._sound:
            problem = _wrong_shape(leaf, columns)
            if problem is not None:
                return problem
            if leaf[at_id:after_id] == identifier and received == _received(leaf):
                if len(self._sound) >= _MOST_SHAPES:
                    self._sound.clear()
                self._sound.add(shape)
        if leaf[at_id:after_id] != identifier:
            return "the column id is not that of the leaf"
        if identifier.translate(_ZEROS) != _ID_SHAPE or received.translate(_ZEROS) != _AT_SHAPE:
            return "the leaf has an id or an instant of no known form"
        if recorded_at != self._instants[0]:
            self._instants = recorded_at, instant.text(recorded_at).encode()
        if received > self._instants[1]:
            return "it was recorded before it was received"
        return None


def wrong_commitments(leaf: bytes) -> str | None:
    """What is wrong with the form of its commitments, where nobody can recompute them; None: nothing."""
    listed = commitments(leaf)
    if _LIST.fullmatch(listed) is None:
        return "the leaf's commitments are no digests"
    each = listed.split(b'","')
    return None if each == sorted(each) else "the leaf's commitments are not sorted"


def commitments(leaf: bytes) -> bytes:
    """What stands between the first and the last quote of the list, as it is written."""
    start = leaf.find(_COMMITMENTS)
    return leaf[start + len(_COMMITMENTS) : leaf.find(_BEHIND_COMMITMENTS, start)]


def flat(leaf: dict[str, Any]) -> dict[str, Any]:
    """A parsed leaf by field paths."""
    found: dict[str, Any] = {}
    for name, value in leaf.items():
        if type(value) is dict:
            for inner, part in value.items():
                found[f"{name}.{inner}"] = part
        else:
            found[name] = value
    return found


def _received(leaf: bytes) -> bytes:
    received: str = orjson.loads(leaf)["times"]["received_at"]
    return received.encode()


def _wrong_shape(leaf: bytes, columns: Columns) -> str | None:
    try:
        parsed = orjson.loads(leaf)
        is_canonical = orjson.dumps(parsed, option=orjson.OPT_SORT_KEYS) == leaf
    except ValueError:
        return "the leaf is no JSON"
    if not isinstance(parsed, dict) or not is_canonical:
        return "the leaf is not canonical JSON (RFC 8785)"
    fields = flat(parsed)
    for path, value in fields.items():
        if path == "schema":
            is_sound = value == 1 and type(value) is int
        elif path in _LISTS:
            is_sound = isinstance(value, list) and all(_is(_LISTS[path], one) for one in value)
        elif path in _FORMS:
            is_sound = _is(_FORMS[path], value)
        else:
            return "the leaf has a field that is not public"
        if not is_sound:
            return f"the leaf's {path} is not of the form that it has"
    lacking = sorted({"schema", *_FORMS, *_LISTS} - _MAY_LACK - fields.keys())
    if lacking:
        return f"the leaf lacks {lacking[0]}"
    if fields["event"] == "given" and "disclosure.sha256" not in fields:
        return "the leaf is given, and names no words"
    return _other_columns(fields, columns)


def _is(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _other_columns(fields: dict[str, Any], columns: Columns) -> str | None:
    sender, program, event, channel, reach = columns
    named = {"sender.id": sender, "program.id": program, "event": event, "channel.id": channel}
    for path, column in named.items():
        if fields[path].encode() != column:
            return f"the column {path.partition('.')[0]} is not that of the leaf"
    if reach not in (program, b"sender:" + sender):
        return "the column reach names neither its program nor its sender"
    return None
