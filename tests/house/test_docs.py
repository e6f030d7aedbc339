"""The docs say what the program does: commands, targets, variables and links that they name exist."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OURS = [page for page in PAGES if page.parent.name != "reference"]  # written by hand
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
OUR_IDS = [str(page.relative_to(ROOT)) for page in OURS]
MACHINE = re.compile(r"/home/|/root\b|/Users/|/work/|/tmp/|[A-Z]:\\|\.\./shared")


def _generator() -> ModuleType:
    found = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


GENERATE = _generator()
COMMANDS = GENERATE.commands()


def _code(page: Path) -> Iterator[str]:
    """Every line of a fence and every piece of inline code."""
    text = page.read_text(encoding="utf-8")
    for fence in re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from fence.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def _anchors(page: Path) -> set[str]:
    """The headings of a page as the places that a link can name."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", GENERATE.PAGES)
def test_reference_is_up_to_date(name: str) -> None:
    """Each generated page is what the code says today; otherwise: make docs."""
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == GENERATE.PAGES[name](), f"docs/reference/{name} is out of date; run: make docs"


def test_every_declared_fact_is_in_the_table() -> None:
    """A field that is added to an adapter's Facts shows in the table of networks, or this fails."""
    from dataclasses import fields

    from slipguard.networks.protocol import Facts

    assert {field.name for field in fields(Facts)} - {"title", "limit_counts"} == set(GENERATE.DECLARED)


def _wrong_command(line: str) -> str:
    """What is wrong with the first `slipguard ...` of a line of code; "" for nothing."""
    found = re.search(r"(?:^|[\s/])slipguard ([a-z].*)", line)
    if not found:
        return ""
    said = found[1].split()
    name = next((each for each in (" ".join(said[:2]), said[0]) if each in COMMANDS), "")
    if not name:
        return f"there is no command “slipguard {said[0]}”"
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
    strange = [word for word in re.findall(r"(?<=\s)--[a-z-]+", found[1]) if word not in options]
    return f"slipguard {name} has no {strange[0]}" if strange else ""


@pytest.mark.parametrize("page", OURS, ids=OUR_IDS)
def test_commands_exist(page: Path) -> None:
    """Every `slipguard ...` that a page names is a command, with the options that it is given."""
    wrong = [said for line in _code(page) if (said := _wrong_command(line))]
    assert not wrong, f"{page.name}: {wrong}"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("slipguard recal URL", "no command"),
        (".venv/bin/slipguard chanel add x", "no command"),
        ("slipguard channel", "no command"),
        ("slipguard recall --fast URL", "no --fast"),
        ("slipguard recall --now URL", ""),
        ("slipguard channel add Phone --workspace first", ""),
        ("install -d -o slipguard -g slipguard -m 700 /var/lib/slipguard", ""),
    ],
)
def test_wrong_commands_are_caught(line: str, says: str) -> None:
    """The check of commands fails where it should: otherwise it would pass for the wrong reason."""
    wrong = _wrong_command(line)
    assert says in wrong and bool(says) == bool(wrong)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_targets_exist(page: Path) -> None:
    """Every `make ...` that a page names is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in _code(page):
        for target in re.findall(r"(?:^|&& )make ([a-z-]+)", line):
            assert target in targets, f"{page.name}: the Makefile has no target “{target}”"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_settings_exist(page: Path) -> None:
    """Every SLIPGUARD_... that a page names is a field of Config."""
    from slipguard.settings import Config

    fields = {f"SLIPGUARD_{field.name.upper()}" for field in dataclasses.fields(Config)}
    for name in re.findall(r"SLIPGUARD_[A-Z_]+", page.read_text(encoding="utf-8")):
        assert name in fields, f"{page.name}: there is no setting {name}"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links point to files of the project, and to headings that they have."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.is_relative_to(ROOT), f"{page.name}: {target} leads out of the project"
        assert there.exists(), f"{page.name}: {target} does not exist"
        if heading:
            assert heading in _anchors(there), f"{page.name}: {target} names no heading"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_names_no_machine(page: Path) -> None:
    """No page holds a path of somebody's own machine."""
    found = MACHINE.search(page.read_text(encoding="utf-8"))
    assert found is None, f"{page.name}: “{found[0] if found else ''}”"


def test_every_page_is_found() -> None:
    """Each page under docs is linked from another one: nobody finds what nothing points to."""
    linked = set()
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            linked.add((page.parent / target).resolve())
    lost = [str(page.relative_to(ROOT)) for page in PAGES if page.parent != ROOT and page not in linked]
    assert not lost, f"no page links to {lost}"
