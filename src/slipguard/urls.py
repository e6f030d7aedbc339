"""Which face answers which address."""

from django.urls import include, path

from slipguard.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("slipguard.web.urls")),
]
