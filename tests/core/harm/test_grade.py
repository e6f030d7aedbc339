"""What the judge of harm says about whole texts. All sentences are made up for these tests."""

from __future__ import annotations

import pytest

from slipguard.core.harm import Context, fold, grade, term_key


@pytest.mark.parametrize(
    "text",
    [
        "The library opens at nine tomorrow.",
        "Proud of our students and their robots!",
        "We welcome refugees and their families to the open day.",
        "Muslim and Jewish students share the new prayer room.",
        "",
        "2026",
    ],
)
def test_everyday_posts_are_harmless(text: str) -> None:
    """Announcements, and the plain naming of groups of people, are grade 0."""
    assert grade(text).grade == 0


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Well, shit, the printer is dead again", 1),
        ("You are such a stupid moron", 2),
        ("I despise immigrants and everything about them", 3),
        ("Refugees are vermin and parasites", 3),
        ("I will stab you in your sleep", 3),
    ],
)
def test_grades_rise_with_what_is_done_to_whom(text: str, least: int) -> None:
    """Swearing is rude, an insult offensive, hatred and threats the worst."""
    assert grade(text).grade >= least


@pytest.mark.parametrize("text", ["sh1t", "s h i t", "s\u200bhit", "shіt", "ｓｈｉｔ", "SHIIIIT", "$hit"])
def test_disguises_are_seen_through(text: str) -> None:
    """Digits, spaces, zero-width and look-alike letters do not hide a word."""
    assert "profanity" in grade(f"oh {text}, no", language="en").kinds


def test_findings_point_at_the_original_letters() -> None:
    """A span counts code points of the text as written, disguise included."""
    text = "oh s\u200bh\u200bit, no"
    spans = [finding.span for finding in grade(text, language="en").findings if finding.span]
    assert any(fold(text[span.start : span.end]) == "shit" for span in spans)


def test_words_of_the_account_are_not_news() -> None:
    """A word that the owner allows, or that the account itself uses, raises nothing."""
    text = "Another damn fine roast today"
    assert grade(text, language="en").grade == 1
    assert grade(text, language="en", context=Context(allowed=frozenset({"damn"}))).grade == 0
    assert grade(text, language="en", context=Context(used=frozenset({term_key("damn")}))).grade == 0
    assert grade(text, language="en", context=Context(used=lambda term: term == "damn")).grade == 0


def test_an_unknown_language_is_not_judged_but_searched_for_secrets() -> None:
    """Where no data carry a judgement the answer says so, and a leaked key is found all the same."""
    harm = grade("Сегодня хорошая погода в городе")
    assert not harm.judged and harm.grade == 0
    leaked = grade("Пароль: token = Xy7-kk29-ab")
    assert not leaked.judged and leaked.grade == 3


def test_a_day_of_mourning_is_asked_about() -> None:
    """On a marked day even a harmless text gets a question."""
    harm = grade("New flavours in the canteen!", context=Context(mourning=True))
    assert "tragedy" in harm.kinds and harm.grade >= 1
    condolence = grade("We mourn the victims of the flood", context=Context(mourning=True))
    assert "tragedy" not in condolence.kinds


def test_politics_is_a_question_for_institutions_only() -> None:
    """Taking sides is worth a look on an office's account, and nobody's business elsewhere."""
    text = "Everybody should vote against the liberals, they are a disgrace"
    assert "politics" in grade(text, language="en", context=Context(institution=True)).kinds
    assert "politics" not in grade(text, language="en").kinds


def test_promises_about_health_and_money_are_asked_about() -> None:
    """A cure-all or a sure profit is no offence, and still a question."""
    assert "medical_claim" in grade("Our tea is a miracle cure", language="en").kinds
    assert "legal_claim" in grade("Double your money with us", language="en").kinds


def test_unreleased_words_of_the_workspace_are_secrets() -> None:
    """A listed word is found in any case and in any language."""
    harm = grade("Wait until you see project NIGHTJAR", context=Context(secret_words=frozenset({"Nightjar"})))
    assert "client_secret" in harm.kinds and harm.grade == 3


def test_a_link_says_nothing_about_harm() -> None:
    """Links are no words: with or without one, the same text gets the same grade and kinds."""
    for text in ("You are such a stupid moron", "Our new opening hours", "What a damn long winter"):
        bare = grade(text, language="en")
        linked = grade(f"{text} https://example.org/a/long/path?x=1", language="en")
        assert (bare.grade, bare.kinds) == (linked.grade, linked.kinds)
