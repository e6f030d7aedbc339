"""The voice as its callers see it: learn, add, keep, judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, learn
from slipguard.core.voice.evidence import inputs
from slipguard.core.voice.features import extract

TOPICS = ("budget", "library", "swimming pool", "tram line", "recycling", "school meals", "fire station", "market")
CITY = [
    Post(
        f"The council has published its {n}th report on the {TOPICS[n % 8]}. Read the findings and tell us what you "
        f"think before {n % 27 + 1} May. #CityNews"
    )
    for n in range(120)
]
BAKER = [
    Post(
        f"Fresh from the oven this morning: {n % 9 + 2} kinds of {('rye', 'spelt', 'sourdough', 'raisin')[n % 4]} "
        f"bread! Come by until {n % 5 + 1} pm, first come first served. #bakery{n % 3}"
    )
    for n in range(120)
]
FRIEND = [Post(f"omg i can't believe we lost again lol, {n} to nil. i'm so done with this team ugh") for n in range(30)]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A city, a bakery and a member of staff."""
    return Desk({"city": learn(CITY), "bakery": learn(BAKER), "mia": learn(FRIEND, private=True)}, {"mia"})


def test_an_own_post_is_at_home(desk: Desk) -> None:
    """A new post in the account's usual words raises no question."""
    found = desk.assess(
        "city",
        Post(
            "The council has published its new report on the tram line. Read the findings and tell us "
            "what you think. #CityNews"
        ),
    )
    assert found.p_value > 0.01


@pytest.mark.parametrize("text", ["lol i'm so done with this omg", "ugh i can't believe he did that :( fml"])
def test_a_personal_post_reads_like_a_person(desk: Desk, text: str) -> None:
    """A casual private remark on an institution's account is asked about, and the reason is the register."""
    found = desk.assess("city", Post(text))
    assert found.p_value <= 0.01
    assert found.p_person is not None and found.p_person <= 0.01
    assert any(f.check == "register" for f in found.findings)


def test_the_other_client_is_named(desk: Desk) -> None:
    """The bakery's bread on the city's account is asked about and the bakery is named."""
    found = desk.assess("city", Post("Fresh from the oven: sourdough bread, come by until noon! #bakery1"))
    assert found.p_value <= 0.01
    assert found.alternative == "bakery"
    assert any("Never used #bakery1" in f.says for f in found.findings)


def test_a_known_site_names_the_account() -> None:
    """Of two clients that write alike, the one whose site the post links to is named, also where two of its words
    are rather the other's."""
    shops = {
        name: learn(Post(f"{p.text} {extra} https://{name}.example/{n}") for n, p in enumerate(BAKER[:60]))
        for name, extra in (("north", "See you at the harbour"), ("south", "See you at the market"))
    }
    desk = Desk({"city": learn(CITY), **shops})
    asked = Post("Fresh from the oven: rye bread! See you at the harbour https://south.example/new")
    assert desk.assess("city", asked).alternative == "south"


def test_a_person_is_named_although_their_voice_knows_no_application() -> None:
    """A personal voice is learnt from words alone; that other clients post with the same application must not
    put a client's name on a friend's chatter."""
    bakery = learn(Post(p.text, app="Poster") for p in BAKER)
    city = learn(Post(p.text, app="Poster") for p in CITY)
    desk = Desk({"city": city, "bakery": bakery, "mia": learn(FRIEND, private=True)}, ["mia"])
    assert desk.assess("city", Post(FRIEND[-1].text + " omg", app="Poster")).alternative == "mia"


def test_a_person_must_lead_before_every_client(desk: Desk) -> None:
    """A colleague is named only before all clients alike, not before the one alone whom the contrast or a mark
    prefers: else each of these would lend posts to persons."""
    kinds = np.zeros((3, 5), np.float32)
    kinds[:, 0], kinds[0, 3] = (1.0, 9.0, 5.0), 2.0
    names = ["bakery", "city", "mia"]
    assert desk._nearest(names, kinds, extract(Post("see you there"))) == "bakery"
    kinds[2, 0] = 9.5
    assert desk._nearest(names, kinds, extract(Post("see you there"))) == "mia"


def test_reasons_point_into_the_text_as_written(desk: Desk) -> None:
    """A span covers the very words that its sentence names, links and all around them."""
    text = "see https://a.example/x?y=1 lol i can't believe this #WTF"
    found = desk.assess("city", Post(text)).findings
    spans = {f.check: text[f.span.start : f.span.end] for f in found if f.span}
    assert spans["hashtag"] == "#WTF"
    assert spans["register"] in text
    assert any(f.check == "domain" for f in found)


def test_unknown_facts_are_never_held_against_a_post() -> None:
    """A voice that never heard of applications says nothing about one; a voice that did names the new one."""
    odd = "lol i'm so done with this omg"
    silent = Desk({"city": learn(CITY)}).assess("city", Post(odd, app="Phone"))
    told = Desk({"city": learn([replace(p, app="Scheduler") for p in CITY])}).assess("city", Post(odd, app="Phone"))
    assert not any(f.check == "app" for f in silent.findings)
    assert any(f.says == "Never sent with Phone in 120 posts." for f in told.findings)


def test_moments_at_the_ends_of_the_calendar() -> None:
    """The first and the last moment that there are, in any zone, are moments too."""
    for at in (datetime.min, datetime.max):  # noqa: DTZ901 (the zone is set below)
        for hours in (-12, 14):
            post = Post("hello there", at=at.replace(tzinfo=timezone(timedelta(hours=hours))))
            assert Desk({"city": learn(CITY)}).assess("city", post).p_value <= 1.0


def test_an_exact_repeat_is_own(desk: Desk) -> None:
    """A scheduled re-post is the account's own, whatever it says."""
    assert desk.assess("city", CITY[5]).p_value == 1.0


BAD = [
    "",
    " ",
    "\u200d",
    "😀",
    "a",
    "\ud800 x",
    "x" * 10_000,
    "שלום עולם",
    "\u202eabc",
    "раураl",
    "👨‍👩‍👧",
    "\x00",
    "#",
    "@",
    "http://",
    "https://a.example/\ud800/x",
    "\u0130" * 300,
    "x\u0301" * 3000,
    "مرحبا hello мир 世界 #タグ @имя",
    "\ufdfa" * 2000,
]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("size", [0, 1, 3, 120])
def test_bad_input_has_a_defined_answer(text: str, size: int) -> None:
    """Odd texts and empty or tiny histories give a p-value within 0 and 1, never a crash."""
    found = Desk({"city": learn(CITY[:size]), "other": learn([])}).assess("city", Post(text))
    assert 0.0 <= found.p_value <= 1.0
    if not text.strip() or size < 3:
        assert found.too_little


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=400))
def test_every_string_has_an_answer(desk: Desk, text: str) -> None:
    """Whatever is written, both alarms and the joint one are shares."""
    found = desk.assess("bakery", Post(text))
    for p in (found.p_value, found.p_person, found.p_client):
        assert p is None or 0.0 <= p <= 1.0


def test_bytes_round_trip(desk: Desk) -> None:
    """A stored voice judges exactly as the one it was made from."""
    voice = learn(CITY)
    again = Voice.from_bytes(voice.to_bytes())
    assert again.to_bytes() == voice.to_bytes()
    odd = Post("lol what is this")
    assert Desk({"a": again}).assess("a", odd) == Desk({"a": voice}).assess("a", odd)


def test_bytes_that_are_no_voice_are_refused() -> None:
    """Foreign bytes are an error with words, not a crash of numpy."""
    with pytest.raises(ValueError, match="not a voice"):
        Voice.from_bytes(b"something else")


@pytest.mark.parametrize("private", [True, False])
def test_a_voice_from_before(private: bool) -> None:
    """An account's voice of the version before is learnt again; a person's, whose posts are not kept, stays."""
    from io import BytesIO

    data = learn(FRIEND, private=private).to_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as found:
        arrays = {name: found[name] for name in found.files}
    arrays["head"][0] -= 1
    out = BytesIO()
    np.savez(out, **arrays)
    if private:
        assert Voice.from_bytes(out.getvalue()).posts == len(FRIEND)
    else:
        with pytest.raises(ValueError, match="learn it again"):
            Voice.from_bytes(out.getvalue())


@pytest.mark.parametrize("private", [True, False])
def test_no_text_is_stored(private: bool) -> None:
    """No word of the posts stands in the stored bytes, packed or unpacked."""
    from io import BytesIO

    data = learn(FRIEND, private=private).to_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as found:
        assert all(found[name].dtype.kind in "iuf" for name in found.files)
        raw = b"".join(found[name].tobytes() for name in found.files)
    for word in ("believe", "team", "again"):
        assert word.encode() not in raw and word.encode("utf-32-le") not in raw and word.encode("utf-16-le") not in raw


def test_a_private_voice_keeps_no_single_post() -> None:
    """Of a person only sums over all posts are kept."""
    assert not learn(FRIEND, private=True).kept


def test_adding_equals_learning() -> None:
    """Post by post or all at once: the same voice."""
    grown = Voice()
    for post in CITY[:40]:
        grown.add(post)
    assert grown.to_bytes() == learn(CITY[:40]).to_bytes()


def test_judging_is_deterministic(desk: Desk) -> None:
    """The same question twice has the same answer."""
    odd = Post("anyone up for a pint tonight?")
    assert desk.assess("city", odd) == desk.assess("city", odd)


def test_a_history_full_of_slips_still_works() -> None:
    """A third of slips in the history makes the answer milder, not absent."""
    mixed = [FRIEND[n // 3 % 30] if n % 3 == 0 else CITY[n] for n in range(120)]
    found = Desk({"city": learn(mixed), "bakery": learn(BAKER)}).assess("city", Post("lol i'm so done with this omg"))
    assert 0.0 <= found.p_value <= 1.0


def test_replace_takes_a_grown_voice_in() -> None:
    """After learning a post the desk knows it, and knows a new account too."""
    voice = learn(CITY[:30])
    small = Desk({"city": voice})
    post = Post("Something quite new about the observatory on the hill.")
    voice.add(post)
    small.replace("city", voice)
    small.replace("bakery", learn(BAKER[:30]))
    assert small.assess("city", post).p_value == 1.0
    assert small.assess("bakery", Post("hello there you")).p_value >= 0.0


def test_growing_is_the_same_as_building_anew() -> None:
    """A desk that took in posts one by one measures exactly as one built from the grown voices."""
    voices = {"city": learn(CITY[:30]), "bakery": learn(BAKER[:30])}
    grown = Desk(voices)
    for post in BAKER[30:40]:
        voices["bakery"].add(post)
        grown.replace("bakery", voices["bakery"])
    grown.replace("club", learn(FRIEND))
    fresh = Desk({**voices, "club": learn(FRIEND)})
    for text in ("Fresh from the oven: rye bread!", "omg lol", "Read the report on the tram line. #CityNews"):
        one, two = (inputs(d.measure("city", extract(Post(text)))) for d in (grown, fresh))
        assert np.allclose(one, two, atol=1e-4)


def test_a_grown_voice_is_soon_worked_out_again() -> None:
    """One more post costs no new calibration, a tenth more posts does, and another voice always does."""
    voice = learn(CITY[:60])
    small = Desk({"city": voice})
    odd = Post("anyone up for a pint tonight?")
    small.assess("city", odd)
    first = small._know("city")
    voice.add(CITY[60])
    small.replace("city", voice)
    assert small._know("city") is first
    for post in CITY[61:67]:
        voice.add(post)
    small.replace("city", voice)
    second = small._know("city")
    assert second is not first
    small.replace("city", learn(BAKER[:67]))
    assert small._know("city") is not second


def test_an_unknown_account_is_an_error(desk: Desk) -> None:
    """Asking about an account that is not on the desk is a mistake of the caller."""
    with pytest.raises(KeyError):
        desk.assess("nobody", Post("hi"))


def test_a_big_desk_answers_as_a_small_one_does() -> None:
    """Past the size where only one table is kept, the same post on the same account gets nearly the same answer."""
    voices = {"city": learn(CITY[:40]), "bakery": learn(BAKER[:40])}
    empty = {f"new{n}": learn([]) for n in range(70)}
    odd = Post("Fresh from the oven: sourdough bread, come by until noon!")
    small, big = Desk(voices).assess("city", odd), Desk(voices | empty).assess("city", odd)
    assert big.alternative == small.alternative == "bakery"
    assert big.p_value == pytest.approx(small.p_value, rel=0.2, abs=1e-4)


def test_what_is_forgotten_leaves_no_number_behind() -> None:
    """A voice that learnt a slip and forgot it is the voice that never heard it, byte for byte of its sums."""
    told = [Post(f"Lot {n} is open to permit holders today.") for n in range(12)]
    slip = Post("omg so drunk lol #wasted @mia", app="Phone")
    before, voice = learn(told), learn([*told[:6], slip, *told[6:]])
    assert voice.forget(slip) and not voice.forget(slip)
    assert (voice.posts, voice.tags, voice.seen) == (before.posts, before.tags, before.seen)
    assert np.array_equal(voice.dense(), before.dense()) and np.array_equal(voice.style, before.style)
    assert all(np.array_equal(a, b) for a, b in zip(voice.kept, before.kept, strict=True))
    assert not learn(told, private=True).forget(told[0])


def test_habits_are_worked_out_again_while_many_posts_come() -> None:
    """A voice of thousands rests on its newest 400 posts: twenty more are asked about with habits worked out anew."""
    voice = learn([Post(f"Lot {n} is open to permit holders today.") for n in range(900)])
    desk = Desk({"parking": voice, "bakery": learn([Post(f"Bread number {n} is warm.") for n in range(30)])})
    desk.assess("parking", Post("Lot 7 closes early tonight."))
    for n in range(20):
        voice.add(Post(f"Join campaign walk {n} on Sunday!"))
        desk.replace("parking", voice)
        assert ("parking" in desk._known) == (n < 19)
