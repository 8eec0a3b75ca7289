"""Documents that print: one look, of which everything is allowed and nothing else."""

import base64
from hashlib import sha256
from pathlib import Path

from capture_gateway.pages.printed import look

OWN = ".proof { color: #123456 }\n"


def test_the_policy_allows_the_shared_style_with_the_own_one_behind_it(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(OWN)
    found = look(tmp_path / "own.css")
    assert str(found.style).endswith(OWN)
    assert "--measure" in found.style.removesuffix(OWN)
    digest = base64.b64encode(sha256(found.style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in found.policy


def test_the_headers_say_what_the_file_says_and_that_nobody_may_frame_it(tmp_path: Path) -> None:
    (tmp_path / "own.css").touch()
    found = look(tmp_path / "own.css")
    assert found.headers["Content-Security-Policy"] == f"{found.policy}; frame-ancestors 'none'"
    assert found.headers["Referrer-Policy"] == "no-referrer"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
