"""A post and what its pictures' descriptions say, as one: as harmful as the worst of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slipguard.core.types import Harm

WHERE = "in a picture's description"


def described(text: Harm, descriptions: Sequence[Harm]) -> Harm:
    """The post's harm. Findings of a description have no span: spans point into the text."""
    whole = text
    for one in descriptions:
        findings = tuple(replace(found, span=None, says=f"{found.says} ({WHERE})") for found in one.findings)
        worse = one.grade > whole.grade
        whole = Harm(
            max(one.grade, whole.grade),
            tuple(dict.fromkeys((*whole.kinds, *one.kinds))),
            f"{one.reason.removesuffix('.')}, {WHERE}." if worse and one.reason else whole.reason,
            (*findings, *whole.findings) if worse else (*whole.findings, *findings),
            whole.judged and one.judged,
        )
    return whole
