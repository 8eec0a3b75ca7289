from pathlib import Path

import pytest

from capture_gateway.cli import project
from capture_gateway.core.errors import OperatorError
from tests.cli.conftest import Run


def test_a_project_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert project.root(tmp_path / "a" / "..") == tmp_path.resolve()
    for missing in (tmp_path / "b", Path(__file__)):
        with pytest.raises(OperatorError, match="there is no folder"):
            project.root(missing)


def test_a_deployment_has_both_folders(tmp_path: Path) -> None:
    for name in ("prompts", "channels"):
        with pytest.raises(OperatorError, match="there is no deployment in"):
            project.deployed(tmp_path)
        (tmp_path / name).mkdir()
    assert project.deployed(tmp_path) == tmp_path.resolve()


@pytest.mark.parametrize(
    "command",
    [
        "limits {}", "reconcile {}", "ledger audit {}", "ledger audit {} --public",
        "export {}", "permissions rebuild --project {}", "token list --project {}", "token revoke crm --project {}",
        "webhook list --project {}", "webhook remove 0 --project {}", "backup copy --project {}",
    ],
)  # fmt: skip
def test_who_needs_a_store_makes_none(run: Run, root: Path, command: str) -> None:
    before = sorted(root.rglob("*"))
    done = run(*(word.format(root) for word in command.split()))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
    assert "there is no database" in done.err
    assert sorted(root.rglob("*")) == before


def test_an_audit_of_no_deployment_says_so(run: Run, tmp_path: Path) -> None:
    done = run("ledger", "audit", tmp_path)
    assert (done.code, "there is no deployment in" in done.err) == (2, True), done
    assert [*tmp_path.iterdir()] == []


def test_lint_is_told_beside_other_errors(root: Path) -> None:
    (root / "channels/sms.toml").write_text("", encoding="utf-8")
    path = root / "prompts/bluebird-updates/v1/en/stopped.sms.j2"
    path.write_text('+++\nrole = "stopped"\nlanguage = "en"\n+++\nGoodbye.\n', encoding="utf-8")
    deployment, problems = project.examine(root)
    assert deployment is None
    assert {"F02", "K01", "L01", "L30"} <= {problem.rule for problem in problems}


def test_a_deployment_without_errors_is_given(root: Path) -> None:
    assert set(project.deployment(root).lines) == {"sms", "voice", "web"}
