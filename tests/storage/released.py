"""Stores of earlier versions, as the gateways of their time wrote them: `releases/<version>/`.

Two endpoints of webhooks, people who agreed by text, call and form, one who withdrew, one who was erased; a checkpoint,
the key that signed it, and a receipt of position 1. They are sealed under `testing.keys`. On PostgreSQL the rows of the
file stand in tables that the revisions made.
"""

import json
import lzma
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, MetaData, Table, create_engine, insert, inspect, select

from capture_gateway.storage import migrating
from capture_gateway.storage.sqlite import url as file_url
from tests.postgres import is_postgresql, url_of

RELEASES = Path(__file__).parent / "releases"
AGREED, WITHDREW, CALLED, FILLED_IN, ERASED, IMPORTED = (f"+1415555011{digit}" for digit in range(6))
"""All of them once agreed; the form's visitor has not confirmed it yet."""
POSITIONS = 18


@dataclass(frozen=True, slots=True)
class Receipt:
    """As it was given out at the time."""

    key: str
    raw: bytes


def store(version: int, path: Path) -> URL:
    """Have the store of that version where SQLite would keep it at `path`, with what stands beside it."""
    folder = RELEASES / str(version)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "evidence.checkpoint", path.with_suffix(".checkpoint"))
    shutil.copy(folder / "signing.key", path.with_name("signing.key"))
    path.with_name("signing.key").chmod(0o600)
    path.write_bytes(lzma.decompress((folder / "evidence.db.xz").read_bytes()))
    if is_postgresql():
        _copy(version, path, url_of(path))
        path.unlink()
    return url_of(path)


def receipt(version: int) -> Receipt:
    """The receipt."""
    told = json.loads((RELEASES / str(version) / "receipt.json").read_text())
    return Receipt(told["key"], json.dumps(told["receipt"]).encode())


def _copy(version: int, path: Path, url: URL) -> None:
    file, server = create_engine(file_url(path)), create_engine(url)
    with file.connect() as source, server.begin() as target:
        migrating.run(target, [step for step in migrating.steps(after=0) if step.version <= version])
        for name in inspect(source).get_table_names():
            rows = source.execute(select(Table(name, MetaData(), autoload_with=source))).mappings().all()
            if rows:
                target.execute(insert(Table(name, MetaData(), autoload_with=target)), [dict(row) for row in rows])
    file.dispose()
    server.dispose()
