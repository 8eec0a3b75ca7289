"""The house itself: floors, sizes, twins, dependencies, and what reaches a wheel."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
PACKAGE = ROOT / "src" / "capture_gateway"
SOURCES = [
    path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix in {".py", ".html", ".js", ".css"}
]
MODULES = [path for path in SOURCES if path.suffix == ".py"]

LONGEST = 300
TOP = {
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "channels",
    "prompts",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "src",
    "tests",
}
# Modules (or whole folders) without a twin of their own name -> the tests that hold them.
TESTED_BY = {
    "storage/clock.py": "intake/test_clocks.py",
    "api/closed.py": "journeys/test_yesterdays_database.py",
    "api/dossiers/": "api/test_dossiers.py",
    "api/errors.py": "test_app.py",
    "api/health.py": "test_app.py",
    "api/certificates/": "api/test_certificates.py",
    "api/problems.py": "api/test_endpoint.py",
    "api/reference.py": "api/test_docs.py",
    "api/routes.py": "api/test_endpoint.py",
    "api/service.py": "api/test_withdrawals.py",
    "api/values.py": "api/test_withdrawals.py",
    "api/webhook_models.py": "api/test_webhooks.py",
    "auditing/": "cli/test_audit.py",
    "bodies.py": "channels/web/test_routes.py",
    "channels/web/acts.py": "channels/web/test_routes.py",
    "channels/web/served.py": "channels/web/test_routes.py",
    "cli/backup.py": "cli/test_restore.py",
    "cli/sound.py": "cli/test_restore.py",
    "cli/ordering.py": "cli/test_webhook.py",
    "core/disclosure.py": "core/test_decision.py",
    "core/leaving.py": "storage/test_journal.py",
    "core/program.py": "core/test_limits.py",
    "core/state.py": "core/test_decision.py",
    "intake/rows.py": "intake/test_batch.py",
    "opening.py": "test_settings.py",
    "outbox/webhooks/order.py": "outbox/webhooks/test_parent.py",
    "outbox/webhooks/process.py": "outbox/webhooks/test_parent.py",
    "receipts/claims.py": "receipts/test_verifying.py",
    "receipts/making.py": "api/test_receipts.py",
    "storage/": "intake/test_intake.py",
    "testing/audited.py": "cli/test_audit.py",
}
# Distributions that nothing imports by name, and why they are there.
NOT_IMPORTED = {
    "httptools": "uvicorn's parser",
    "uvloop": "uvicorn's event loop",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_floors_are_kept() -> None:
    run(Path(sys.executable).with_name("lint-imports"), "--no-logo")


def test_files_are_short_enough_to_be_one_concept() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_modules_say_what_they_are_for() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_bytes()))] == []


def test_every_module_that_does_something_has_its_twin() -> None:
    """`src/…/a/b.py` is tested by `tests/a/test_b.py`, or by what TESTED_BY says; a package's `__init__` may be."""
    doing = {name_of(path) for path in MODULES if path.name != "__init__.py" and functions(path)}
    alone = {name for name in doing if not (TESTS / name).with_name(f"test_{Path(name).name}").exists()}
    assert sorted(name for name in alone if not name.startswith(tuple(TESTED_BY))) == []
    assert [listed for listed in TESTED_BY if not any(name.startswith(listed) for name in alone)] == []
    assert [test for test in TESTED_BY.values() if not (TESTS / test).exists()] == []


def test_the_top_level_holds_what_belongs_there() -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()}
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - ignored <= TOP


def test_src_imports_what_is_declared_and_nothing_else() -> None:
    """A dependency of a dependency may go away any day; one that nothing imports is dead weight."""
    distributions = importlib.metadata.packages_distributions()
    foreign = {top for path in MODULES for top in imports(path)} - {"capture_gateway", *sys.stdlib_module_names}
    imported = {normal(distributions[top][0]) for top in foreign}
    project = pyproject()["project"]
    extras = project["optional-dependencies"]
    declared = {normal(each) for each in [*project["dependencies"], *extras["postgres"]]}
    assert imported == declared - set(NOT_IMPORTED)


def test_the_locks_pin_every_dependency_and_agree() -> None:
    run_time, everything = pins("requirements.lock"), pins("requirements-dev.lock")
    project = pyproject()
    groups = project["dependency-groups"]
    tools = [tool for tool in groups["dev"] if isinstance(tool, str)]
    assert {normal(each) for each in [*project["project"]["dependencies"], *groups["build"]]} <= set(run_time)
    assert {normal(each) for each in tools} <= set(everything)
    assert {name: everything.get(name) for name in run_time} == run_time


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_holds_the_code_and_the_sample_deployment(wheel: Path) -> None:
    for source, target in {
        PACKAGE: "",
        ROOT / "channels": "sample/channels",
        ROOT / "prompts": "sample/prompts",
    }.items():
        assert files(source) <= files(wheel / "capture_gateway" / target)


def test_a_new_deployment_from_the_wheel_is_the_sample(wheel: Path, tmp_path: Path) -> None:
    command = "import sys; from capture_gateway.cli import main; sys.argv[1:] = ['init', sys.argv[1]]; main()"
    run(sys.executable, "-c", command, str(tmp_path / "new"), PYTHONPATH=str(wheel))
    for folder in ("channels", "prompts"):
        assert files(tmp_path / "new" / folder) == files(ROOT / folder)


def functions(path: Path) -> list[str]:
    """The names of what a module defines to be called; a module of values has none but the likes of `__str__`."""
    nodes = [*ast.walk(ast.parse(path.read_bytes()))]
    names = [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [name for name in names if not name.startswith("__")]


def imports(path: Path) -> Iterator[str]:
    """The top-level names that a module imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def files(folder: Path) -> set[tuple[str, bytes]]:
    """Every file below, with its bytes; what Python compiled is left out."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert paths
    return {(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths}


def normal(requirement: str) -> str:
    """`Jinja2>=3.1.6` -> `jinja2`."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def pins(lock: str) -> dict[str, str]:
    """Name -> exact version."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if "==" in line and line[0].isalnum())


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
