"""What people already have: the containers and plain tables that posts come in, before any network's own form.

Nothing is ever unpacked to disk, and a file is material from outside: every reader here works on a stream with
a ceiling, and says in words (core.errors.BadArchive) what is wrong with it. The forms that belong to a network
(`networks/x/archive.py` and so on) are built on this room; this room knows none of them.
"""

from slipguard.networks.archive.form import Form, Owner, Tally
from slipguard.networks.archive.opening import open_box
from slipguard.networks.archive.table import TABLE

__all__ = ["TABLE", "Form", "Owner", "Tally", "open_box"]
