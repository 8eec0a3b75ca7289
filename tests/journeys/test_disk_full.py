"""The disk of the store is full: what people see meanwhile, and that it goes on by itself. A read-only one is refused.

A small file system in memory is mounted for it, which only root may do.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import PREFIX
from capture_gateway.storage import obstacles
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request, Response
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.cluster import Cluster, make_folder
from tests.postgres import ENGINES

SQLITE, POSTGRESQL = 24 << 20, 160 << 20
"""Bytes of the disk."""
OF_SQLITE = pytest.mark.sqlite_only("its files lie on the disk that is filled")
MOST = 500
"""Texts that may still fit when the disk has no free block: into what the files have already."""


class Disk:
    """Mounted at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self) -> None:
        """Nothing is free any more."""
        with self._ballast.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(bytes(1 << 16)):
                pass

    def free(self) -> None:
        """There is room again."""
        self._ballast.unlink()

    def protect(self) -> None:
        """Nothing is written to it any more. Nobody may have a file of it open."""
        subprocess.run(["mount", "-o", "remount,ro", self.path], check=True)


@contextmanager
def mounted(path: Path, size: int) -> Iterator[Disk]:
    """A file system of this size at the folder `path`, with the folder's owner."""
    owner = path.stat()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},uid={owner.st_uid},gid={owner.st_gid},mode=700"]
    if os.geteuid() or subprocess.run([*command, "tmpfs", path], check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here: a full disk and a read-only one were NOT tested")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    with mounted(path, SQLITE) as made:
        yield made


def on(disk: Disk) -> str:
    return f"sqlite:///{disk.path / 'evidence.db'}"


@contextmanager
def gateway_on(url: str, folder: Path) -> Iterator[GatewayUnderTest]:
    project = sample.copy(folder / "project")
    (project / ".env").write_text(f"{PREFIX}DATABASE_URL={url}\n")
    with running(project) as gateway:
        yield gateway


def text(gateway: GatewayUnderTest, person: str, body: str) -> Response:
    """What the provider is answered."""
    return gateway.send(next(gateway.texter(person).text(body)))


def seen(gateway: GatewayUnderTest, path: str) -> Response:
    return gateway.send(Request("GET", gateway.base + path, (), {}))


def check_what_goes_on(gateway: GatewayUnderTest, agreed: str) -> None:
    """Nothing is written: what people, providers, integrators and operators see."""
    assert text(gateway, somebody(), "JOIN").status == 503
    assert text(gateway, agreed, "STOP").status == 503, "nobody is told that they left who did not"
    call = gateway.send(next(gateway.caller(somebody()).walk()))  # type: ignore[arg-type]
    assert (call.status, b"<Say" in call.body) == (200, True)
    assert gateway.permitted(agreed)
    records = gateway.evidence(agreed)
    assert [record["event"] for record in records] == ["requested", "given"]
    assert gateway.get(f"/v1/evidence/{records[0]['id']}/receipt")[0] == 200
    assert [seen(gateway, f"/ledger/{part}").status for part in ("checkpoint", "tile/0/000.p/2")] == [200, 200]
    ready = seen(gateway, "/readyz")
    assert (ready.status, obstacles.FULL in ready.body.decode()) == (503, True)
    assert seen(gateway, "/healthz").status == 200


def check_that_it_is_over(gateway: GatewayUnderTest, agreed: str) -> None:
    """Without a new start."""
    assert text(gateway, agreed, "STOP").status == 200
    assert not gateway.permitted(agreed)
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    assert seen(gateway, "/readyz").status == 200


def agreeing(gateway: GatewayUnderTest) -> str:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    record = gateway.evidence(person)[-1]
    gateway.get(f"/v1/evidence/{record['id']}/receipt")
    return person


def until_full(gateway: GatewayUnderTest) -> list[str]:
    """People who were confirmed before nothing more went in."""
    confirmed: list[str] = []
    while len(confirmed) < MOST:
        person = somebody()
        if text(gateway, person, "JOIN").status != 200:
            return confirmed
        confirmed.append(person)
    raise AssertionError("the disk is not full")


def check_a_full_disk(gateway: GatewayUnderTest, disk: Disk) -> None:
    agreed = agreeing(gateway)
    disk.fill()
    confirmed = until_full(gateway)
    check_what_goes_on(gateway, agreed)
    disk.free()
    check_that_it_is_over(gateway, agreed)
    assert [len(gateway.evidence(person)) for person in confirmed] == [1] * len(confirmed)


@OF_SQLITE
def test_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    with gateway_on(on(disk), tmp_path) as gateway:
        check_a_full_disk(gateway, disk)


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
@pytest.mark.usefixtures("engine")
def test_a_full_disk_of_postgresql(tmp_path: Path) -> None:
    folder = make_folder()
    try:
        with mounted(folder, POSTGRESQL) as disk:
            server = Cluster(folder)
            server.start()
            try:
                url = server.url("consent").render_as_string(hide_password=False)
                with gateway_on(url, tmp_path) as gateway:
                    check_a_full_disk(gateway, disk)
            finally:
                server.kill()
    finally:
        shutil.rmtree(folder)


@OF_SQLITE
def test_a_disk_that_is_read_only_stops_the_start(disk: Disk, tmp_path: Path) -> None:
    with gateway_on(on(disk), tmp_path):
        pass
    disk.protect()
    with pytest.raises(OperatorError, match=r"evidence\.db"), gateway_on(on(disk), tmp_path / "again"):
        pass
