from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The one Django app with tables of ours."""

    name = "slipguard.storage"
    label = "storage"

    def ready(self) -> None:
        """A picture's file goes with its row in every process."""
        from slipguard.storage import pictures  # noqa: F401
