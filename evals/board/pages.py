"""What each page transfers, cold: html, css, js, fonts, images and the first pieces of its stream."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.faces.web import furnished
from tests.faces.web.weight import BUDGET, Scale

SHOWN = 12  # of the heaviest pages; the others are summed up in one line
SETTLE = 700  # ms after "load": the stream's first pieces count, too


def weigh(browser: Browser, url: str, desk: furnished.Desk) -> dict[str, dict[str, int]]:
    """page -> {kind: bytes}; each in a browser of its own, so that nothing is in a cache."""
    found = {}
    for signed_in, pages in ((True, furnished.PAGES), (False, furnished.STRANGERS)):
        for name, address in pages.items():
            context = browser.new_context(base_url=url, storage_state=desk.state if signed_in else None)
            page = context.new_page()
            scale = Scale(page)
            answer = page.goto(desk.address(address))
            missing = name == "not found" or name.startswith("dead ")
            assert answer and (answer.status == 404) == missing, f"{address}: {answer and answer.status}"
            page.wait_for_load_state("load")
            page.wait_for_timeout(SETTLE)
            found[name] = scale.parts()
            context.close()
    return found


def table(found: dict[str, dict[str, int]]) -> bool:
    """The heaviest first; True where every page keeps the budget."""
    ranked = sorted(found.items(), key=lambda item: -sum(item[1].values()))
    print(f"\ntransfer of {len(found)} pages, cold cache, bytes on the wire (target <= {BUDGET:,} per page)")
    for name, parts in ranked[:SHOWN]:
        shares = ", ".join(f"{kind} {size:,}" for kind, size in sorted(parts.items(), key=lambda part: -part[1]))
        print(f"  {sum(parts.values()):>8,}  {name:24} {shares}")
    rest = [sum(parts.values()) for _, parts in ranked[SHOWN:]]
    if rest:
        print(f"  {rest[-1]:>8,} to {rest[0]:,}: the other {len(rest)} pages")
    name, parts = ranked[0]
    most = sum(parts.values())
    print(f"  largest: {name}, {most:,} bytes: {'within' if most <= BUDGET else 'OVER'} the budget")
    return most <= BUDGET
