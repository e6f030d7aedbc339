"""What holds for every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from slipguard.core.harm import fold, grade
from slipguard.core.harm.reading import tokens

ODD = "abc fukwomen IU'\"@#*-_.!?1$ \n\u200b\u0430\uff46é😀«»“”https://x.y"


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), st.text(alphabet=ODD, max_size=200)))
def test_any_text_is_graded_with_places_inside_it(text: str) -> None:
    """No text breaks the judge; grades are 0 to 3, spans lie inside the text, and the answer is repeatable."""
    harm = grade(text)
    assert 0 <= harm.grade <= 3
    told = [finding for finding in harm.findings if finding.check != "harm.language"]
    assert bool(harm.kinds) == bool(told) == bool(harm.reason)
    assert harm.judged == (len(told) == len(harm.findings))  # what was not judged is said
    for finding in harm.findings:
        if finding.span:
            assert 0 <= finding.span.start <= finding.span.end <= len(text)
    assert grade(text) == harm


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ODD, max_size=200))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    """Tokens never run backwards or out of the text."""
    read = tokens(text)
    assert all(0 <= token.start <= token.end <= len(text) for token in read)
    assert all(one.start <= other.start for one, other in pairwise(read))


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Folding is idempotent for Latin text, so listed words and read words meet."""
    once = fold(text)
    assert fold(once) == once or not once.isascii()


def test_a_very_long_text_costs_no_more_than_its_length() -> None:
    """Repetitive input, the classic trap of regular expressions, is read to its end."""
    for trap in ("*" * 4000, "a-" * 2000, "a b " * 1500, "1-" * 2000, "@" * 3000, "\"'" * 1500):
        assert grade(trap).grade in (0, 1, 2, 3)
