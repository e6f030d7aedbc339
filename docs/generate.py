"""Writes docs/reference from the code, so that the reference cannot say anything else than the program.

    python docs/generate.py            write the pages (what `make docs` runs)
    python docs/generate.py --check    name the pages that are out of date; exit 1 if there are any

Each page is a pure function of the code: no clock, no data of an installation. Only settings.py wants a
home when it is imported, so a throw-away one is given unless the caller has set one.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference"
NOTE = "<!-- made by `make docs`; do not edit -->"
DEFAULT_HOME = "`$XDG_DATA_HOME/slipguard`, or `~/.local/share/slipguard`"


def page(title: str, *parts: str) -> str:
    """A whole page with its note."""
    return "\n\n".join([NOTE, f"# {title}", *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; cells are made safe for it."""
    clean = [[" ".join(cell.replace("|", "\\|").split()) for cell in row] for row in rows]
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in clean])


def first_words(thing: object) -> str:
    """The first paragraph of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")


# ---- the command line --------------------------------------------------------------------------------
def commands() -> dict[str, Any]:
    """Words such as recall or channel add -> the command as the command line itself knows it."""
    import typer.main

    from slipguard.cli import cli

    return dict(_walk(typer.main.get_command(cli), ""))


def _walk(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _walk(command, f"{before}{name} ")
        else:
            yield before + name, command


def _default(parameter: Any) -> str:
    value = parameter.default
    if parameter.required or value in (None, "", False, ()) or callable(value):
        return ""
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def cli_page() -> str:
    """One section a command."""
    sections = []
    for name, command in sorted(commands().items()):
        positional = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
        usage = " ".join(
            ["slipguard", name, *(["[OPTIONS]"] if options else []), *(str(p.name).upper() for p in positional)]
        )
        rows = [[f"`{str(p.name).upper()}`", p.help or "", ""] for p in positional]
        rows += [["`" + ", ".join(p.opts) + "`", p.help or "", _default(p)] for p in options]
        body = [f"## slipguard {name}", f"```\n{usage}\n```", inspect.cleandoc(command.help or "")]
        body += [table(["", "what it is", "default"], rows)] if rows else []
        sections.append("\n\n".join(body))
    intro = (
        "Everything that the command line can do. `slipguard COMMAND --help` says the same.\n\n"
        "A failure is one line that says what happened and one that says what to do next, on standard error, "
        "with exit code 2; with `--json` it is an object with `error`, `title` and `next_step` on standard "
        "output. Where a server runs on the same data, the commands that need the engine act through it."
    )
    return page("Command line", intro, *sections)


# ---- the API -----------------------------------------------------------------------------------------
def schema() -> dict[str, Any]:
    """The OpenAPI document, as /api/v1/openapi.json serves it."""
    from slipguard import app

    app.configure()
    from slipguard.api.root import api

    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def _kind(found: dict[str, Any]) -> str:
    if "$ref" in found:
        name = str(found["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in found:
        return " or ".join(_kind(each) for each in found["anyOf"])
    if found.get("type") == "array":
        return f"list of {_kind(found.get('items', {}))}"
    return str(found.get("format") or found.get("type") or "anything")


def _content(body: dict[str, Any]) -> str:
    for kind in body.get("content", {}).values():
        return _kind(kind["schema"])
    return ""


def _operation(path: str, method: str, said: dict[str, Any]) -> str:
    lines = [f"### {method.upper()} {path}", str(said.get("description", said.get("summary", "")))]
    asked = [
        [
            f"`{p['name']}`",
            p["in"],
            _kind(p["schema"]),
            "yes" if p.get("required") else f"no, default `{p['schema'].get('default', 'null')}`",
        ]
        for p in said.get("parameters", [])
    ]
    if asked:
        lines.append(table(["parameter", "in", "kind", "needed"], asked))
    if said.get("requestBody"):
        lines.append(f"Takes {_content(said['requestBody'])}.")
    good = [f"{code} {_content(answer)}".strip() for code, answer in said["responses"].items() if int(code) < 300]
    lines.append(f"Answers {' or '.join(good)}.")
    return "\n\n".join(lines)


def api_page() -> str:
    """Operations by tag, then the shapes."""
    document = schema()
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            groups.setdefault(said["tags"][0], []).append(_operation(path, method, said))
    shapes = []
    for name, shape in sorted(document["components"]["schemas"].items()):
        needed = shape.get("required", [])
        rows = [
            [f"`{field}`", _kind(found), "yes" if field in needed else "no"]
            for field, found in shape.get("properties", {}).items()
        ]
        shapes.append(
            "\n\n".join([f"### {name}", shape.get("description", ""), table(["field", "kind", "always there"], rows)])
        )
    intro = (
        f"{document['info']['description']}\n\n"
        "A running server describes itself at `/api/v1/docs` (for reading) and `/api/v1/openapi.json` (for "
        "programs). Every failure is `application/problem+json` in the shape [Problem](#problem): the status is "
        "400, 401, 403, 404, 409, 422 or 503, and `next_step` says what to do."
    )
    sections = ["\n\n".join([f"## {tag.capitalize()}", *found]) for tag, found in groups.items()]
    return page("HTTP API", intro, *sections, "## Shapes", *shapes)


# ---- networks, settings, errors ----------------------------------------------------------------------
def networks_page() -> str:
    """What each adapter declares about itself."""
    from slipguard.networks import NETWORKS

    every = [adapter.facts for adapter in NETWORKS.values()]
    spoken, by_hand = ([f for f in every if f.by_hand is wanted] for wanted in (False, True))
    intro = "What each network adapter declares about itself (`facts` in `src/slipguard/networks/*/`)."
    return page(
        "Networks",
        intro,
        _declared(spoken),
        "## Watched by hand",
        "No program here speaks to these networks. An account can be entered with its name and public address: "
        "then an incident asks a person to look there and guides them through the delete "
        "([how](../howto/watch-by-hand.md)).",
        _declared(by_hand),
    )


def _costs(facts: Any) -> str:
    says = [facts.cost(*act) for act in (("publish", ""), ("publish", "https://example.org"), ("recall", ""),
                                      ("mentions", "8"))]
    return " ".join(dict.fromkeys(filter(None, says))) or "nothing"


# what each field of Facts is called in the table; tests/house/test_docs.py knows of fields that are missing
DECLARED: dict[str, tuple[str, Callable[[Any], str]]] = {
    "name": ("name in commands", lambda f: f"`{f.name}`"),
    "post_limit": ("longest post", lambda f: f"{f.post_limit:,} {f.limit_counts}"),
    "pictures": ("pictures with a post", lambda f: _pictures(f.pictures)),
    "delete_quota": ("delete quota", lambda f: f.delete_quota),
    "idempotent_publish": ("publishing twice with one key", lambda f: f.idempotent_publish),
    "watches_by": ("watched by", lambda f: "; ".join(f.watches_by)),
    "manual_delete": ("deleting by hand", lambda f: f.manual_delete),
    "cost": ("an act costs", _costs),
    "proven_by": ("a delete is proven by", lambda f: f.proven_by),
    "cannot": ("cannot", lambda f: "; ".join(f"**{verb}**: {why}" for verb, why in f.cannot.items()) or "nothing"),
    "fields": ("connecting asks for", lambda f: "; ".join(f"`{key}`: {label}" for key, label, _ in f.fields)),
}


def _pictures(rules: Any) -> str:
    from slipguard.core.writing import clock

    if rules is None:
        return "none by Slipguard"
    kinds = " or ".join(kind.partition("/")[2].upper() for kind in rules.media_types)
    film = "no film"
    if rules.film is not None:
        bounds = [f"{rules.film.size / 1_000_000:g} MB", clock(rules.film.seconds) if rules.film.seconds else ""]
        film = f"one film (MP4) of up to {' and '.join(bound for bound in bounds if bound)}"
    return (f"{rules.count}, each up to {rules.size / 1_000_000:g} MB as {kinds}, described in up to {rules.alt:,} "
            f"characters{', also without a text' if rules.alone else ''}; or {film}")


def _declared(networks: list[Any]) -> str:
    rows = [[what, *(say(f) for f in networks)] for what, say in DECLARED.values()]
    return table(["", *(f.title for f in networks)], rows)


def remarks(source: str, of_class: str) -> dict[str, str]:
    """field -> the comment at the end of its line, in one class of a source text."""
    lines = source.splitlines()
    kind = next(n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef) and n.name == of_class)
    found = {}
    for node in kind.body:
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        if isinstance(target, ast.Name):
            after = lines[node.end_lineno - 1][node.end_col_offset :]  # type: ignore[operator,index]
            said = after.partition("#")[2].strip()
            found[target.id] = re.sub(r"^noqa: \S+ \([^)]*\);?\s*", "", said)
    return found


def settings_page() -> str:
    """The fields of Config with the comments beside them."""
    from slipguard import settings

    said = remarks(inspect.getsource(settings), "Config")
    rows = []
    for field in dataclasses.fields(settings.Config):
        name, kind = field.name, str(field.type)
        default = DEFAULT_HOME if name == "home" else f"`{field.default}`" if field.default != "" else ""
        rows.append(
            [
                f"`SLIPGUARD_{name.upper()}`",
                {
                    "str": "text",
                    "bool": "true or false",
                    "int": "whole number",
                    "float": "number",
                    "Path": "folder",
                }.get(kind, kind),
                default,
                said.get(name, ""),
            ]
        )
    intro = (
        "All that an installation can set, as environment variables. Nothing has to be set.\n\n"
        "What belongs to one account (mode, false-alarm budgets, undo window) is not here: it is set on the "
        "account's page, because its owner decides it."
    )
    return page("Settings", intro, table(["variable", "kind", "default", "what it is"], rows))


def errors_page() -> str:
    """The tables of core/errors.py, and the five shapes of networks/protocol.py."""
    from slipguard.core import errors
    from slipguard.networks import protocol

    reasons = remarks(inspect.getsource(protocol), "Reason")
    known = {member.value: reasons.get(name, "") for name, member in protocol.Reason.__members__.items()}
    known |= {
        "unsupported": "the server has no such verb",
        "gave_up": "it answered, but a reader still sees the post",
        "unknown": "no answer, and nobody can tell whether it happened",
    }
    refused = [[f"`{key}`", known.get(key, ""), says] for key, says in errors.DELETE_REFUSED.items()]
    unsent = [[f"`{key}`", known.get(key, ""), says] for key, says in errors.PUBLISH_REFUSED.items()]
    shapes = [[f"`{kind.__name__}`", first_words(kind)] for kind in protocol.NetworkFailure.__subclasses__()]
    kinds = errors.SlipguardError.__subclasses__()
    codes = [[f"`{kind.code}`", str(kind.status), first_words(kind)] for kind in kinds]
    codes.append(["`sign_in`", "401", "API only: the call carries no valid token and no browser session."])
    return page(
        "Errors",
        "Every failure that a person is shown says what happened and what to do next.",
        "## What Slipguard refuses",
        "`code` is in the `type` of a problem+json answer and in `error` of the command line's `--json`.",
        table(["code", "HTTP status", "meaning"], codes),
        "## A delete that did not work",
        "These words stand in the incident, beside a link to where the post is deleted by hand.",
        table(["reason", "what the network answered", "what the person is told"], refused),
        "## A post that did not go out",
        table(["reason", "what the network answered", "what the person is told"], unsent),
        "## The five shapes of a network's failure",
        "What an adapter may raise (`src/slipguard/networks/protocol.py`); each carries one of the reasons above.",
        table(["shape", "meaning"], shapes),
    )


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "api.md": api_page,
    "networks.md": networks_page,
    "settings.md": settings_page,
    "errors.md": errors_page,
}


def main(arguments: list[str]) -> int:
    """Write, or compare."""
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        print(f"out of date: {', '.join(stale)}; run: make docs", file=sys.stderr)
        return 1
    print(f"docs/reference: {', '.join(stale) or 'nothing'} {'' if '--check' in arguments else 'written'}".rstrip())
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="slipguard-docs-") as home:
        os.environ["SLIPGUARD_HOME"] = home
        sys.exit(main(sys.argv[1:]))
