"""The guides show what the program prints."""
from __future__ import annotations

import re

import pytest

import shown

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def parts(text: str) -> tuple[list[str], list[float]]:
    """The words, and the numbers; a processor may round the last digit in another way."""
    return NUMBER.sub("#", text).split(), [float(number.replace(",", "")) for number in NUMBER.findall(text)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("guide", shown.GUIDES, ids=lambda guide: guide.name)
def test_a_guide_shows_what_is_printed(guide):
    text = guide.read_text()
    shown_words, shown_numbers = parts(text)
    words, numbers = parts(shown.renewed(text))
    assert shown_words == words
    assert shown_numbers == pytest.approx(numbers, rel=1e-6, abs=1e-9)
