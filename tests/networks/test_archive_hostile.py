"""Files that mean harm, or are broken: a clear refusal, in bounded memory, and never a crash."""

from __future__ import annotations

import gzip
import io
import random
import stat
import struct
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.archives.making import FORMS, varint
from slipguard.core.errors import BadArchive
from tests.networks.archive_rig import ACCOUNT_JS, made, read, x_zip, zipped

TWEETS = 'window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "secret words"}}]'


def refused(data: bytes | Path, says: str, name: str = "file") -> None:
    """It is refused in these words, with a next step and without a word of a post."""
    with pytest.raises(BadArchive, match=says) as why:
        read(data, name)
    assert why.value.next_step and "secret" not in str(why.value)


# ---- zip -------------------------------------------------------------------------------------------
def test_a_zip_bomb_is_recognised_before_it_grows() -> None:
    """400 MB of blanks in half a megabyte: refused at once."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("data/account.js", ACCOUNT_JS)
        with bomb.open("data/tweets.js", "w", force_zip64=True) as tweets:
            for _ in range(400):
                tweets.write(b" " * 1024**2)
    started = time.process_time()
    refused(file.getvalue(), "beyond all measure")
    assert time.process_time() - started < 2


def test_a_zip_that_lies_about_its_size_is_cut_off() -> None:
    """The declared size is small; what comes is judged by it."""
    data = bytearray(x_zip(TWEETS + " " * 5_000_000))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, len(TWEETS))
    refused(bytes(data), "breaks off|damaged")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\..\\x", "C:\\x", "C:/x"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_are_refused(name: str, kind: str) -> None:
    """Nothing is ever unpacked, and such a file is still no network's."""
    if kind == "zip":
        refused(x_zip(TWEETS, **{name: "x"}), "leads out of it")
        return
    refused(tarred({"outbox.json": b"{}", name: b"x"}), "leads out of it")


def tarred(members: dict[str, bytes], change: Callable[[tarfile.TarInfo], None] = lambda _: None) -> bytes:
    """A tar.gz of these members."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            change(info)
            tar.addfile(info, io.BytesIO(data) if info.size else None)
    return file.getvalue()


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    """A zip's or tar's link could point at the server's own files; in a folder it is not followed."""
    link = zipfile.ZipInfo("data/tweets.js")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made_of:
        made_of.writestr(link, "/etc/passwd")
    refused(file.getvalue(), "link")
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        def change(info: tarfile.TarInfo, kind: bytes = kind) -> None:
            info.type, info.linkname, info.size = kind, "/etc/passwd", 0

        refused(tarred({"outbox.json": b""}, change), "link or a device")
    (tmp_path / "secret.js").write_text(TWEETS)
    (tmp_path / "export" / "data").mkdir(parents=True)
    (tmp_path / "export" / "data" / "tweets.js").symlink_to(tmp_path / "secret.js")
    (tmp_path / "export" / "data" / "account.js").write_text(ACCOUNT_JS)
    with pytest.raises(StopIteration):
        read(tmp_path / "export")  # no form is recognised: the link is not there


def test_too_many_members_are_refused_before_they_are_listed() -> None:
    """A zip of three hundred thousand names never becomes three hundred thousand objects."""
    data = bytearray(x_zip(TWEETS))
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, at + 8, 0xFFFF, 0xFFFF)
    struct.pack_into("<I", data, at + 12, 0x7FFFFFFF)
    refused(bytes(data), "more than any export")


def test_other_odd_zips_are_refused() -> None:
    """A password, an uncommon method, a name twice, two archives in one, one within another."""
    data = bytearray(x_zip(TWEETS))
    for at in (data.find(b"PK\x01\x02"), data.rfind(b"PK\x01\x02")):
        data[at + 8] |= 1
    refused(bytes(data), "password")
    refused(zipped({"data/account.js": ACCOUNT_JS, "data/tweets.js": TWEETS}, compression=zipfile.ZIP_LZMA), "uncommon")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as twice, pytest.warns(UserWarning):
        for _ in range(2):
            twice.writestr("data/tweets.js", TWEETS)
    refused(file.getvalue(), "twice")
    refused(x_zip(TWEETS, **{"other/data/tweets.js": TWEETS}), "two X archives")
    refused(x_zip(TWEETS, **{"other/data/account.js": ACCOUNT_JS}), "two accounts")
    refused(zipped({"data/tweets.js": TWEETS}), "whose it is")


# ---- gzip and tar ----------------------------------------------------------------------------------
def test_a_gzip_bomb_stops_growing() -> None:
    """A hundred megabytes from a tenth of one, alone and as a tar's member, is given up early."""
    bomb = gzip.compress(b"a\n" * (50 * 1024**2), 9)
    started = time.process_time()
    refused(bomb, "beyond all measure", "posts.csv")
    refused(tarred({"outbox.json": b"[" + b" " * (100 * 1024**2)}), "beyond all measure")
    assert time.process_time() - started < 20


def test_a_tar_header_does_not_decide_about_our_memory() -> None:
    """A name of a gigabyte, as GNU tar and pax allow, is refused and not read."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1024**3
    block = info.tobuf(tarfile.GNU_FORMAT)
    refused(block + b"a" * 10_240, "headers of a size|damaged")


# ---- JSON ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tweets", [
    TWEETS[:-1], TWEETS[:-30], TWEETS[:20], "", "null", "[]", "<html>secret</html>",
    TWEETS.replace("secret", '"secret'), TWEETS.encode().replace(b"secret", b"secret\xff\xfe"),
    "window.YTD.tweets.part0 = " + "[" * 100_000, TWEETS.replace('"1"', "1" * 5000),
    'window.YTD.tweets.part0 = [{"tweet": ' + '{"a":' * 50_000,
])
def test_broken_posts_are_refused(tweets: str | bytes) -> None:
    """Half a file, two quotation marks, letters that are none, nesting without end: a refusal in words."""
    refused(x_zip(tweets), "breaks off|does not begin|no post")


def test_a_post_of_ten_megabytes_is_refused() -> None:
    """Memory for one record has a ceiling."""
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz \\n", k=10_000_000)).replace("\\", "")
    refused(x_zip(TWEETS.replace("secret", noise)), "4 MB")


# ---- CAR -------------------------------------------------------------------------------------------
def test_a_changed_block_is_noticed() -> None:
    """Each block is held against its name: one other letter, and the file is refused."""
    data = made("bluesky")
    at = data.index(b"lotertag") if b"lotertag" in data else data.index(b"tag ")
    refused(data[:at] + b"L" + data[at + 1 :], "damaged", "repo.car")


def test_a_repository_without_some_of_its_posts_is_refused() -> None:
    """Cut between two blocks it is well-formed, and still not whole."""
    data = made("bluesky")
    cuts, at = [], 0
    while at < len(data):
        length, shift = 0, 0
        while True:
            byte = data[at]
            length |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                break
        at += length
        cuts.append(at)
    assert varint(300) == b"\xac\x02" and len(cuts) > 40
    for cut in cuts[1:-1]:
        refused(data[:cut], "damaged|half|listed|whose", "repo.car")


# ---- every half file -------------------------------------------------------------------------------
WHOLE = {form: made(form, 30) for form in FORMS}
COMPLETE = {form: read(data, FORMS[form][1])[1] for form, data in WHOLE.items()}


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1, exclude_max=True))
def test_half_a_file_is_refused_or_its_posts_are_true(form: str, share: float) -> None:
    """However an archive is cut: a refusal in words, or (plain files) a beginning of the very same posts."""
    cut = WHOLE[form][: int(share * len(WHOLE[form]))]
    try:
        found = read(cut, FORMS[form][1])[1]
    except BadArchive as why:
        assert why.what and why.next_step
        return
    assert form in ("csv", "jsonl"), "half a container was taken for a whole one"
    whole = COMPLETE[form]
    assert [post.text for post in found[:-1]] == [post.text for post in whole[: max(0, len(found) - 1)]]


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 10**9), st.integers(0, 255))
def test_one_wrong_byte_is_refused_or_read(form: str, place: int, byte: int) -> None:
    """Damage anywhere never becomes a crash."""
    data = bytearray(WHOLE[form])
    data[place % len(data)] = byte
    try:
        read(bytes(data), FORMS[form][1])
    except (BadArchive, StopIteration) as why:
        assert isinstance(why, StopIteration) or why.next_step


@settings(max_examples=200)
@given(st.binary(max_size=400),
       st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"\x3a\xa2eroots", b"{", b"["]))
def test_noise_is_refused_or_read(noise: bytes, start: bytes) -> None:
    """Any bytes at all behind any beginning."""
    try:
        read(start + noise, "posts.csv")
    except (BadArchive, StopIteration) as why:
        assert isinstance(why, StopIteration) or why.next_step
