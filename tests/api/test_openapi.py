"""The OpenAPI document: valid, whole, the same every time; and what it says of every answer is so."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from capture_gateway.api.endpoint import Example, Link, Operation
from capture_gateway.api.openapi import document
from capture_gateway.api.problems import ProblemDetails
from capture_gateway.api.samples import source_of
from capture_gateway.testing.running import GatewayUnderTest

Json = dict[str, Any]

GOLDEN = Path(__file__).with_name("openapi.json")
IS_MADE_ANEW = os.environ.get("GOLDEN") == "new"
"""`GOLDEN=new .venv/bin/pytest tests/api/test_openapi.py` writes the file anew; then read its difference."""


@pytest.fixture(scope="module")
def described(gateway: GatewayUnderTest) -> Json:
    status, found = gateway.get("/openapi.json")
    assert status == 200
    return dict(found)


def operations(described: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_it_is_valid_openapi_3_1(described: Json) -> None:
    assert described["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_it_changes_only_on_purpose(described: Json) -> None:
    settled = {**described, "servers": [{"url": "https://capture.example"}]}
    settled["info"] = {**described["info"], "version": "0"}
    text = json.dumps(settled, indent=1, ensure_ascii=False) + "\n"
    if IS_MADE_ANEW:
        GOLDEN.write_text(text, encoding="utf-8")
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == settled


def test_names_of_schemas_are_those_of_the_models(described: Json) -> None:
    """Two models of one name would get the names of their modules."""
    assert [name for name in described["components"]["schemas"] if "__" in name] == []
    assert {"Permission", "Record", "ProblemDetails"} <= described["components"]["schemas"].keys()
    assert not any(name.endswith("Query") for name in described["components"]["schemas"])


def test_every_operation_says_all_that_it_can_answer(described: Json) -> None:
    for method, path, operation in operations(described):
        what = f"{method} {path}"
        answers = operation["responses"]
        assert {"401", "403", "422", "503"} <= answers.keys(), what
        assert ("404" in answers) == ("{" in path), what
        assert ("requestBody" in operation) == ({"400", "413"} <= answers.keys()), what
        for status, answer in answers.items():
            if not status.startswith("2"):
                assert list(answer["content"]) == ["application/problem+json"], what
        for status in answers.keys() & {"429", "503"}:
            assert "Retry-After" in answers[status]["headers"], what
        assert operation["security"][0]["token"], what
        assert operation["summary"].endswith((".", "?")), what


def test_links_lead_to_operations_and_fill_their_parameters(described: Json) -> None:
    paths = {operation["operationId"]: path for _, path, operation in operations(described)}
    found = 0
    for _, _, operation in operations(described):
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                assert {f"{{{name}}}" for name in link["parameters"]} <= set(paths[link["operationId"]].split("/"))
                found += 1
    assert found > 5


def test_every_example_is_answered_as_described(gateway: GatewayUnderTest, described: Json, customer: str) -> None:
    gateway.text(customer, "not interested")
    asked = {operation["operationId"]: (method, path, operation) for method, path, operation in operations(described)}
    for name, (_, path, _) in asked.items():
        identifier = _identifier(gateway, described, asked, name) if "{" in path else ""
        _answered(gateway, described, asked[name], identifier)


def _identifier(gateway: GatewayUnderTest, described: Json, asked: Json, name: str) -> str:
    """What a link says: from the answer of an operation that lists, or else makes."""
    for method, path, operation in sorted(asked.values(), key=lambda one: one[0] != "get"):
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                if link["operationId"] == name:
                    found = _answered(gateway, described, (method, path, operation), "")
                    for member in link["parameters"]["id"].removeprefix("$response.body#/").split("/"):
                        found = found[int(member) if member.isdigit() else member]
                    return str(found)
    raise AssertionError(f"no link leads to {name}")


def _answered(gateway: GatewayUnderTest, described: Json, one: tuple[str, str, Json], identifier: str) -> Any:
    method, path, operation = one
    query = {each["name"]: each["example"] for each in operation.get("parameters", ()) if "example" in each}
    media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    answer = requests.request(
        method, gateway.base + path.replace("{id}", identifier), params=query, json=media.get("example"),
        headers={"Authorization": f"Bearer {gateway.api_token}"}, timeout=30,
    )  # fmt: skip
    where = f"{method} {path}: {answer.status_code} {answer.text[:300]}"
    assert str(answer.status_code) in operation["responses"], where
    assert answer.status_code < 300, where
    content = operation["responses"][str(answer.status_code)].get("content")
    if content is None:
        assert answer.content == b"", where
        return None
    media_type = answer.headers["content-type"].partition(";")[0]
    value = answer.json() if media_type == "application/json" else answer.text
    _fits(described, content[media_type]["schema"], value)
    return value


def _fits(described: Json, schema: Json, value: object) -> None:
    validator = OAS31Validator({**schema, "components": described["components"]})
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)] == []


def test_examples_of_bodies_fit_their_schemas(described: Json) -> None:
    for _, _, operation in operations(described):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            _fits(described, media["schema"], media["example"])


@pytest.mark.parametrize("blank", [" ", "\u00a0\t", "\u0085", "\ufeff", "\u3000"])
def test_what_is_blank_is_refused_by_the_schema_and_by_us(
    gateway: GatewayUnderTest, described: Json, blank: str
) -> None:
    """JavaScript's white space and Unicode's differ in two characters."""
    told = {"address": "+14155550123", "reason": blank, "source": "email"}
    status, problem = gateway.post("/v1/withdrawals", told)
    assert (status, [one["field"] for one in problem["errors"]]) == (422, ["reason"])
    (pattern,) = {
        described["components"]["schemas"][model]["properties"]["reason"]["pattern"]
        for model in ("Settling", "Withdrawal")
    }
    assert not re.search(pattern, blank)


def test_problems_fit_their_schema(gateway: GatewayUnderTest, described: Json) -> None:
    refused = {"$ref": "#/components/schemas/ProblemDetails"}
    for status, problem in (
        gateway.get("/v1/permission", address="x", program="y"),
        gateway.get("/v1/nothing"),
        gateway.post("/v1/permissions/check", []),
    ):
        assert status in {400, 404, 422}
        _fits(described, refused, problem)


def _operation(**more: Any) -> Operation:
    given = {
        "name": "read_it", "method": "GET", "path": "/it/{id:int}", "scope": "it:read", "tag": "it",
        "summary": "Read it.", "description": "", "query": None, "body": None, "gives": ProblemDetails,
    }  # fmt: skip
    return Operation(**{**given, **more})


def test_what_an_operation_declares_is_what_stands_there() -> None:
    listing = _operation(
        name="list_it", path="/it", links={"one": Link("read_it", {"id": "$response.body#/items/0/id"})},
        is_limited=False, is_idempotent=True, also={"text/html": "a page"}, unavailable={"permitted": False},
        example=Example(body={"a": None}),
    )  # fmt: skip
    reading = _operation(refuses=(404, 409))
    made = document([listing, reading], public_url="https://x.example/base", version="7")
    assert (made["servers"], made["info"]["version"]) == ([{"url": "https://x.example/base"}], "7")
    assert list(made["paths"]) == ["/v1/it", "/v1/it/{id}"]
    first, second = made["paths"]["/v1/it"]["get"], made["paths"]["/v1/it/{id}"]["get"]
    assert "429" not in first["responses"]
    assert "429" in second["responses"]
    assert {"404", "409"} <= second["responses"].keys()
    assert [one["name"] for one in first["parameters"]] == ["Idempotency-Key"]
    assert first["responses"]["200"]["content"]["text/html"]["schema"]["type"] == "string"
    assert first["responses"]["503"]["content"]["application/problem+json"]["example"]["permitted"] is False
    assert first["responses"]["200"]["links"]["one"]["operationId"] == "read_it"
    assert "description" not in first
    source = source_of(reading, [listing, reading])
    assert source is not None
    assert (source.operation, source.member, source.of_list) == (listing, "id", "items")
    assert source_of(listing, [listing, reading]) is None
