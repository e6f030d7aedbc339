"""What comes in as a picture: only pixels stay, upright, in the right colours, and nothing hostile gets through."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from slipguard.core.errors import BadInput
from slipguard.core.types import PictureRules
from slipguard.storage.imaging import LARGE, LONGEST, SMALL, cleaned, fitted, squared

SECRET = b"SECRETPLACE"
LATITUDE, LONGITUDE = "52.5200", "13.4050"


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """A file of a picture."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 400, height: int = 300) -> Image.Image:
    """Noise: what compresses worst."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def with_exif(orientation: int = 1) -> Image.Exif:
    """A telephone's: where, with what, which way up."""
    exif = Image.Exif()
    exif[0x0110] = SECRET.decode()  # model
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0), 29: "2026:11:22"})
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_stays(kind: str) -> None:
    """Place, telephone, comment, XMP and profile are gone from the bytes, whatever the kind of file."""
    options: dict[str, Any] = {"exif": with_exif(), "icc_profile": ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes()}
    if kind == "JPEG":
        options |= {"comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Location", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options |= {"pnginfo": text}
    before = saved(photo(), kind, **options)
    assert SECRET in before
    picture, after = cleaned(before + SECRET)  # and behind the end
    assert SECRET not in after
    for word in (b"Exif", b"GPS", b"ICC_PROFILE", b"iCCP", b"eXIf", b"tEXt", b"iTXt", b"xmp"):
        assert word not in after
    read = Image.open(io.BytesIO(after))
    assert not read.getexif() and not read.info.get("icc_profile") and not read.info.get("comment")
    assert (picture.size, picture.width, picture.height) == (len(after), 400, 300)


def test_it_is_upright() -> None:
    """A photo that was taken sideways is turned, and its measures are those that are looked at."""
    sideways = Image.new("RGB", (60, 40), "white")
    sideways.paste("red", (0, 0, 20, 40))  # the left third
    picture, content = cleaned(saved(sideways, "JPEG", exif=with_exif(6), quality=95))
    assert (picture.width, picture.height) == (40, 60)
    upright = Image.open(io.BytesIO(content)).convert("RGB")
    top, bottom = upright.getpixel((20, 5)), upright.getpixel((20, 55))
    assert isinstance(top, tuple) and top[0] > 200 > 60 > top[1]
    assert isinstance(bottom, tuple) and min(bottom) > 200


def test_a_telephones_double_picture_is_one() -> None:
    """A JPEG that carries a second picture (depth, brightness) is its first one, without the other."""
    whole = saved(photo(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), "red")])
    picture, content = cleaned(whole)
    assert picture.media_type == "image/jpeg"
    assert getattr(Image.open(io.BytesIO(content)), "n_frames", 1) == 1
    assert b"MPF" not in content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_sort_of_pixels(mode: str) -> None:
    """Grey, palettes, transparency, print colours and sixteen bits come out as what every network shows."""
    grey = Image.new("I;16", (20, 10), 40_000) if mode == "I;16" else Image.new("RGB", (20, 10), "teal").convert(mode)
    picture, content = cleaned(saved(grey, "JPEG" if mode == "CMYK" else "PNG"))
    read = Image.open(io.BytesIO(content))
    assert read.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")
    assert (picture.width, picture.height) == (20, 10)
    if mode == "I;16":
        assert read.convert("L").getpixel((5, 5)) == 40_000 // 256


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises far more pixels than its bytes could hold."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(("content", "says"), [
    (b"", "no picture"),
    (b"<html><script>alert(1)</script>", "no picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    (b"\x00\x00\x00\x18ftypheic" + b"\0" * 100, "HEIC"),
    (b"%PDF-1.4", "PDF"),
    (b"\x00\x00\x00\x18ftypisom" + b"\0" * 100, "a film (MP4)"),
    (b"\x00\x00\x00\x18ftypisom" + b"\0" * 16_000_000, "a film (MP4)"),
    (saved(photo(), "JPEG")[:20_000], "damaged"),
    (saved(photo(), "PNG")[:20_000], "damaged"),
    (bomb(60_000, 60_000), "pixels"),
    (bomb(7_000, 7_000), "damaged"),
    (saved(photo(), "TIFF"), "no picture"),
    (saved(photo(), "BMP"), "no picture"),
    (b"\xff" * 16_000_001, "16.0 MB"),
    (saved(photo(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300))]), "This GIF moves"),
    (saved(photo(), "WEBP", save_all=True, append_images=[Image.new("RGB", (400, 300))]), "This WEBP moves"),
    (saved(photo(), "PNG", save_all=True, append_images=[Image.new("RGB", (400, 300))]), "This PNG moves"),
], ids=["nothing", "a page", "SVG", "HEIC", "PDF", "film", "large film", "half a JPEG", "half a PNG",
        "3.6 billion pixels", "49 million that are not there", "TIFF", "BMP", "too large", "GIF film", "WebP film",
        "PNG film"])
def test_what_is_refused(content: bytes, says: str) -> None:
    """No picture, a damaged one, a bomb, a film, a kind with too large a decoder: refused in words with a way on."""
    with pytest.raises(BadInput) as refused:
        cleaned(content)
    assert says in refused.value.what
    assert refused.value.next_step


def test_too_many_pixels_shrink() -> None:
    """More than any network shows is not kept."""
    picture, _ = cleaned(saved(Image.new("RGB", (6000, 3000)), "PNG"))
    assert (picture.width, picture.height) == (LONGEST, LONGEST // 2)


def test_small_enough_for_the_network_and_the_same_each_time() -> None:
    """What a network does not take is made to fit; twice gives the same bytes, and what fits is left alone."""
    picture, content = cleaned(saved(photo(1200, 900), "PNG"), "Noise.")
    rules = PictureRules(size=200_000)
    small, made = fitted(picture, content, rules)
    assert len(made) == small.size <= 200_000
    assert (small.media_type, small.alt) == ("image/jpeg", "Noise.")
    read = Image.open(io.BytesIO(made))
    assert read.size == (small.width, small.height)
    assert abs(small.width / small.height - 4 / 3) < 0.02
    assert fitted(picture, content, rules)[1] == made
    assert fitted(small, made, rules) == (small, made)


def test_a_workspace_picture_is_the_middle_square_and_pixels_alone() -> None:
    """Two small squares of a wide photograph: its middle, upright, and nothing that the telephone knew."""
    wide = Image.new("RGB", (900, 300), "white")
    wide.paste("red", (300, 0, 600, 300))
    made = squared(saved(wide, "JPEG", exif=with_exif()))
    assert sorted(made) == [SMALL, LARGE]
    for side, content in made.items():
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("JPEG", (side, side))
        assert image.getpixel((2, 2))[0] > 200 > 60 > image.getpixel((2, 2))[1]  # type: ignore[index]
        assert SECRET not in content and b"Exif" not in content
    drawing = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    corner = Image.open(io.BytesIO(squared(saved(drawing, "PNG"))[SMALL])).getpixel((0, 0))
    assert corner == (255, 255, 255), "what is transparent lies on white"


@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", saved(photo(400, 63), "JPEG"), saved(photo(), "JPEG")[:900],
    b"\x00" * 17_000_000])
def test_what_is_no_workspace_picture_is_refused(content: bytes) -> None:
    """Drawings in SVG, nothing, too small, broken, too heavy: refused with what to do next."""
    with pytest.raises(BadInput) as refused:
        squared(content)
    assert refused.value.next_step
