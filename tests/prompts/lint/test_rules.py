import re
import tomllib
from pathlib import Path

import pytest

from capture_gateway.prompts.facts import REGIMES
from capture_gateway.prompts.lint import deployment as deployments
from capture_gateway.prompts.lint import finders, languages, signs
from capture_gateway.prompts.lint.rules import OF, RULES, STATES, Rule, Weights

# Rule, the words it speaks of, and R error, w warning, - nothing under each of REGIMES.
TABLE = """
L01 SWVPTCOH RRRRR | L02 SWVPT RRRRR  | L03 SWVPT wRRwR | L04 SWVPT wRRRR | L05 SWVPTC -R--- | L06 SWVPTC -R---
L07 SWVPTC wRwRR   | L08 SWPC wRww-   | L09 SWVPC -R--- | L10 SWVPC -Rw-w | L11 SWVPT wRwwR  | L12 SWVP -wR--
L13 SWVP -wR-w     | L14 SWVP wwR--   | L15 SWVP ---Rw  | L16 SWVPH ---RR | L17 SWVPT ww-RR  | L18 SWVPT wwwRR
L19 SWP -R---      | L20 WVPT wwwRR   | L21 WVP -RwwR   | L22 WVPT wRRRR  | L23 WPT wRRRR    | L24 WP wRRwR
L25 WP wRRRR       | L26 SWVPT wRwww  | L27 * wwwRR     | L28 * RRRRR     | L29 C -R-ww      | L30 O wRRww
L31 H -R-w-        | L32 V RRRRR      | L33 V RRRRR     | L34 P RRRwR     | L35 T R--RR      | L36 WVT ww-wR
L37 WP ----R       | L38 TW w----     | L39 SC -RRRR    | L40 D -wRRw
"""
ROWS = [row.split() for row in re.split(r"[|\n]", TABLE) if row.strip()]


@pytest.mark.parametrize(("id_", "of", "weights"), ROWS, ids=[row[0] for row in ROWS])
def test_a_rule_speaks_of_these_words_and_weighs_so_much_under_each_regime(id_: str, of: str, weights: str) -> None:
    rule = RULES[id_]
    assert set(of) <= set(rule.of)
    assert set(rule.of) - set(of) <= set("KNX-"), "the table knows no words but these"
    marks = {"error": "R", "warning": "w", None: "-"}
    assert "".join(marks[rule.weights.severity([regime])] for regime in REGIMES) == weights


def test_help_must_show_a_contact_under_ctia_although_disclosures_need_none() -> None:
    weights = {check.of: check.weights.severity(["ctia-us"]) for check in RULES["L16"].checks}
    assert weights == {"SWVP": None, "H": "error"}


def test_every_row_of_the_table_is_there_and_the_others_are_our_own() -> None:
    assert [id_ for id_ in RULES if id_.startswith("L")] == [f"L{number:02}" for number in range(1, 41)]
    assert [id_ for id_ in RULES if not id_.startswith("L")] == ["G01", "G02", "G03", "G04", "G05", "G06", "G07"]


def test_the_gravest_regime_counts() -> None:
    weights = Weights(error=frozenset({"tcpa-pewc"}), warning=frozenset({"ctia-us", "gdpr"}))
    assert weights.severity(["gdpr", "tcpa-pewc"]) == "error"
    assert weights.severity(["gdpr", "casl"]) == "warning"
    assert weights.severity(["casl"]) is None
    assert weights.severity([]) is None


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_says_everything_that_people_need(rule: Rule) -> None:
    assert set(rule.of) <= set(OF)
    for sentence in (rule.demands, rule.fix):
        assert sentence[0].isupper() or sentence.startswith("retention_years")
        assert sentence[-1] in ".)_…" or "{{" in sentence or "/" in sentence or "____" in sentence
    assert rule.source
    assert all(re.fullmatch(r"Twilio \d{5}|TCR \d{3}", code) for code in rule.codes)
    assert set(rule.weights.error) | set(rule.weights.warning) <= set(REGIMES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_looked_for_or_kept_by_a_part_of_ours(rule: Rule) -> None:
    if rule.how == "house":
        assert rule.checks == ()
        assert rule.kept_by
    else:
        assert rule.checks
    for check in rule.checks:
        assert set(check.of) <= set(rule.of) or rule.of == "*"


def test_every_check_has_what_it_names_and_nothing_is_left_over() -> None:
    wanted = {check.name for rule in RULES.values() for check in rule.checks if check.kind == "finds"}
    assert wanted == {*finders.FINDERS, *signs.FINDERS, *deployments.FINDERS, *deployments.OF_PROGRAM}
    refused = {check.name for rule in RULES.values() for check in rule.checks if check.kind == "refuses"}
    used = STATES | refused | {"vague", "no_reply"}
    for id_ in languages.known():
        language = languages.of(id_)
        assert language is not None
        assert {name for name in language.patterns if not name.endswith("_except")} == used, id_


def test_the_file_has_no_key_that_nobody_reads() -> None:
    file = Path(languages.__file__).parent / "rules.toml"
    known = {
        "title", "demands", "of", "error", "warning", "always", "source", "codes", "fix", "how", "kept_by", "example",
        "pass", "fail", "checks",
    }  # fmt: skip
    of_check = {"needs", "refuses", "finds", "reads", "of", "error", "warning", "says"}
    for row in tomllib.loads(file.read_text(encoding="utf-8")).values():
        assert set(row) <= known
        assert all(set(check) <= of_check for check in row.get("checks", []))
