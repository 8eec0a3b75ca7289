import json
import re
from pathlib import Path

from tests.cli.conftest import Run

HELP = "prompts/bluebird-updates/v1/en/help.sms.j2"
WEB = "channels/web.toml"


def told(out: str) -> list[str]:
    """The lines of problems; the others say what to write instead, part the files, and count."""
    return [line for line in out.splitlines() if re.match(r"[\w./-]+:\d+: ", line)]


def break_it(root: Path) -> None:
    """Three errors of three kinds: a definition, a file of words, the lint."""
    (root / "channels/sms.toml").write_text('kind = "smoke"\nprogram = "bluebird-updates"\n', encoding="utf-8")
    path = root / HELP
    path.write_text(path.read_text(encoding="utf-8").replace("{{ sender }}", "{{ sendr }}"), encoding="utf-8")
    stopped = root / "prompts/bluebird-updates/v1/es/stopped.voice.j2"
    stopped.write_text('+++\nrole = "stopped"\nlanguage = "es"\n+++\nAdiós.\n', encoding="utf-8")


def test_the_sample_has_no_problem(run: Run, root: Path) -> None:
    assert run("check", root).out == "0 errors, 0 warnings\n"


def test_warnings_alone_are_exit_0(run: Run, root: Path) -> None:
    form = root / WEB
    form.write_text(form.read_text(encoding="utf-8").replace('"text-to-join"\n', '"none"\n'), encoding="utf-8")
    done = run("check", root)
    assert (done.code, done.err) == (0, "")
    line, gap, last = done.out.splitlines()
    assert line.startswith(f"{WEB}:")
    assert line.endswith(" (warning)")
    assert (gap, last) == ("", "0 errors, 1 warning")


def test_every_problem_is_told_at_once_as_file_line_rule_message(run: Run, root: Path) -> None:
    break_it(root)
    done = run("check", root)
    assert (done.code, done.err) == (1, "")
    places = [line.split(" ")[:2] for line in told(done.out)]
    assert ["channels/sms.toml:1:", "D02"] in places
    assert [f"{HELP}:7:", "P04"] in places
    assert ["prompts/bluebird-updates/v1/es/stopped.voice.j2:5:", "L01"] in places
    assert ["prompts/bluebird-updates/v1/es/stopped.voice.j2:5:", "L30"] in places
    assert places == sorted(places, key=lambda place: (place[0].split(":")[0], int(place[0].split(":")[1])))


def test_json_says_the_same_for_programs(run: Run, root: Path) -> None:
    break_it(root)
    done = run("check", root, "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert set(found) == {"problems", "errors", "warnings"}
    assert all(list(each)[:5] == ["file", "line", "rule", "severity", "message"] for each in found["problems"])
    of_words = next(each for each in found["problems"] if each["rule"] == "L30")
    assert of_words["fix"].startswith("Write: ")
    assert of_words["source"][0] == "47 CFR 64.1200(a)(12)"
    assert next(each for each in found["problems"] if each["rule"] == "L01")["codes"] == [
        "Twilio 30540", "Twilio 30936", "TCR 710",
    ]  # fmt: skip
    errors = [each for each in found["problems"] if each["severity"] == "error"]
    assert (found["errors"], found["warnings"]) == (len(errors), len(found["problems"]) - len(errors))
    in_lines = told(run("check", root).out)
    assert [f"{each['file']}:{each['line']}: {each['rule']} {each['message']}" for each in found["problems"]] == [
        line.removesuffix(" (warning)") for line in in_lines
    ]


def test_problems_stand_together_by_file_with_what_to_write_instead(run: Run, root: Path) -> None:
    break_it(root)
    groups = run("check", root).out.split("\n\n")
    files = [{line.split(":")[0] for line in told(group)} for group in groups[:-1]]
    assert all(len(each) == 1 for each in files)
    assert len({file for each in files for file in each}) == len(files)
    stopped = next(group for group in groups if "stopped.voice" in group).splitlines()
    at = next(number for number, line in enumerate(stopped) if " L30 " in line)
    assert stopped[at + 1] == (
        "    fix: Write: You will get no more messages. Leave out everything that sells, and every link."
    )


def test_explain_needs_no_project(run: Run, tmp_path: Path) -> None:
    done = run("check", tmp_path / "nowhere", "--explain", "l05")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("L05 How often\n")


def test_the_current_folder_is_the_default(run: Run, root: Path, monkeypatch: object) -> None:
    import contextlib

    with contextlib.chdir(root):
        assert run("check").code == 0


def test_a_folder_that_holds_no_deployment_is_told(run: Run, tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.code == 1
    assert done.out.splitlines()[-1] == "2 errors, 0 warnings"
