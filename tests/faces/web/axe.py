"""axe-core in the page: no violation of WCAG 2.2 AA. It is evaluated, not loaded: the CSP allows no foreign script."""

from __future__ import annotations

import functools

from playwright.sync_api import Page

from tests.servers import node
from tests.servers.needed import lacking

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@functools.cache
def source() -> str:
    """The pinned axe-core of tests/servers/package.json."""
    path = node.home() / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        lacking(f"axe-core is not installed: there is no {path.relative_to(node.ROOT)}")
    return path.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, the first places, and what it says of the first."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    found = page.evaluate(
        """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations
           .map(v => ({id: v.id, nodes: v.nodes.slice(0, 4).map(n => n.target.join(' ')),
                       says: v.nodes[0].failureSummary}))""", RULES)
    return [f"{each['id']} at {'; '.join(each['nodes'])}: {each['says']}" for each in found]
