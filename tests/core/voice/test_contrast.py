"""What tells the clients of a desk apart: exact where it says so; it names, and adds to one alarm."""

from __future__ import annotations

import numpy as np
import pytest

from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, learn
from slipguard.core.voice import contrast as parts
from slipguard.core.voice.calibrate import SETTLED, size_class
from slipguard.core.voice.evidence import INPUTS, SHARP_INPUTS, inputs
from slipguard.core.voice.features import SPACE, extract
from slipguard.core.voice.kept import recall
from slipguard.core.voice.style import SIZE

THINGS = ("pump", "valve", "gauge", "filter", "hose", "tank", "meter", "switch")
SHOP = [Post(f"New in the shop: a {THINGS[n % 8]} for {n % 7 + 3} euros, come and see it") for n in range(60)]
CLUB = [Post(f"The {THINGS[n % 8]} was mended by our members on evening {n}, thank you all") for n in range(60)]
PAPER = [
    Post(f"{THINGS[n % 8].title()} {THINGS[n // 8 % 8]} report {n}: members, shop and euros in the news")
    for n in range(90)
]
FRIEND = [Post(f"omg i can't believe we lost again lol, {n} to nil. i'm so done with this team ugh") for n in range(30)]


@pytest.fixture(scope="module")
def voices() -> dict[str, Voice]:
    """Three clients that share their words."""
    return {"shop": learn(SHOP), "club": learn(CLUB), "paper": learn(PAPER)}


@pytest.fixture(scope="module")
def kept(voices: dict[str, Voice]) -> list[parts.Kept]:
    """All their posts."""
    return [recall(k) for v in voices.values() for k in v.kept]


def dense(posts: list[parts.Kept]) -> np.ndarray:
    """The TF-IDF rows written out in full."""
    plain = np.zeros((len(posts), SPACE + SIZE))
    for row, (ids, _, look, _) in zip(plain, posts, strict=True):
        row[ids], row[look + SPACE] = 1.0, 1.0
    plain *= np.log((1 + len(posts)) / (1 + plain.sum(0))) + 1
    for start, end, scale in zip((0, *parts.ENDS), parts.ENDS, parts.SCALES, strict=False):
        part = plain[:, start:end]
        part *= scale / np.maximum(np.sqrt((part**2).sum(1, keepdims=True)), 1e-9)
    return plain


def test_the_products_of_the_posts_are_exact(kept: list[parts.Kept]) -> None:
    """Rare columns pair by pair and common ones in one product give what the full rows give."""
    at, column, value, _ = parts._columns(kept)
    rows = dense(kept)
    assert np.allclose(parts._kernel(at, column, value, len(kept)), rows @ rows.T, atol=1e-5)


def test_a_post_is_scored_by_the_other_blocks_only() -> None:
    """The short cut through the inverse gives what teaching without the block gives: nothing of a post leaks in."""
    chance = np.random.default_rng(1)
    rows, owner = chance.normal(size=(40, 12)), chance.integers(0, 3, 40)
    target, weight, block = np.eye(3)[owner], 1.0 + chance.random(40), np.arange(40) % 5
    close = rows @ rows.T
    held = parts.ridge(close, target, weight, block)[1]
    for number in range(5):
        ours, rest = block == number, block != number
        dual = np.linalg.solve(close[np.ix_(rest, rest)] + np.diag(parts.RIDGE / weight[rest]), target[rest])
        assert np.allclose(held[ours], close[np.ix_(ours, rest)] @ dual)


def test_margins_are_those_of_the_model(kept: list[parts.Kept], voices: dict[str, Voice]) -> None:
    """The table that a check looks up gives the scores of the model that was taught, head starts included."""
    owner = np.repeat(np.arange(3), [len(v.kept) for v in voices.values()])
    block = np.concatenate([np.arange(len(v.kept)) % 5 for v in voices.values()])
    silent = np.zeros((len(kept), 3), np.float32)
    made = parts.teach({n: v.kept for n, v in voices.items()}, kept, owner, block, silent)
    rows = dense(kept)
    share = len(kept) / (3 * np.bincount(owner))
    target = np.where(np.eye(3)[owner] > 0, 1.0, -0.5)
    dual, held = parts.ridge(rows @ rows.T + parts.CONSTANT, target, share[owner], block)
    much, start = parts.stack(np.stack((silent, held * parts.MARGIN), 2), owner, share[owner])
    wanted = (rows @ rows.T + parts.CONSTANT) @ dual * parts.MARGIN * much[1] + start
    for n in (0, 70, 200):
        assert np.allclose(made.margins(made.scores(*kept[n][:3])), wanted[n], atol=1e-3)
    for place, (name, voice) in enumerate(voices.items()):
        for n, one in enumerate(voice.kept):  # the same words twice are kept once, so each has its own
            found = held[np.flatnonzero(owner == place)[n]]
            others = np.delete(found, place).max()
            assert np.allclose(made.held[name][one.tobytes()], (others - found[place], -found[place]), atol=1e-4)


@pytest.mark.parametrize("useless", [0, 1])
def test_a_desk_listens_to_what_names_its_own_posts(useless: int) -> None:
    """Of two scores, the one that names nothing on this desk loses its weight, whichever it is."""
    chance = np.random.default_rng(2)
    owner = chance.integers(0, 4, 800)
    scores = 0.1 * chance.normal(size=(800, 4, 2)) + 1.5 * np.eye(4)[owner][:, :, None]
    scores[:, :, useless] = 2.0 * chance.normal(size=(800, 4))
    much, _ = parts.stack(scores, owner, np.ones(800))
    assert much[useless] < 0.3 < 1.0 < much[1 - useless]


def test_few_posts_leave_the_weights_where_they_were() -> None:
    """A handful of posts moves the weights hardly: what desks in general found stands until a desk knows better."""
    much, start = parts.stack(np.zeros((6, 2, 2)), np.asarray([0, 0, 0, 1, 1, 1]), np.ones(6))
    assert np.allclose(much, 1.0)
    assert np.allclose(start, 0.0)


@pytest.mark.parametrize(
    ("counts", "each"), [([], 0), ([5, 9], 9), ([400] * 40, parts.MOST_POSTS // 40), ([400, 400, 400], 400)]
)
def test_time_is_bounded(counts: list[int], each: int) -> None:
    """However many posts there are, no more than MOST_POSTS are taught, the most active accounts giving way first."""
    found = parts.newest(counts)
    assert sum(min(c, found) for c in counts) <= parts.MOST_POSTS
    assert found == pytest.approx(each, rel=0.05)


ASKED = (SHOP[3], CLUB[4], Post("A filter and a tank, mended by our members"), Post("hm"))


def test_the_person_alarm_stays_as_it_was(voices: dict[str, Voice]) -> None:
    """Sharpening moves no evidence and no "reads like a person": it knows clients, and no people."""
    plain, keen = Desk(voices), Desk(voices)
    keen.sharpen()
    for post in ASKED:
        asked = Post(post.text + " again")
        one, two = plain.assess("paper", asked), keen.assess("paper", asked)
        assert two.p_person == pytest.approx(one.p_person, rel=0.05)
        assert np.array_equal(*(inputs(d.measure("paper", extract(asked))) for d in (plain, keen)))


def test_another_clients_posts_look_rarer_to_a_sharp_desk() -> None:
    """Two clients that share their words: on a sharp desk more of one's new posts set off the other's client alarm, and
    the account's own new posts do not."""
    said = [Post(f"Our {a} and the {b}: a note on the {c}") for a in THINGS for b in THINGS for c in THINGS if a < b]
    left, right = said[0::2][:110], [Post(p.text.replace("note on", "word about")) for p in said[1::2][:110]]
    desk = Desk({"left": learn(left[:100]), "right": learn(right[:100])})

    def seen(posts: list[Post]) -> float:
        return float(np.mean([np.log(desk.assess("left", p).p_client or 1.0) for p in posts]))

    blunt_swaps, blunt_own = seen(right[100:]), seen(left[100:])
    desk.sharpen()
    assert seen(right[100:]) < blunt_swaps
    assert seen(left[100:]) > min(blunt_own, -1.0) - 0.5
    says = [f.says for f in desk.assess("left", right[105]).findings if f.check == "router"]
    assert "Side by side, another account fits it better than this one." in " ".join(says)


def test_a_young_account_is_judged_by_likelihood_alone(voices: dict[str, Voice]) -> None:
    """An account that is not settled yet gets the same answer from a sharp desk as from any other, the name apart."""
    young = {**voices, "young": learn(SHOP[:30])}
    assert size_class(young["young"].posts) < SETTLED == size_class(young["paper"].posts)
    plain, keen = Desk(young), Desk(young)
    keen.sharpen()
    for post in ASKED:
        asked = Post(post.text + " again")
        one, two = plain.assess("young", asked), keen.assess("young", asked)
        assert (one.p_value, one.p_person, one.p_client) == (two.p_value, two.p_person, two.p_client)


def test_own_posts_are_known_by_the_other_blocks(voices: dict[str, Voice]) -> None:
    """What is usual on a sharp desk rests on rows of both kinds of evidence for each post that the contrast was taught
    with, and on no other: a post that was learnt since was not judged in blocks."""
    grown = Voice.from_bytes(voices["shop"].to_bytes())
    desk = Desk({**voices, "shop": grown})
    desk.sharpen()
    keen = desk._contrast
    assert keen is not None
    grown.add(Post("A quite different post about the weather"))
    desk.replace("shop", grown)
    rows = desk.sharp_inputs("shop", keen)
    assert rows.shape == (len(voices["shop"].kept), len(INPUTS) + len(SHARP_INPUTS))
    assert np.allclose(rows[:, : len(INPUTS)], desk.own_inputs("shop")[:-1])


def test_a_broad_account_does_not_take_a_narrow_ones_posts(voices: dict[str, Voice]) -> None:
    """New posts of each client on another's account carry the right name once the desk is sharp."""
    desk = Desk(voices)
    desk.sharpen()
    for n, thing in enumerate(THINGS):
        assert desk.assess("paper", Post(f"New in the shop: a {thing} for {n} euros, do come")).alternative == "shop"
        assert desk.assess("paper", Post(f"This {thing} was mended by our members, thanks")).alternative == "club"
        report = Post(f"{thing.title()} tank report: shop and euros in the news")
        assert desk.assess("club", report).alternative == "paper"


def test_people_and_newcomers_are_still_named(voices: dict[str, Voice]) -> None:
    """A person is in no contrast, and a client that came after it was made is not either: both can still be named."""
    desk = Desk({**voices, "mia": learn(FRIEND, private=True)}, ["mia"])
    desk.sharpen()
    assert desk.assess("shop", Post("omg i can't believe it lol, i'm so done with this team")).alternative == "mia"
    desk.replace("bakery", learn(Post(f"Fresh rye bread number {n} from our oven!") for n in range(40)))
    assert desk.assess("shop", Post("Fresh rye bread from our oven today!")).alternative == "bakery"


def test_it_is_due_when_the_clients_have_grown(voices: dict[str, Voice]) -> None:
    """New, then sharp; blunt again after a twentieth more posts of clients; a person's posts do not count."""
    grown = learn(SHOP)
    desk = Desk({**voices, "shop": grown, "mia": learn(FRIEND, private=True)}, ["mia"])
    assert desk.blunt
    desk.sharpen()
    assert not desk.blunt
    desk.replace("mia", learn(FRIEND * 3, private=True))
    assert not desk.blunt
    for n in range(12):
        grown.add(Post(f"New in the shop: number {n}"))
        desk.replace("shop", grown)
    assert desk.blunt


def test_another_history_ends_it(voices: dict[str, Voice]) -> None:
    """When an account's history is exchanged, nothing that was learnt from the old one names it any more."""
    desk = Desk(voices)
    desk.sharpen()
    desk.replace("club", learn(Post(f"Fresh rye bread number {n} from our oven!") for n in range(60)))
    assert desk._contrast is None
    assert desk._know("paper")[1] is None
    assert desk.assess("paper", Post("Fresh rye bread from our oven!")).alternative == "club"


@pytest.mark.parametrize("count", [0, 1, parts.MOST_CLIENTS + 1])
def test_too_few_or_too_many_clients_are_left_out(count: int, voices: dict[str, Voice]) -> None:
    """One client needs no contrast, and a big desk does not choke on it: likelihood names alone."""
    desk = Desk({f"a{n}": voices["shop"] for n in range(count)})
    desk.sharpen()
    assert desk._contrast is None
    assert not desk.blunt or not count


def test_what_is_worked_out_while_another_history_comes_is_not_kept(
    voices: dict[str, Voice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A voice is replaced while another thread works out what is usual there: the next check knows the new one."""
    desk, plain = Desk(voices), Desk.own_inputs
    new = learn(PAPER[:60])

    def held_up(self: Desk, account: str) -> np.ndarray:
        found = plain(self, account)
        monkeypatch.undo()
        self.replace(account, new)
        return found

    monkeypatch.setattr(Desk, "own_inputs", held_up)
    desk.assess("shop", Post("a pump was mended"))
    fresh = Desk({**voices, "shop": new})
    tried = [*PAPER[60:], *CLUB[:10]]
    now, right = ([one.assess("shop", post).p_value for post in tried] for one in (desk, fresh))
    assert now == pytest.approx(right, rel=1e-3)


def test_a_voice_that_comes_during_a_look_at_the_others_is_named_from_then_on() -> None:
    """Who is compared is worked out while another thread brings a voice: later checks compare with it, too."""
    desk = Desk({"shop": learn(SHOP), "club": Voice()})

    class Late(dict[str, Voice]):
        def __getitem__(self, name: str) -> Voice:
            found = super().__getitem__(name)
            if name == "club" and not found.posts:
                desk._voices = dict(self)
                desk.replace("club", learn(CLUB))
            return found

    desk._voices = Late(desk._voices)
    desk.assess("shop", Post("the pump was mended"))
    assert desk.assess("shop", Post("mended by our members on evening 71, thank you all")).alternative == "club"
