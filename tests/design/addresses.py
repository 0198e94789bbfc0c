"""The routes that shells look for, so that looks can be tested without the rooms behind them."""

from django.http import HttpResponse
from django.urls import path


def nowhere(request):
    return HttpResponse()


urlpatterns = [
    path("urgent-help/", nowhere, name="urgent_help"),
    path("language/setlang/", nowhere, name="set_language"),
    path("account/logout/", nowhere, name="account_logout"),
    path("me/", nowhere, name="account:me"),
]
