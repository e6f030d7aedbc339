"""What reads a stranger's film: a small program of its own, started by filming.py for one file, with bounds.

Parsers of films have a long history of holes, and a few bytes can ask for gigabytes: whatever happens here happens to
this process, which has neither the database nor a sign-in. `python -m slipguard.storage.film_reader FILM POSTER`
reads the film from standard input, writes it anew without metadata, its first picture as a JPEG, and on standard
output what it found: {"width", "height", "seconds"}, or {"what", "next_step"} for a film that is not taken.

Nothing is encoded again: the picture and sound packets of one stream each go over as they are. What stays behind:
the container's and the streams' metadata (place, telephone, date), tracks of other data (a telephone's positions),
further sounds, covers, subtitles, and the picture stream's own messages (H.264 SEI, where cameras note time and place).
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from typing import TYPE_CHECKING, Any

from slipguard.core.errors import BadInput

if TYPE_CHECKING:
    from av.container import InputContainer

MEMORY, PROCESSOR = 2_000_000_000, 120  # bytes of address space, seconds
PIXELS = 4096 * 2304  # more than any network here takes
POSTER = 960  # pixels of a side
_NAMES = {"hevc": "HEVC (H.265)", "av1": "AV1", "vp8": "VP8", "vp9": "VP9", "prores": "ProRes", "mjpeg": "Motion JPEG",
          "mpeg4": "MPEG-4 part 2", "libdav1d": "AV1", "h264": "H.264 with finer colours than 8 bits in 4:2:0"}
_AGAIN = "Save or share it as MP4 with H.264 and AAC sound (what phones call “most compatible”) and add that."
_DAMAGED = BadInput("The film is damaged: it cannot be read to its end.", "Save or copy it anew and add it again.")


def main() -> None:
    """One film, and out."""
    size = os.fstat(0).st_size
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, PROCESSOR),
                       (resource.RLIMIT_FSIZE, 2 * size + 10_000_000), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    import av

    av.logging.set_level(av.logging.PANIC)
    try:
        _whole(size)
        os.lseek(0, 0, os.SEEK_SET)
        told = _read(io.FileIO(0, closefd=False), sys.argv[1], sys.argv[2])
    except BadInput as refused:
        told = {"what": refused.what, "next_step": refused.next_step}
    except (av.error.FFmpegError, ValueError, OverflowError, ArithmeticError):
        told = {"what": _DAMAGED.what, "next_step": _DAMAGED.next_step}
    sys.stdout.write(json.dumps(told))


def _read(source: io.FileIO, film: str, poster: str) -> dict[str, Any]:
    import av

    with av.open(source, format="mov", metadata_errors="ignore") as found:  # by name: no other parser is tried
        video, sound = _streams(found)
        told = _poster(found, video, poster)
        found.seek(0, backward=True)
        with av.open(film, "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as made:
            told["seconds"] = _copied(found, [one for one in (video, sound) if one is not None], made)
    return told


def _whole(size: int) -> None:
    """BadInput where the file was cut off: its boxes (ISO 14496-12) have to end where it ends."""
    at = 0
    while at < size:
        head = os.pread(0, 16, at)
        length = int.from_bytes(head[:4])
        if length == 1:
            length = int.from_bytes(head[8:])
        if length == 0:  # to the end of the file
            return
        if length < 8 or at + length > size:
            raise _DAMAGED
        at += length


def _streams(found: InputContainer) -> tuple[Any, Any]:
    """(the picture stream, the sound or None). BadInput for what networks do not take."""
    from av.stream import Disposition

    films = [one for one in found.streams.video if not one.disposition & Disposition.attached_pic]
    if not films:
        raise BadInput("There is no picture in this film, only sound or nothing.", "Choose another file.")
    if len(films) > 1:
        raise BadInput(f"There are {len(films)} films in this file.", "Save the one that is meant by itself.")
    video = films[0]
    codec = video.codec_context.name if video.codec_context else "an unknown way"
    if codec != "h264" or video.codec_context.pix_fmt not in ("yuv420p", "yuvj420p"):
        raise BadInput(f"The film is coded as {_NAMES.get(codec, codec)}; networks take H.264.", _AGAIN)
    if not 0 < video.width * video.height <= PIXELS:
        raise _too_large(video.width, video.height)
    sounds = [one for one in found.streams.audio if one.codec_context and one.codec_context.name == "aac"]
    if found.streams.audio and not sounds:
        raise BadInput("The film's sound is not AAC, which networks take.", _AGAIN)
    return video, next(iter(sounds), None)


def _poster(found: InputContainer, video: Any, into: str) -> dict[str, Any]:
    """Its first picture, upright; the size as it is looked at."""
    video.codec_context.thread_count = 1
    video.codec_context.options = {"max_pixels": str(PIXELS)}
    frame = next(found.decode(video), None)
    if frame is None:
        raise BadInput("There is not one picture in this film.", "Choose another file.")
    if not 0 < frame.width * frame.height <= PIXELS:
        raise _too_large(frame.width, frame.height)
    shape = float(video.sample_aspect_ratio or 1)
    width, height = round(frame.width * (shape if 0.1 < shape < 10 else 1)), frame.height
    shown = frame.to_image().resize((width, height))
    turned = round(frame.rotation / 90) * 90 % 360
    if turned:
        shown = shown.rotate(turned, expand=True)
    width, height = shown.size
    shown.thumbnail((POSTER, POSTER))
    shown.save(into, "JPEG", quality=85)
    return {"width": width, "height": height}


def _copied(found: InputContainer, streams: list[Any], made: Any) -> float:
    """Packet by packet; how many seconds it runs. BadInput where the file ends before it should."""
    from av.bitstream import BitStreamFilterContext

    to = {one.index: made.add_stream_from_template(one) for one in streams}
    for stream in to.values():
        stream.metadata.clear()
    bare = BitStreamFilterContext("filter_units=remove_types=6", streams[0], to[streams[0].index])
    begins: dict[int, float] = {}
    ends: dict[int, float] = {}
    for packet in found.demux(streams):
        if packet.dts is None:
            continue  # the mark of the end
        if packet.is_corrupt:
            raise _DAMAGED
        number, shown = packet.stream.index, packet.dts if packet.pts is None else packet.pts
        at = float(shown * packet.time_base)
        begins[number] = min(begins.get(number, at), at)
        ends[number] = max(ends.get(number, at), at + float((packet.duration or 0) * packet.time_base))
        for one in bare.filter(packet) if number == streams[0].index else [packet]:
            one.stream = to[number]
            made.mux(one)
    if not all(one.index in ends for one in streams):
        raise _DAMAGED
    for one in streams:
        told = float((one.duration or 0) * one.time_base)
        if ends[one.index] - begins[one.index] < 0.9 * told - 1:
            raise _DAMAGED
    return round(max(ends[n] - begins[n] for n in ends), 2)


def _too_large(width: int, height: int) -> BadInput:
    return BadInput(f"The film has {width} × {height} pixels, more than any network takes.",
                    "Save it smaller (1080p, say) and add it again.")


if __name__ == "__main__":
    main()
