"""README prints the samples word for word; `client/test_samples.py` runs them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "tests" / "client" / "samples").iterdir())


@pytest.mark.parametrize("sample", [path.name for path in SAMPLES if path.is_file()])
def test_readme_prints_what_runs(sample: str) -> None:
    printed = (ROOT / "README.md").read_text(encoding="utf-8")
    text = (ROOT / "tests" / "client" / "samples" / sample).read_text(encoding="utf-8")
    assert f"```{'python' if sample.endswith('.py') else 'sh'}\n{text}```\n" in printed
