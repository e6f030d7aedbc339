from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and views."""

    name = "slipguard.web"
    label = "web"
