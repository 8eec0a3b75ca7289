"""Labels of pages, whichever they are: the same in every language, and filled with the same names."""

import re
from collections.abc import Mapping


def agree(labels: Mapping[str, Mapping[str, str]], language: str) -> None:
    """AssertionError where `language` says other things than English, or with other names."""
    english = labels["en"]
    assert labels[language].keys() == english.keys()
    for key, text in labels[language].items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english[key])), key
        assert text.strip() == text
