import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from capture_gateway import __version__, cli
from capture_gateway.api.evidence import LONGEST_WAIT
from capture_gateway.api.values import BODY_LIMIT
from capture_gateway.serving import WITHIN
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.testing import sample
from tests.cli.conftest import Run

WRITTEN = {
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "Dockerfile",
    "README.md",
    "capture-gateway.service",
    "compose.yaml",
    "proxy/Caddyfile",
    "proxy/nginx.conf",
}
PROGRAM = "/opt/capture-gateway/bin/capture-gateway"


@pytest.fixture
def new(run: Run, tmp_path: Path) -> Path:
    """A new deployment."""
    run("init", tmp_path / "new")
    return tmp_path / "new"


def text_of(new: Path, name: str) -> str:
    return (new / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, dict[str, list[str]]]:
    """A systemd unit: section -> name -> every value, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    values: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            values = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            values.setdefault(name, []).append(value)
    return found


def seconds(duration: str) -> int:
    """`15s`, as nginx and Docker write it, or `15`, as systemd does."""
    return int(duration.removesuffix("s"))


def instructions(new: Path, name: str) -> list[str]:
    """Those of that name in the Dockerfile."""
    lines = text_of(new, "Dockerfile").replace("\\\n", "").splitlines()
    return [line.partition(" ")[2].strip() for line in lines if line.startswith(f"{name} ")]


def compose(new: Path) -> Any:
    return yaml.safe_load(text_of(new, "compose.yaml"))


def run_of(*command: str, at: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)


def test_a_new_deployment_is_a_copy_of_the_sample_that_passes_check(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "a" / "new"
    assert run("init", new) == (0, f"{new} is ready: {new}/README.md says what to do next.\n", "")
    copied = {
        path.relative_to(sample.root()) for folder in sample.FOLDERS for path in (sample.root() / folder).rglob("*")
    }
    for name in sorted(copied):
        path = sample.root() / name
        assert (new / name).is_dir() if path.is_dir() else (new / name).read_bytes() == path.read_bytes()
    files = {path.relative_to(new) for path in new.rglob("*") if path.is_file()}
    assert {name.as_posix() for name in files - copied} - {".env"} == WRITTEN  # (tests on PostgreSQL name it in there)
    assert run("check", new).code == 0


def test_an_empty_folder_may_be_there_already(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path).code == 0


def test_a_folder_with_something_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    assert run("init", tmp_path) == (2, "", f"capture-gateway: {tmp_path} is not empty: name a new folder\n")
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("init", tmp_path / "file")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"capture-gateway: {tmp_path / 'file'} cannot be written: File exists\n"


def test_a_disk_that_does_not_take_all_of_it_is_one_line(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("capture-gateway")
    done = run_of("sh", "-c", f"ulimit -f 1; exec {shlex.quote(str(program))} init new", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "capture-gateway: new cannot be written: not every file could be copied\n"


def test_the_example_of_settings_names_settings_that_exist(new: Path) -> None:
    named = set(re.findall(r"^CAPTURE_GATEWAY_([A-Z_]+)=", text_of(new, ".env.example"), re.MULTILINE))
    assert {name.lower() for name in named} == set(Settings.model_fields) - {"project"}
    (new / ".env.example").rename(new / ".env")
    assert Settings.of(new).public_url == "https://consent.example.com"


def test_secrets_and_evidence_stay_out_of_version_control(new: Path) -> None:
    kept_out = text_of(new, ".gitignore").split()
    assert kept_out == [".env", "secrets/", "var/"]
    assert {Path(secret["file"]).parent.name + "/" for secret in compose(new)["secrets"].values()} <= set(kept_out)


def test_the_steps_of_the_readme_lead_to_a_deployment_of_ones_own(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    (tmp_path / "prompts/bluebird-updates").rename(tmp_path / "prompts/harvest")
    for line in (tmp_path / "channels").iterdir():
        line.write_text(line.read_text(encoding="utf-8").replace('"bluebird-updates"', '"harvest"'), encoding="utf-8")
    (tmp_path / "prompts/published.lock").unlink()
    assert run("check", tmp_path).code == 0
    files = len(list((tmp_path / "prompts").rglob("*.j2")))
    assert run("words", "publish", "--project", tmp_path).err == f"published: {files}\n"
    assert run("snippet", "sms", "--project", tmp_path).code == 0


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_every_setting_and_command_that_is_named_exists(new: Path, name: str) -> None:
    text = text_of(new, name)
    assert {one.lower() for one in re.findall(PREFIX + "([A-Z_]+)", text)} <= set(Settings.model_fields)
    assert set(re.findall(r"capture-gateway ([a-z]+)", text)) <= set(cli.COMMANDS)


def test_the_readme_names_every_file(new: Path) -> None:
    named = text_of(new, "README.md")
    assert [name for name in sorted(WRITTEN - {"README.md", ".gitignore"}) if Path(name).parts[0] not in named] == []


def test_the_unit_is_one_that_systemd_takes(new: Path, tmp_path: Path) -> None:
    unit = text_of(new, "capture-gateway.service")
    assert set(sections(unit)) == {"Unit", "Service", "Install"}
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    file = tmp_path / "capture-gateway.service"
    file.write_text(unit.replace(PROGRAM, sys.executable), encoding="utf-8")
    done = run_of("systemd-analyze", "verify", "--man=no", str(file))
    assert [line for line in (done.stdout + done.stderr).splitlines() if file.name in line] == []
    judged = run_of("systemd-analyze", "security", "--offline=true", "--threshold=25", "--no-pager", str(file))
    assert judged.returncode == 0 or "unrecognized option" in judged.stderr, "an exposure above 2.5 of 10"


def test_the_unit_starts_the_gateway_again_and_gives_it_time_to_end(new: Path) -> None:
    unit = sections(text_of(new, "capture-gateway.service"))
    service = unit["Service"]
    assert service["Restart"] == ["always"]
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]
    assert seconds(service["TimeoutStopSec"][0]) > WITHIN
    assert f"status {os.EX_IOERR}:" in text_of(new, "capture-gateway.service")
    assert service["ReadWritePaths"] == [f"{service['WorkingDirectory'][0]}/var"]
    for start, command in (("ExecStartPre", "check"), ("ExecStart", "serve")):
        assert shlex.split(service[start][0])[:3] == [PROGRAM, command, service["WorkingDirectory"][0]]


def test_what_is_started_is_a_command_line_that_is_understood(run: Run, new: Path) -> None:
    """All but its deployment: there is none at that place, which is the sentence that each ends with."""
    unit = sections(text_of(new, "capture-gateway.service"))["Service"]
    lines = [shlex.split(unit[start][0])[1:] for start in ("ExecStartPre", "ExecStart")]
    lines += [json.loads(line) for line in instructions(new, "CMD")]
    lines += [service["command"] for service in compose(new)["services"].values() if "command" in service]
    assert len(lines) == 5
    for line in lines:
        done = run(*("/nowhere" if word == "/srv/consent" else word for word in line))
        assert (done.code, done.out) == (2, "")
        assert "/nowhere" in done.err


def test_the_image_is_of_this_version_and_runs_as_nobody_in_particular(new: Path) -> None:
    assert f'"capture-gateway[postgres]=={__version__}"' in text_of(new, "Dockerfile")
    assert "VERSION" not in text_of(new, "Dockerfile")
    assert instructions(new, "USER") == ["10001"]
    assert "--uid 10001" in instructions(new, "RUN")[0]
    assert "sudo chown 10001 secrets/*" in text_of(new, "README.md")
    assert instructions(new, "STOPSIGNAL") == ["SIGTERM"]
    assert json.loads(instructions(new, "ENTRYPOINT")[0]) == ["capture-gateway"]
    (check,) = (line for line in text_of(new, "Dockerfile").splitlines() if line.startswith("    CMD "))
    python, option, code = json.loads(check.strip().removeprefix("CMD "))
    assert (python, option) == ("python", "-c")
    compile(code, "HEALTHCHECK", "exec")


def test_the_image_takes_the_words_and_nothing_else(new: Path) -> None:
    copied = [line.split()[0] for line in instructions(new, "COPY")]
    assert copied == [*sample.FOLDERS]
    assert text_of(new, ".dockerignore").split() == ["*", *(f"!{name}" for name in copied)]


def test_compose_publishes_the_gateway_to_this_machine_alone(new: Path) -> None:
    services = compose(new)["services"]
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"gateway": ["127.0.0.1:8080:8080"]}
    assert compose(new)["networks"]["inside"] == {"internal": True}
    assert services["postgres"]["networks"] == ["inside"]


def test_compose_starts_one_after_the_other(new: Path) -> None:
    services = compose(new)["services"]
    healthy = {"condition": "service_healthy"}
    assert services["migrate"]["depends_on"] == {"postgres": healthy}
    assert services["gateway"]["depends_on"] == {
        "postgres": healthy,
        "migrate": {"condition": "service_completed_successfully"},
    }
    assert services["migrate"]["restart"] == "no"
    assert "healthcheck" in services["postgres"]
    assert seconds(services["gateway"]["stop_grace_period"]) > WITHIN


def test_compose_hands_over_secrets_as_files_that_are_declared(new: Path) -> None:
    whole = compose(new)
    for service in whole["services"].values():
        given = {value for value in service["environment"].values() if "/run/secrets/" in value}
        assert {Path(value).name for value in given} == set(service["secrets"])
    assert {name for service in whole["services"].values() for name in service["secrets"]} == set(whole["secrets"])
    used = {mount.partition(":")[0] for service in whole["services"].values() for mount in service["volumes"]}
    assert used == set(whole["volumes"])


def test_compose_believes_the_machine_it_runs_on(new: Path) -> None:
    whole = compose(new)
    (network,) = whole["networks"]["outside"]["ipam"]["config"]
    assert whole["services"]["gateway"]["environment"]["FORWARDED_ALLOW_IPS"] == network["gateway"]


def test_proxies_wait_longer_than_the_longest_poll_and_take_larger_bodies(new: Path) -> None:
    nginx, caddy = text_of(new, "proxy/nginx.conf"), text_of(new, "proxy/Caddyfile")
    waits = re.findall(r"(?:proxy_read_timeout|response_header_timeout) (\w+)", nginx + caddy)
    sizes = re.findall(r"(?:client_max_body_size|max_size) (\d+)(?:m|MB)", nginx + caddy)
    assert [seconds(wait) > LONGEST_WAIT for wait in waits] == [True, True]
    assert [int(size) * 1_000_000 > BODY_LIMIT for size in sizes] == [True, True]


def test_proxies_pass_on_everything_but_metrics(new: Path) -> None:
    nginx, caddy = text_of(new, "proxy/nginx.conf"), text_of(new, "proxy/Caddyfile")
    assert re.findall(r"proxy_pass (\S+);", nginx) == ["http://capture_gateway"]
    assert "location = /metrics {\n        return 404;" in nginx
    assert "respond /metrics 404" in caddy
    assert nginx.count("{") == nginx.count("}")
    assert "$request_uri" not in nginx
    assert "$args" not in nginx


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed")
def test_caddy_reads_its_file(new: Path) -> None:
    done = run_of("caddy", "adapt", "--adapter", "caddyfile", "--config", str(new / "proxy/Caddyfile"))
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_reads_its_file(new: Path, tmp_path: Path) -> None:
    """Its certificate and its folders are left out: it would look for them."""
    own = re.sub(r"(?m)^ *ssl_certificate.*\n", "", text_of(new, "proxy/nginx.conf")).replace(" ssl http2", "")
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = f"pid {tmp_path}/pid; events {{}} http {{ {places}{own.replace('/var/log/nginx', str(tmp_path))} }}"
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    command = [
        "nginx",
        "-t",
        "-p",
        str(tmp_path),
        "-c",
        str(tmp_path / "nginx.conf"),
        "-e",
        str(tmp_path / "error.log"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
