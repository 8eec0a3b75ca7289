"""The reference page: the OpenAPI document, for people. One page, without any script.

1. Whatever stands there comes from the document: nothing is written twice.
2. A chapter for each tag, the operations in its order; what is sent and what comes back are tables, models have theirs
   at the end, once each.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from capture_gateway import pages

Json = Mapping[str, Any]

_HERE = Path(__file__).parent
STYLE = pages.STYLE + (_HERE / "templates" / "docs.css").read_bytes()
STYLE_NAME = f"docs/style.{hashlib.sha256(STYLE).hexdigest()[:16]}.css"
"""Beside `/docs`, wherever that is."""

_EVERY = 2**53
"""A limit that only says how far numbers go in JSON (RFC 8259, 6)."""
_KINDS = {"integer": "number", "boolean": "true or false", "date-time": "instant", "uri": "URL"}


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter, or a member of a model."""

    name: str
    place: str
    """`query`, `path`, `header`; empty for members."""
    is_required: bool
    kind: Markup
    about: Markup


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers with, for one status."""

    status: str
    about: Markup
    kind: Markup
    """The model, linked; empty where there is nothing."""
    rows: tuple[Row, ...]
    example: str


def render(document: Json) -> str:
    """The page."""
    operations = [
        {**operation, "path": path, "method": method.upper()}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return _templates.get_template("docs.html").render(
        info=document["info"],
        server=document["servers"][0]["url"],
        security=document["components"]["securitySchemes"]["token"]["description"],
        chapters=[(tag, [one for one in operations if one["tags"] == [tag["name"]]]) for tag in document["tags"]],
        models=[
            (name, schema, _members(schema))
            for name, schema in document["components"]["schemas"].items()
        ],
        style=STYLE_NAME,
        parameters=_parameters,
        body=lambda operation: _body(document, operation),
        answers=lambda operation: _answers(document, operation),
        refusals=_refusals,
        text=text,
        inline=inline,
    )  # fmt: skip


def _parameters(operation: Json) -> list[Row]:
    return [
        Row(one["name"], one["in"], one["required"], kind(one["schema"]), inline(one.get("description", "")))
        for one in (
            parameter | {"required": parameter.get("required", False)} for parameter in operation.get("parameters", ())
        )
    ]


def _members(schema: Json) -> tuple[Row, ...]:
    required = schema.get("required", ())
    return tuple(
        Row(name, "", name in required, kind(one), inline(one.get("description", "")))
        for name, one in schema.get("properties", {}).items()
    )


def _body(document: Json, operation: Json) -> Answer | None:
    """What is sent, in the shape of what comes back."""
    sent = operation.get("requestBody")
    return None if sent is None else _content(document, "", "", sent["content"]["application/json"])


def _answers(document: Json, operation: Json) -> Iterator[Answer]:
    """The success; one for each media type."""
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for media, content in answer.get("content", {"": {"schema": {}}}).items():
                yield _content(document, f"{status} {media}".strip(), answer["description"], content)


def _content(document: Json, status: str, about: str, content: Json) -> Answer:
    schema = content["schema"]
    name = schema.get("$ref", "").rpartition("/")[2]
    model = document["components"]["schemas"][name] if name else schema
    example = content.get("example", next(iter(model.get("examples", ())), None))
    shown = "" if example is None else json.dumps(example, indent=2, ensure_ascii=False)
    return Answer(status, inline(about), kind(schema) if schema else Markup(), _members(model), shown)


def _refusals(operation: Json) -> list[tuple[str, Markup]]:
    return [
        (status, inline(answer["description"]))
        for status, answer in operation["responses"].items()
        if not status.startswith("2")
    ]


def kind(schema: Json) -> Markup:
    """`text of 1 to 100 characters`, `list of Record`, `one of "a", "b", or null`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#{0}">{0}</a>').format(f"{name}")
    if "anyOf" in schema:
        return Markup(" or ").join(kind(one) for one in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return Markup(", ").join(Markup("<code>{}</code>").format(_plain(value)) for value in values) + _default(schema)
    name = schema.get("type", "anything")
    if name == "array":
        return Markup("list of ") + kind(schema.get("items", {})) + _limits(schema, "minItems", "maxItems", "items")
    if name == "string":
        said = _KINDS.get(schema.get("format", ""), "text") + _limits(schema, "minLength", "maxLength", "characters")
    else:
        said = _KINDS.get(name, name) + _limits(schema, "minimum", "maximum")
    return Markup.escape(said) + _default(schema)


def _limits(schema: Json, least: str, most: str, of: str = "") -> str:
    low, high = schema.get(least), schema.get(most)
    if high is not None and high >= _EVERY:
        high = None
    bounds = {
        (False, False): "",
        (True, False): f", at least {low}",
        (False, True): f", at most {high}",
        (True, True): f", {low} to {high}",
    }[low is not None, high is not None]
    unit = of.removesuffix("s") if 1 in (low, high) and None in (low, high) else of
    return f"{bounds} {unit}" if bounds and unit else bounds


def _default(schema: Json) -> Markup:
    value = schema.get("default")
    return Markup() if value in (None, "") else Markup("; without it <code>{}</code>").format(_plain(value))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def text(description: str) -> Markup:
    """Paragraphs."""
    parts = [" ".join(part.split()) for part in description.split("\n\n")]
    return Markup("\n").join(Markup("<p>{}</p>").format(inline(part)) for part in parts if part)


def inline(description: str) -> Markup:
    """Text in which `this` is code, and an address is a link."""
    escaped = str(Markup.escape(description))
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
    return Markup(re.sub(r"(https://[\w./#-]*[\w/])", r'<a href="\1">\1</a>', coded))  # noqa: S704 - escaped above


_templates = pages.templates(_HERE / "templates")
