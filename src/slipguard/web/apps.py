from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and views."""

    name = "slipguard.web"
    label = "web"

    def ready(self) -> None:
        """Open streams hear what this process writes."""
        from slipguard.web import wake

        wake.connect()
