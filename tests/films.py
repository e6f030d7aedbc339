"""Small real films, made where they are needed: no test keeps one in the repository."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import numpy as np

SECRET = "SECRET-PLACE"


def made(
    seconds: float = 1, width: int = 64, height: int = 48, codec: str = "libx264", sound: str = "aac",
    kind: str = "mp4", pixels: str = "yuv420p", films: int = 1, metadata: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
) -> bytes:
    """A film of moving grey. `sound`: an encoder, "" for none; `films`: so many picture streams."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format=kind, options={"movflags": "use_metadata_tags"}) as film:
        film.metadata.update(metadata or {})
        streams: list[Any] = []
        for _ in range(films):
            video = film.add_stream(codec, rate=10, options=options or {})
            video.width, video.height, video.pix_fmt = width, height, pixels
            video.metadata.update(metadata or {})
            streams.append(video)
        audio: Any = film.add_stream(sound, rate=48000) if sound else None
        if audio is not None:
            audio.layout = "mono"
        for number in range(max(1, round(seconds * 10))):
            for video in streams:
                frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), 20 * number % 256, np.uint8), "rgb24")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                film.mux(video.encode(frame))
        for video in streams:
            film.mux(video.encode())
        if audio is not None:
            count = round(seconds * 48000)
            for at in range(0, count, 1024):
                piece = np.zeros((1, min(1024, count - at)), np.float32)
                heard = av.AudioFrame.from_ndarray(piece, "fltp", "mono")
                heard.sample_rate, heard.pts, heard.time_base = 48000, at, Fraction(1, 48000)
                film.mux(audio.encode(heard))
            film.mux(audio.encode())
    return out.getvalue()


def turned(content: bytes) -> bytes:
    """The same film as a telephone held upright makes it: lying, with a note to turn it by a quarter."""
    upright = b"".join(n.to_bytes(4) for n in (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30))
    lying = b"".join(n.to_bytes(4) for n in (0, 1 << 16, 0, 2**32 - (1 << 16), 0, 0, 0, 0, 1 << 30))
    at = content.index(upright, content.index(b"tkhd"))
    return content[:at] + lying + content[at + len(upright):]
