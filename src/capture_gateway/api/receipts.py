"""The proof of one record: the receipt that anybody verifies offline, and the certificate that says what it proves.

1. A receipt names its checkpoint, so its bytes are the same until the next one is published; its tag says whether they
   are. Nobody on the way keeps it: it is about a person.
2. The certificate is one HTML file with the receipt inside, in the language of `lang` or of `Accept-Language`.
3. A token that does not reach a program gets neither of its records.
"""

from hashlib import sha256
from typing import Any, Literal

import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import problems
from capture_gateway.api.certificates import page
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, operation
from capture_gateway.api.record import Record
from capture_gateway.api.service import Service
from capture_gateway.pages.language import choose
from capture_gateway.receipts.making import Made, Receipts

HTML = "text/html"


class DisclosedField(BaseModel):
    """A field that the leaf only commits to."""

    name: str = Field(description="Path: `disclosure.text`.")
    value: Any
    salt: str = Field(description="16 bytes in hexadecimal digits.")


class ErasureProof(BaseModel):
    """The receipt of the `erased` record that names an erased one, from the same checkpoint."""

    schema_: Literal["capture-gateway/receipt/1"] = Field(alias="schema")
    leaf: str
    proof: str
    key: str
    disclosed: list[DisclosedField] = Field(description="`decision.annuls`, the ids that it names, and nothing else.")
    record: dict[str, Any] = Field(description="What follows from `leaf` and `disclosed`.")


class ReceiptFacts(BaseModel):
    """What proves one record offline (`capture-gateway verify`)."""

    schema_: Literal["capture-gateway/receipt/1"] = Field(alias="schema")
    leaf: str = Field(description="Base64 of what the ledger holds: RFC 8785 JSON without personal data.")
    proof: str = Field(description="https://c2sp.org/tlog-proof, with the signed checkpoint.")
    key: str = Field(description="Verifier key of https://c2sp.org/signed-note; its name is the log's origin.")
    disclosed: list[DisclosedField] = Field(description="Every field that the leaf commits to; none once it is erased.")
    record: Record
    erasure: ErasureProof | None = Field(None, description="Only of an erased record: what proves that it was.")


class CertificateQuery(BaseModel):
    """In which language."""

    model_config = ConfigDict(extra="forbid")

    lang: str | None = Field(None, max_length=20, description="`en` or `es`; else the best of `Accept-Language`.")


class ReceiptPart:
    """`GET /evidence/{id}/receipt`, `GET /evidence/{id}/certificate`."""

    def __init__(self, service: Service, receipts: Receipts, public_url: str) -> None:
        self._service = service
        self._receipts = receipts
        self._public_url = public_url.rstrip("/")

    @operation(
        "GET", "/evidence/{id}/receipt",
        scope="evidence:read", tag="evidence", gives=ReceiptFacts, refuses=(404,),
        example=Example(path={"id": "{evidence_id}"}),
    )  # fmt: skip
    async def read_receipt(self, asked: Asked[None, None]) -> Response:
        """Get the proof of one record: anybody can verify it, offline and without an account.

        Keep it as it comes: `capture-gateway verify` takes the file, and so can everybody who reads the C2SP formats.
        """
        made = await self._made(asked)
        raw = made.receipt.to_bytes()
        tag = f'"{sha256(raw).hexdigest()[:32]}"'
        name = f'attachment; filename="receipt-{made.receipt.record["id"]}.json"'
        return Response(raw, 200, NO_STORE | {"ETag": tag, "Content-Disposition": name}, JSON)

    @operation(
        "GET", "/evidence/{id}/certificate",
        scope="evidence:read", tag="evidence", gives=None, refuses=(404,),
        also={HTML: "one page that prints on A4 and Letter, with the receipt inside"},
        example=Example(path={"id": "{evidence_id}"}),
    )  # fmt: skip
    async def read_certificate(self, asked: Asked[CertificateQuery, None]) -> Response:
        """Get a page about one record, for people who never saw this gateway.

        It says what the gateway knows, what was reported to it, and what nobody can prove; it shows the exact words,
        and how anybody can check all of it. In English or Spanish.
        """
        made = await self._made(asked)
        language = choose(asked.query.lang, asked.headers.get("accept-language", ""), [*page.LANGUAGES])
        program = self._service.programs.get(made.receipt.record["program"]["id"])
        text = await anyio.to_thread.run_sync(page.render, made, program, language, self._public_url)
        headers = NO_STORE | page.HEADERS | {"Content-Language": language, "Vary": "Accept-Language"}
        return Response(text, 200, headers, f"{HTML}; charset=utf-8")

    async def _made(self, asked: Asked[Any, None]) -> Made:
        found = await self._receipts.of(asked.path["id"], asked.bearer.programs)
        if found is None:
            raise problems.not_found("record")
        return found
