"""Pictures with Pillow, which no other file imports: what comes in is decoded with care, what is kept is pixels alone.

Nothing of a file survives but its pixels: no EXIF (place, time, telephone), XMP, comment, thumbnail, colour profile,
nor what hangs behind its end. Same input, same bytes. Pillow is imported when a picture comes or goes: 0.1 s.
"""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from slipguard.core.errors import BadInput
from slipguard.core.types import Picture, PictureRules
from slipguard.core.writing import Objection, film_kind, fits, foreign, megabytes, moving

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 16_000_000  # bytes of a file that is taken
PIXELS = 50_000_000  # a telephone's largest; decoded it takes three to four times as many bytes
LONGEST = 4096  # pixels of a side that are kept: no network here shows more
PREVIEW = 480  # pixels of a side on our own pages, which are kept light
SMALL, LARGE = 64, 192  # pixels of a side of a workspace's picture: a sign of 34, and on the sharpest screens
_KINDS = ("JPEG", "PNG", "WEBP", "GIF")  # by what is in the file, never by its name
_MOVING = ("PNG", "WEBP", "GIF")  # a JPEG's second picture is a thumbnail or a depth, and no film
# (longest side, quality) in turn, until a network takes it: less sharp first, then smaller
_STEPS = ((LONGEST, 88), (2000, 88), (2000, 80), (1600, 78), (1200, 75), (800, 70), (400, 60))
_one = threading.Lock()  # one at a time: each may take 200 MB while it is decoded


def cleaned(content: bytes, alt: str = "") -> tuple[Picture, bytes]:
    """The picture in a file, upright, in sRGB and without metadata; BadInput for all that is no still picture."""
    _not_too_heavy(content)
    with _one:
        image, kind = _opened(content)
        image.thumbnail((LONGEST, LONGEST))
        # photographs come as JPEG or WebP; drawings and screens stay sharp as PNG
        photo = image.mode == "RGB" and kind in ("JPEG", "MPO", "WEBP")
        made = _jpeg(image, 90) if photo else _png(image)
        return Picture("image/jpeg" if photo else "image/png", len(made), image.width, image.height, alt), made


def fitted(picture: Picture, content: bytes, rules: PictureRules) -> tuple[Picture, bytes]:
    """These bytes where the network takes them, else a JPEG of them that it takes. BadInput: there is none."""
    if fits(picture, rules):
        return picture, content
    with _one:
        image, _ = _opened(content)
        for longest, quality in _STEPS:
            image.thumbnail((longest, longest))
            made = _jpeg(image, quality)
            if len(made) <= rules.size:
                return replace(picture, media_type="image/jpeg", size=len(made), width=image.width,
                               height=image.height), made
    raise BadInput("The picture cannot be made small enough for this network.", "Take it out, or choose another one.")


def small(content: bytes) -> bytes:
    """A JPEG for a page of our own: at most PREVIEW pixels long."""
    with _one:
        image, _ = _opened(content)
        image.thumbnail((PREVIEW, PREVIEW))
        return _jpeg(image, 75)


def squared(content: bytes) -> dict[int, bytes]:
    """The middle square of the picture in a file as JPEG, SMALL and LARGE pixels long. BadInput as `cleaned`, and for
    a picture that is smaller than SMALL."""
    from PIL import ImageOps

    _not_too_heavy(content)
    with _one:
        image, _ = _opened(content)
        if min(image.size) < SMALL:
            raise BadInput(f"The picture has {image.width} × {image.height} pixels; at least {SMALL} × {SMALL} are "
                           "needed.", "Choose a larger one.")
        return {side: _jpeg(ImageOps.fit(image, (side, side)), 88) for side in (SMALL, LARGE)}


def _not_too_heavy(content: bytes) -> None:
    if len(content) > LARGEST:
        if film_kind(content):
            raise _refused(foreign(content))  # making it smaller would not help
        raise BadInput(f"The picture has {megabytes(len(content))}; up to {megabytes(LARGEST)} are taken.",
                       "Make it smaller and add it again.")


def _opened(content: bytes) -> tuple[Image.Image, str]:
    """(RGB or RGBA, upright and bare; the file's kind). The pixels are counted before anything is decoded."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own ceiling is lower
            found = Image.open(io.BytesIO(content), formats=_KINDS)
    except Image.DecompressionBombError:  # Pillow's own ceiling, far above ours
        raise _too_many("far more") from None
    except Exception:  # decoders fail in many ways on what is none of their files
        raise _refused(foreign(content)) from None
    if found.width * found.height > PIXELS:
        raise _too_many(f"{found.width} × {found.height}")
    kind = found.format or ""
    if kind in _MOVING and getattr(found, "n_frames", 1) > 1:
        raise _refused(moving(kind))
    try:
        found.draft("RGB", (LONGEST, LONGEST))  # a large JPEG is decoded small at once
        found.load()
        return _bare(ImageOps.exif_transpose(found)), kind
    except Exception:
        raise BadInput("The picture is damaged: it cannot be read to its end.",
                       "Save it anew and add it again.") from None


def _refused(against: Objection) -> BadInput:
    return BadInput(against.what, against.next_step)


def _too_many(pixels: str) -> BadInput:
    return BadInput(f"The picture has {pixels} pixels; up to {PIXELS // 1_000_000} million are taken.",
                    "Make it smaller and add it again.")


def _bare(image: Image.Image) -> Image.Image:
    """The pixels in a picture of their own: what a file says beside them would be written out again."""
    from PIL import Image

    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    image = _in_srgb(image, mode)
    made = Image.new(mode, image.size)
    made.paste(image)
    return made


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """Colours as every screen shows them; a profile that cannot be read is left out of account."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if image.mode in ("P", "PA", "LA") or (image.mode == "L" and mode == "RGBA"):
        image = image.convert(mode)
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own, wanted = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, own, wanted, outputMode=mode)
            image = turned if turned is not None else image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return image.convert(mode)
    return image.convert(mode)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """On white where it is transparent."""
    from PIL import Image

    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
