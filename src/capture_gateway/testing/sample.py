"""The sample deployment, Bluebird Grocers, that travels with the package: `channels/` and `prompts/`."""

import shutil
from hashlib import sha256
from pathlib import Path

import capture_gateway

FOLDERS = ("channels", "prompts")


def root() -> Path:
    """Where it is: inside an installed package, or at the top of the repository."""
    package = Path(capture_gateway.__file__).parent
    installed = package / "sample"
    return installed if installed.is_dir() else package.parent.parent


def copy(to: Path) -> Path:
    """Copy it into the folder `to`, which may exist; FileExistsError when it already holds a deployment. Gives `to`."""
    to.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        shutil.copytree(root() / folder, to / folder)
    return to


def digest() -> str:
    """Hex SHA-256 over the names and bytes of its files: another one is another sample."""
    total = sha256()
    for folder in FOLDERS:
        for path in sorted((root() / folder).rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                total.update(f"{path.relative_to(root()).as_posix()}\n{len(content)}\n".encode() + content)
    return total.hexdigest()
