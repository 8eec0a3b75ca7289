"""The newest checkpoint, published: at most one second after the tree grew, and never before it is safe in two places.

1. It is signed and kept in the database (`transparency.signing`), then in the file outside, and only then shown. Ended
   between any two of these, the gateway starts again with the first: the database has the same or a newer one, the
   file the same or an older one, and nobody has seen what is in neither.
2. Growth is signed at once when nothing was for `EVERY` seconds, and else when they are over: one checkpoint serves
   whoever came meanwhile.
3. What cannot be written is not shown. The older checkpoint stays, `failure` says why, and it is tried again.
4. Whoever waits for a checkpoint that covers a record shares it with all others who do.
5. Where other gateways publish the same log, whoever asks here sees the newest of any of them: what is larger than our
   own is read from the database, kept in the file of this machine, and only then shown. So nobody sees it go back.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core.errors import CaptureGatewayError, Unavailable
from capture_gateway.intake import Intake
from capture_gateway.storage import outside
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.transparency.signing import Broken, Signed, learned, sign

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two signings: the rest of a second is for the writer's queue, the disk, and a busy machine."""
RETRY = 2.0
"""Seconds until what failed is tried again."""
PATIENCE = 10.0
"""Seconds that somebody waits for a checkpoint."""


class Publisher:
    """Publishes one log. For one event loop, between `start` and `stop`; `published` may be read from anywhere."""

    def __init__(
        self,
        intake: Intake,
        database: Database,
        keys: Sequence[Ed25519PrivateKey],
        *,
        public_url: str,
        file: Path,
        now: Callable[[], int],
    ) -> None:
        """`keys`: those that sign, the newest first; `file`: where the newest checkpoint is kept outside."""
        self.published: Signed | None = None
        """What everybody may see, as far as is known here; None: nothing yet."""
        self.failure = ""
        """Why the newest growth could not be published, in a sentence without names of files; empty: it could."""
        self._intake = intake
        self._database = database
        self._sign = partial(sign, keys=keys, public_url=public_url)
        self._learned = partial(learned, keys=keys)
        self._file = file
        self._now = now
        self._grown = asyncio.Event()
        self._ending = asyncio.Event()
        self._tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Publish what there is, then whatever comes. A failure of the first publication is one like any other."""
        self._intake.changes.listeners.append(self._grown.set)
        await self._try()
        self._task = asyncio.create_task(self._serve())

    async def stop(self) -> None:
        """Publish what came last, and end. Before the intake is stopped."""
        if self._task is not None:
            self._ending.set()
            self._grown.set()
            await self._task
            self._task = None

    async def newest(self) -> Signed | None:
        """What everybody may see now, whichever gateway published it; None: nothing yet."""
        if self._database.is_shared and self._task is not None:
            with contextlib.suppress(OSError, *STORE_ERRORS):  # the older one stays
                found = await self._database.read(partial(self._learned, shown=self.published))
                if found is not None:
                    await asyncio.to_thread(outside.write, self._file, found.newest.note)
                    self._show(found)
        return self.published

    async def up_to(self, position: int) -> tuple[str, str]:
        """The newest checkpoint and the key to verify it with, once it covers the record at `position`.

        The record is committed. It takes a second at most while everything works; Unavailable when it does not.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while (published := await self.newest()) is None or published.newest.size <= position:
                    if self._task is None:
                        raise Unavailable("no checkpoints are signed")
                    self._grown.set()
                    await self._tried.wait()
                    if self.failure:
                        raise Unavailable(self.failure)
        except TimeoutError as error:
            raise Unavailable("no checkpoint covers the record yet") from error
        return published.newest.note, published.keys[-1].vkey

    def figures(self) -> dict[str, int]:
        """How it goes: `size` of the newest checkpoint, its `age` in milliseconds, `failing` 1 or 0."""
        newest = None if self.published is None else self.published.newest
        return {
            "size": 0 if newest is None else newest.size,
            "age": 0 if newest is None else max(self._now() - newest.at, 0),
            "failing": int(bool(self.failure)),
        }

    async def _serve(self) -> None:
        while not self._ending.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), RETRY if self.failure else EVERY)
            await self._grown.wait()
            await self._try()
        if self._grown.is_set():  # while the last one was under way
            await self._try()

    async def _try(self) -> None:
        self._grown.clear()
        failure = await self._publish()
        if failure:
            self._grown.set()
            if failure != self.failure:
                log.error("the checkpoint is not published: %s", failure)
        elif self.failure:
            log.warning("checkpoints are published again")
        self.failure = failure
        self._tried.set()
        self._tried = asyncio.Event()

    async def _publish(self) -> str:
        """Why it failed; empty when it did not."""
        try:
            shown = self.published
            signed = await self._intake.run(lambda connection: self._sign(connection, now=self._now(), shown=shown))
            if isinstance(signed, Broken):
                return signed.why
            if self.published is None or signed.newest.note != self.published.newest.note:
                await asyncio.to_thread(outside.write, self._file, signed.newest.note)
        except CaptureGatewayError as error:
            return str(error)
        except OSError as error:
            return f"the file of the newest checkpoint cannot be written: {error.strerror}"
        self._show(signed)
        return ""

    def _show(self, signed: Signed) -> None:
        """Unless a larger one was shown meanwhile."""
        if self.published is None or signed.newest.size >= self.published.newest.size:
            self.published = signed
