from pathlib import Path

import pytest

from capture_gateway.testing import sample


def test_a_copy_holds_the_channels_and_the_words(tmp_path: Path) -> None:
    copied = sample.copy(tmp_path / "new" / "deployment")
    assert {path.name for path in copied.iterdir()} - {".env"} == {"channels", "prompts"}  # .env: tests.postgres
    for name in ("channels/sms.toml", "prompts/bluebird-updates/v1/es/disclosure.voice.j2"):
        assert (copied / name).read_bytes() == (sample.root() / name).read_bytes()


def test_a_deployment_is_never_overwritten(tmp_path: Path) -> None:
    sample.copy(tmp_path)
    with pytest.raises(FileExistsError):
        sample.copy(tmp_path)


def test_the_digest_tells_every_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample.digest()
    copied = sample.copy(tmp_path)
    monkeypatch.setattr(sample, "root", lambda: copied)
    assert sample.digest() == before
    line = copied / "channels" / "sms.toml"
    line.write_bytes(line.read_bytes() + b"\n")
    changed = sample.digest()
    line.rename(line.with_name("texts.toml"))
    assert len({before, changed, sample.digest()}) == 3
