"""What the page shows of the evidence, read as any integrator reads it: over HTTP, with a token."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientSession

from capture_gateway.core.program import Program

MOST = 300
"""Records that are kept for the page."""
PAGE = 500


class Reading:
    """The newest records of everybody, and one person's permissions."""

    def __init__(self, session: ClientSession, base: str, token: str, program: Program) -> None:
        self._session = session
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}"}
        self._program = program
        self._records: deque[dict[str, Any]] = deque(maxlen=MOST)
        self._newest = -1
        self._lock = asyncio.Lock()

    async def records(self, after: int) -> list[dict[str, Any]]:
        """Records after a position, oldest first. aiohttp.ClientError when the gateway does not answer."""
        async with self._lock:
            while True:
                page = await self._get("/v1/evidence", {"after": str(self._newest), "limit": str(PAGE)})
                self._records += page["items"]
                if page["next"] is None:
                    break
                self._newest = page["next"]
        return [record for record in self._records if record["position"] > after]

    async def permissions(self, address: str) -> list[dict[str, Any]]:
        """One answer for each category and way of contact."""
        questions = [
            {"address": address, "program": self._program.id, "category": category, "contact": contact}
            for category in self._program.categories
            for contact in self._program.contact
        ]
        answers: Sequence[dict[str, Any]] = await asyncio.gather(
            *(self._get("/v1/permission", question) for question in questions)
        )
        return [
            {name: answer[name] for name in ("category", "contact", "permitted", "state", "since")}
            for answer in answers
        ]

    async def _get(self, path: str, query: dict[str, str]) -> Any:
        async with self._session.get(self._base + path, params=query, headers=self._headers) as answer:
            answer.raise_for_status()
            return await answer.json()
