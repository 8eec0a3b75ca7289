import re

import pytest

from capture_gateway.prompts.lint import RULES
from tests.cli.conftest import Run


@pytest.mark.parametrize("id_", RULES)
def test_every_rule_explains_itself(id_: str, run: Run) -> None:
    done = run("check", "--explain", id_)
    assert (done.code, done.err) == (0, "")
    rule = RULES[id_]
    said = re.sub(r"\s+", " ", done.out)
    for text in (rule.title, rule.demands, rule.kept_by, rule.fix, *rule.source, *rule.codes):
        assert text in said


def test_it_says_what_weighs_how_much_and_what_other_languages_declare(run: Run) -> None:
    said = re.sub(r"\s+", " ", run("check", "--explain", "L04").out)
    assert "severity whatsapp warning, ctia-us error, tcpa-pewc error, casl error, gdpr error" in said
    assert "but where it does not say that the messages are marketing (a text that people agree to; a page" in said
    assert "agree to): whatsapp -, ctia-us -, tcpa-pewc error, casl -, gdpr -" in said
    assert 'states = { marketing = "…" }' in said


def test_it_shows_examples_in_every_language(run: Run) -> None:
    lines = run("check", "--explain", "L06").out.splitlines()
    shown = [line.split()[:2] for line in lines if re.search(r"\w +(?:passes|fails) ", line)]
    for language in ("English", "Spanish", "French", "Portuguese"):
        assert [language, "passes"] in shown
        assert [language, "fails"] in shown
    assert "Msg&data rates may apply." in " ".join(lines)


def test_a_rule_of_files_shows_its_keys(run: Run) -> None:
    out = run("check", "--explain", "L40").out
    assert re.search(r"passes +retention_years = 6", out)
    assert re.search(r"fails +retention_years = 3", out)


def test_a_rule_that_no_wording_breaks_says_what_keeps_it(run: Run) -> None:
    said = re.sub(r"\s+", " ", run("check", "--explain", "L33").out)
    assert "checked no wording can break it; kept by the call's documents" in said


def test_an_unknown_rule_is_one_line_that_names_the_known_ones(run: Run) -> None:
    done = run("check", "--explain", "L99")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("capture-gateway: no rule for words is called L99; there are L01, L02, ")
    assert done.err.count("\n") == 1
