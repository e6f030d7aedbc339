"""The ceilings. Each stands far above what a network hands out, and far below what hurts a small server."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

ENTRIES = 200_000  # members of a container: an archive with ten years of pictures has some ten thousand
DIRECTORY = 64 * MEGABYTE  # a zip's own list of members
TEXT = 8 * 1024 * MEGABYTE  # bytes of one member that is read, unpacked
# Deflate reaches 1032 on zeros; pretty-printed posts reach 10 to 30, a bot's equal ones 60.
RATIO = 200
RATIO_FROM = 32 * MEGABYTE  # below it a high ratio harms nobody
RECORD = 4 * MEGABYTE  # one post with everything around it: networks write some kilobytes
LONGEST = 20_000  # characters of one post; more is cut
SMALL = 4 * MEGABYTE  # a file that is read whole: whose archive it is, what it holds
CHUNK = 128 * 1024
