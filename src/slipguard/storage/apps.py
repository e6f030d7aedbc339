from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The one Django app with tables of ours."""

    name = "slipguard.storage"
    label = "storage"
