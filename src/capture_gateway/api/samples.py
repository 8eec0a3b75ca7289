"""Samples of each operation, for a shell and for Python, which run as they are printed.

1. They need two variables of the environment: `CAPTURE_GATEWAY_URL` (`http://127.0.0.1:8080`) and
   `CAPTURE_GATEWAY_TOKEN`; and curl with Python, or Python with `requests`.
2. An operation on something of an id first asks the operation whose link leads to it, and takes the first id that it is
   given; where there is none yet, nothing more is asked.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from capture_gateway.api.endpoint import Operation

WIDTH = 88
"""Characters of a line, where it can be broken."""
_PREAMBLE = """\
import os

import requests

url = os.environ["CAPTURE_GATEWAY_URL"] + "/v1"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["CAPTURE_GATEWAY_TOKEN"]

"""
_ID = r"\{[^}]*\}"
_JSON: Mapping[Any, str] = {None: "null", True: "true", False: "false"}
_PYTHON: Mapping[Any, str] = {one: repr(one) for one in _JSON}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the id for a sample comes from."""

    operation: Operation
    parameter: str
    member: str
    """Its name in the answer."""
    of_list: str | None
    """The list in whose items it stands; None: in the answer itself."""


def of(operation: Operation, operations: Sequence[Operation]) -> list[dict[str, str]]:
    """`x-codeSamples`, as readers of OpenAPI documents know them."""
    source = source_of(operation, operations)
    return [
        {"lang": "Shell", "label": "curl", "source": _shell(operation, source)},
        {"lang": "Python", "label": "Python", "source": _PREAMBLE + _python(operation, source)},
    ]


def source_of(operation: Operation, operations: Sequence[Operation]) -> Source | None:
    """Whose answer holds an id for this operation: one that reads, rather than one that writes."""
    found = [
        _source(one, parameter, expression)
        for one in operations
        for link in one.links.values()
        if link.to == operation.name
        for parameter, expression in link.parameters.items()
        if f"{{{parameter}" in operation.path
    ]
    return min(found, key=lambda source: (source.operation.method != "GET", source.of_list is None), default=None)


def _source(operation: Operation, parameter: str, expression: str) -> Source:
    """`$response.body#/items/0/id` is the member `id` of the list `items`."""
    members = expression.removeprefix("$response.body#/").split("/")
    return Source(operation, parameter, members[-1], members[0] if len(members) > 1 else None)


def _shell(operation: Operation, source: Source | None) -> str:
    if source is None:
        return _curl(operation)
    if source.of_list is None:
        print_it = f'print(json.load(sys.stdin)["{source.member}"])'
    else:
        print_it = f'[print(one["{source.member}"]) for one in json.load(sys.stdin)["{source.of_list}"][:1]]'
    steps = [_curl(source.operation), f"python3 -c 'import json, sys; {print_it}'", "xargs -I {} " + _curl(operation)]
    return " |\n  ".join(steps)


def _curl(operation: Operation) -> str:
    path = re.sub(_ID, "{}", operation.path)
    implied = "GET" if operation.example.body is None else "POST"
    method = "" if operation.method == implied else f" -X {operation.method}"
    parts = [f'curl -sS --fail-with-body{method} "$CAPTURE_GATEWAY_URL/v1{path}{_query(operation)}"']
    parts.append('-H "Authorization: Bearer $CAPTURE_GATEWAY_TOKEN"')
    if operation.is_idempotent:
        parts.append(f'-H "Idempotency-Key: {_key(operation)}1"')
    if operation.example.body is not None:
        quoted = _literal(operation.example.body, 2, names=_JSON).replace("'", "'\\''")
        parts += ['-H "Content-Type: application/json"', f"-d '{quoted}'"]
    return " \\\n  ".join(parts)


def _python(operation: Operation, source: Source | None) -> str:
    asked = f"answer = {_call(operation)}\nanswer.raise_for_status()\nprint({_shown(operation)})"
    if source is None:
        return _given(operation) + asked
    found = f"{_given(source.operation)}found = {_call(source.operation)}.json()\n"
    if source.of_list is None:
        return found + _given(operation) + asked.replace("{id}", f"{{found['{source.member}']}}")
    each = asked.replace("{id}", f"{{one['{source.member}']}}").replace("\n", "\n    ")
    return f'{found}{_given(operation)}for one in found["{source.of_list}"][:1]:\n    {each}'


def _given(operation: Operation) -> str:
    body = operation.example.body
    return "" if body is None else f"body = {_literal(body, 4, names=_PYTHON)}\n"


def _call(operation: Operation) -> str:
    arguments = [f'f"{{url}}{re.sub(_ID, "{id}", operation.path)}{_query(operation)}"']
    if operation.example.body is not None:
        arguments.append("json=body")
    if operation.is_idempotent:
        arguments.append(f'headers={{"Idempotency-Key": "{_key(operation)}2"}}')
    return f"session.{operation.method.lower()}({', '.join([*arguments, 'timeout=30'])})"


def _shown(operation: Operation) -> str:
    return "answer.status_code" if operation.gives is None else "answer.json()"


def _query(operation: Operation) -> str:
    return f"?{urlencode(operation.example.query)}" if operation.example.query else ""


def _key(operation: Operation) -> str:
    """But for its end: a name stands for the very bytes that were sent, so each sample has one of its own."""
    return f"my-{operation.tag.removesuffix('s')}-471"


def _literal(value: Any, step: int, depth: int = 0, *, names: Mapping[Any, str]) -> str:
    """A JSON value, on one line where it fits; `names`: how null, true and false are written."""
    if value is None or isinstance(value, bool):
        return names[value]
    if not isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    start, end = "{}" if isinstance(value, Mapping) else "[]"

    def parts(within: int) -> list[str]:
        if isinstance(value, Mapping):
            return [f"{json.dumps(name)}: {_literal(one, step, within, names=names)}" for name, one in value.items()]
        return [_literal(one, step, within, names=names) for one in value]

    line = start + ", ".join(parts(depth)) + end
    if len(line) + depth <= WIDTH and "\n" not in line:
        return line
    margin = " " * (depth + step)
    between = f",\n{margin}"
    return f"{start}\n{margin}{between.join(parts(depth + step))}\n{' ' * depth}{end}"
