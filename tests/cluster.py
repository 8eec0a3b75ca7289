"""A real PostgreSQL for tests: a cluster of its own, on a socket in its own folder, made in a second and gone with us.

1. As root it runs as `postgres`, or `nobody` where there is no such user: PostgreSQL refuses root.
2. `fsync`, `full_page_writes` and `synchronous_commit` stay on, as the gateway demands.
3. Its databases sort as people do (ICU, en-US), so that an order by bytes stands where it is meant.
4. Tests connect as the owner of their database, who is no superuser.
5. It ends with the thread that started it (PR_SET_PDEATHSIG), however that one ends.

`python -m tests.cluster FOLDER PID` runs one in FOLDER until the process PID has ended, and removes it then.
"""

import contextlib
import os
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil
import psycopg
from sqlalchemy import URL

OLDEST = 15
OWNER = "gateway"
"""Of the databases."""
ADMIN = "admin"
ROOM = 4 << 30
"""Bytes that must be free in memory; otherwise it lives on the disk."""
PATIENCE = 60
"""Seconds until something has failed."""
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",  # files of its folder, so that nothing is left when it is killed
    "log_checkpoints": "off",
}


@cache
def binaries() -> Path | None:
    """The folder of the newest server on this machine; None where there is none that is new enough."""
    folders = {path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    if (found := shutil.which("initdb")) is not None:
        folders.add(Path(found).resolve().parent)
    if (config := shutil.which("pg_config")) is not None:
        folders.add(Path(_output(config, "--bindir")))
    versions = {_version(folder): folder for folder in folders if (folder / "postgres").exists()}
    newest = max(versions, default=0)
    return versions[newest] if newest >= OLDEST else None


class Cluster:
    """One server and its databases, in `folder`. Whoever knows the folder reaches it; `start` is for one process."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        """`port`: on 127.0.0.1, where tests need TCP; None: a Unix socket alone."""
        self.folder = folder
        self.port = port
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the postmaster. FileNotFoundError when it does not run."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    @property
    def log(self) -> str:
        """What it complained about."""
        return (self.folder / "log").read_text()

    def start(self) -> None:
        """Start it, making it when it is new; it takes connections when this returns."""
        command, is_new = _as_server(), not self._data.exists()
        options = {"listen_addresses": "", "unix_socket_directories": str(self.folder)}
        if is_new:
            _run(*command, _tool("initdb"), "--no-sync", *_initial(self._data), cwd=self.folder)
        if self.port is not None:
            options |= {"listen_addresses": "127.0.0.1", "port": str(self.port)}
        chosen = [f"--{name}={value}" for name, value in (SETTINGS | options).items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--pdeathsig", "KILL", _tool("postgres"), "-D", self._data, *chosen],
                cwd=self.folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._wait_until_ready()
        if is_new:
            with self.administration() as connection:
                connection.execute(f"CREATE ROLE {OWNER} LOGIN")

    def stop(self, mode: str = "fast") -> None:
        """End it: `smart`, `fast` or `immediate`, as pg_ctl has it."""
        modes = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
        os.kill(self.pid, modes[mode])
        self._reap()

    def kill(self) -> None:
        """SIGKILL, for the postmaster and every process of it at one moment."""
        processes = self._signal(signal.SIGSTOP)  # so that nobody is born meanwhile
        for process in processes:
            process.kill()
        self._reap()
        deadline = time.monotonic() + PATIENCE
        while not all(map(_is_over, processes)) and time.monotonic() < deadline:
            time.sleep(0.005)

    def pause(self) -> None:
        """Every process stands still; connections stay, and say nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """They go on."""
        self._signal(signal.SIGCONT)

    def url(self, name: str) -> URL:
        """The database `name`, made when there is none."""
        with self.administration() as connection, contextlib.suppress(psycopg.errors.DuplicateDatabase):
            connection.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 STRATEGY file_copy")
        return self.where(name)

    def copy(self, name: str, to: str) -> URL:
        """A database `to` that is as `name` is. Nobody may be connected to that one."""
        with self.administration() as connection:
            connection.execute(f"CREATE DATABASE {to} OWNER {OWNER} TEMPLATE {name} STRATEGY file_copy")
        return self.where(to)

    def where(self, name: str, user: str = OWNER) -> URL:
        """How the database `name` is reached."""
        kind = "postgresql+psycopg"
        if self.port is None:
            return URL.create(kind, user, database=name, query={"host": str(self.folder)})
        return URL.create(kind, user, host="127.0.0.1", port=self.port, database=name)

    def drop(self, name: str) -> None:
        """Remove the database `name`, whoever uses it."""
        with self.administration() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @contextmanager
    def administration(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """A superuser's connection; each statement commits."""
        url = self.where(database, ADMIN).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(), autocommit=True, connect_timeout=PATIENCE) as connection:
            yield connection

    def _signal(self, number: signal.Signals) -> list[psutil.Process]:
        postmaster = psutil.Process(self.pid)
        postmaster.send_signal(number)
        children = postmaster.children()
        for process in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        return [postmaster, *children]

    def _reap(self) -> None:
        if self._process is None:
            raise RuntimeError("another process started this cluster, and ends it")
        self._process.wait(PATIENCE)
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        self._process = None

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + PATIENCE
        while not re.search(r"^ready *$", _text(self._data / "postmaster.pid"), re.MULTILINE):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{self.log}")
            time.sleep(0.005)


@contextmanager
def cluster(*, tcp: bool = False) -> Iterator[Cluster]:
    """A cluster of one's own, for tests that kill it; a second or two."""
    folder = make_folder()
    made = Cluster(folder, _free_port() if tcp else None)
    try:
        made.start()
        yield made
    finally:
        end(made)


def make_folder(*, on_disk: bool = False) -> Path:
    """A new folder with a short name, which the server may write in; in memory, where there is room."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of ours alone
    has_room = not on_disk and memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=memory if has_room else None))
    if os.geteuid() == 0:
        user = _user()
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def end(made: Cluster) -> None:
    """Nothing is left of it."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError, psutil.NoSuchProcess):
        made.kill()
    shutil.rmtree(made.folder, ignore_errors=True)


def _is_over(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE  # it waits for whoever collects orphans
    except psutil.NoSuchProcess:
        return True


def _as_server() -> list[str]:
    """A command's beginning: as the user that the server may be."""
    if os.geteuid() != 0:
        return ["setpriv"]
    user = _user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _initial(data: Path) -> list[str]:
    sorting = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
    return ["-D", str(data), "-U", ADMIN, "--auth=trust", *sorting]


def _tool(name: str) -> str:
    folder = binaries()
    if folder is None:
        raise RuntimeError(f"there is no PostgreSQL {OLDEST} or newer: run `make postgres`")
    return str(folder / name)


def _version(folder: Path) -> int:
    found = re.search(r"\d+", _output(str(folder / "postgres"), "--version"))
    return int(found.group()) if found else 0


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")


def _environment() -> dict[str, str]:
    """Without the developer's own PGDATA, PGPORT, …"""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _serve(folder: Path, master: int) -> None:
    """A cluster in `folder` until the process `master` has ended, in the background. A file `ready` says that it is."""
    descriptor = os.pidfd_open(master)
    if os.fork():
        return
    os.setsid()  # no Control-C reaches it
    made = Cluster(folder)
    try:
        made.start()
        (folder / "ready").touch()
        select.select([descriptor], [], [])
    finally:
        end(made)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
