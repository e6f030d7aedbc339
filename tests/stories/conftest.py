"""The servers that stories are played on."""

from tests.networks.conftest import pds  # noqa: F401  (a fixture)
