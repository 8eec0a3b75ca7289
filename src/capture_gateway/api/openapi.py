"""The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made of the declared operations alone.

1. What is validated and what is documented come from the same models: a parameter, a body and an answer stand here
   with the constraints that requests meet.
2. Every status that an operation can answer with is listed; whatever is no success is `application/problem+json`.
3. The order is that of the declarations, and the names of schemas are those of the models: the document of the same
   code has the same bytes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from capture_gateway.api import problems, samples
from capture_gateway.api.endpoint import JSON, Operation
from capture_gateway.api.problems import ProblemDetails

Json = dict[str, Any]

PREFIX = "/v1"
_REF = "#/components/schemas/{model}"
_DIGITS = {"type": "string", "pattern": "^[0-9]+$"}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "required": True, "schema": _DIGITS}}
_ETERNAL = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}

_REFUSALS: Mapping[int, str] = {
    400: "The body is no JSON object, or has a field twice.",
    401: "No token, or none that is valid.",
    403: "The token does not have the scope, or does not reach the program.",
    404: "There is nothing of this id.",
    409: "It does not fit what is there.",
    413: "The body is over its limit (1 MiB).",
    422: "A value cannot be right; `errors` names each by its field.",
    429: "The token asks too often.",
    503: "The store cannot answer now. Nothing was done.",
}
_HEADERS: Mapping[int, Json] = {
    401: {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}},
    429: _RETRY_AFTER,
    503: _RETRY_AFTER,
}
_CHAPTERS: Mapping[str, str] = {
    "permission": "May I contact this person? Ask right before you send.",
    "evidence": "The proof: what people were given, word for word, what they did, and a feed of all of it.",
    "dossiers": "Everything about one person, in one file.",
    "withdrawals": "Somebody told you to stop, outside of this gateway.",
    "erasures": "Somebody wants that nothing can be read of them any more.",
    "webhooks": "Hear about every change (https://www.standardwebhooks.com).",
    "reviews": "Texts that may have been a wish to be left alone, for staff to read.",
}
_ABOUT = """\
Ask whether a person may be contacted, read the proof, hear about every change.

Every request carries `Authorization: Bearer <token>`; `capture-gateway token create` makes one. Times are RFC 3339 in
UTC. What goes wrong is answered with `application/problem+json` (RFC 9457), whose `code` is for programs."""


def document(operations: Sequence[Operation], *, public_url: str, version: str) -> Json:
    """The whole document. `public_url`: what clients put before every path."""
    schemas = _schemas(operations)
    components = {name: schema for name, schema in schemas.items() if name not in _query_names(operations)}
    paths: dict[str, Json] = {}
    for one in operations:
        paths.setdefault(path_of(one), {})[one.method.lower()] = _operation(one, operations, schemas)
    tags = dict.fromkeys(one.tag for one in operations)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Capture Gateway", "version": version, "description": _ABOUT},
        "servers": [{"url": public_url}],
        "tags": [{"name": tag, "description": _CHAPTERS.get(tag, "")} for tag in tags],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": _security(operations)},
            "schemas": dict(sorted(components.items())),
        },
    }


def path_of(operation: Operation) -> str:
    """`/v1/evidence/{id}`."""
    return PREFIX + re.sub(r"\{(\w+):\w+\}", r"{\1}", operation.path)


class _Schemas(GenerateJsonSchema):
    """Without the titles that only repeat the names, and in the order of the code."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def sort(self, value: Json, parent_key: str | None = None) -> Json:  # noqa: ARG002
        return value


def _models(operations: Iterable[Operation]) -> list[type[BaseModel]]:
    named = (model for one in operations for model in (one.query, one.body, one.gives))
    return [*{model: None for model in (*named, ProblemDetails) if model is not None}]


def _schemas(operations: Sequence[Operation]) -> dict[str, Json]:
    # As validation sees them: what an answer may leave out is not required.
    wanted: Any = [(model, "validation") for model in _models(operations)]
    _, found = models_json_schema(wanted, ref_template=_REF, schema_generator=_Schemas)
    schemas: dict[str, Json] = found["$defs"]
    for schema in schemas.values():
        schema.pop("title", None)
    return schemas


def _query_names(operations: Iterable[Operation]) -> set[str]:
    return {one.query.__name__ for one in operations if one.query is not None}


def _operation(one: Operation, operations: Sequence[Operation], schemas: Mapping[str, Json]) -> Json:
    described = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.summary,
        "description": one.description,
        "security": [{"token": [one.scope]}],
        "parameters": _parameters(one, schemas),
        "responses": _responses(one),
        "x-codeSamples": samples.of(one, operations),
    }
    if one.body is not None:
        media: Json = {"schema": _ref(one.body)}
        if one.example.body is not None:
            media["example"] = dict(one.example.body)
        described["requestBody"] = {"required": True, "content": {JSON: media}}
    return {name: value for name, value in described.items() if value not in ("", [])}


def _parameters(one: Operation, schemas: Mapping[str, Json]) -> list[Json]:
    listed: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"\{(\w+)", one.path)
    ]
    if one.query is not None:
        queried = schemas[one.query.__name__]
        required = queried.get("required", ())
        listed += [
            _parameter(name, schema, required=name in required, example=one.example.query.get(name))
            for name, schema in queried["properties"].items()
        ]
    if one.is_idempotent:
        what = "A name of your own for this request: repeated with it, the first answer comes again and nothing is new."
        listed.append({"name": "Idempotency-Key", "in": "header", "description": what, "schema": _ETERNAL})
    return listed


def _parameter(name: str, schema: Mapping[str, Any], *, required: bool, example: Any) -> Json:
    """A parameter that may be left out is never sent as null."""
    plain = dict(schema)
    if len(there := [one for one in plain.get("anyOf", ()) if one != {"type": "null"}]) == 1:
        plain |= there[0]
        del plain["anyOf"]
    if plain.get("default", ...) is None:
        del plain["default"]
    made = {
        "name": name,
        "in": "query",
        "required": required,
        "description": plain.pop("description", ""),
        "schema": plain,
    }
    if example is not None:
        made["example"] = int(example) if plain.get("type") == "integer" else example
    return {key: value for key, value in made.items() if value != ""}


def _responses(one: Operation) -> Json:
    success: Json = {"description": "Done." if one.gives is None else _first_line(one.gives)}
    content = {} if one.gives is None else {JSON: {"schema": _ref(one.gives)}}
    content |= {media: _other(media, what) for media, what in one.also.items()}
    if content:
        success["content"] = content
    if one.links:
        success["links"] = {
            name: {"operationId": link.to, "parameters": dict(link.parameters)} for name, link in one.links.items()
        }
    statuses = {401, 403, 422, 503, *one.refuses}
    statuses |= {400, 413} if one.body is not None else set()
    statuses |= {429} if one.is_limited else set()
    return {str(one.status): success} | {str(status): _refusal(status, one) for status in sorted(statuses)}


def _refusal(status: int, one: Operation) -> Json:
    media: Json = {"schema": _ref(ProblemDetails)}
    if status == 503 and one.unavailable:
        media["example"] = problems.unavailable(**one.unavailable).body
    answer: Json = {"description": _REFUSALS[status], "content": {problems.MEDIA_TYPE: media}}
    return {**answer, "headers": _HEADERS[status]} if status in _HEADERS else answer


def _other(media: str, what: str) -> Json:
    kind = "object" if media.endswith("json") else "string"
    return {"schema": {"type": kind, "description": what[:1].upper() + what[1:] + "."}}


def _security(operations: Iterable[Operation]) -> Json:
    scopes = ", ".join(f"`{scope}`" for scope in sorted({one.scope for one in operations}))
    return {
        "type": "http",
        "scheme": "bearer",
        "description": f"A token of `capture-gateway token create`. Scopes: {scopes}.",
    }


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=model.__name__)}


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().partition("\n")[0]
