"""Measured on this machine alone."""

import tests  # noqa: F401  (from here on neither this process nor its children leave loopback)
