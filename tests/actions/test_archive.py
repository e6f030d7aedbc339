"""The parser of an uploaded archive."""

from __future__ import annotations

import pytest

from slipguard.actions.archive import LIMIT, read
from slipguard.core.errors import BadInput


def test_one_post_a_line_and_json_lines_are_both_read() -> None:
    """People bring what they have."""
    given = '\ufeffplain words\n\n{"text": "from json\\nwith a break", "id": 4}\r\n{"text": ""}\n'.encode()
    assert [post.text for post in read([given], len(given))] == ["plain words", "from json\nwith a break"]


@pytest.mark.parametrize(("given", "says"), [
    (b"\xff\xfe\x00", "UTF-8"), (b"{not json", "Line 1"), (b'fine\n{"body": "x"}', "Line 2"),
    (b'{"text": 5}', "no “text”"),
])
def test_what_cannot_be_read_is_named(given: bytes, says: str) -> None:
    """The line and the reason, nothing learnt."""
    with pytest.raises(BadInput, match=says):
        read([given], len(given))


def test_a_file_above_the_limit_is_not_even_read() -> None:
    """20 MB of posts are more than anybody wrote."""
    def never() -> object:
        raise AssertionError("it was read")
        yield b""

    with pytest.raises(BadInput, match="20 MB"):
        read(never(), LIMIT + 1)  # type: ignore[arg-type]
