from django.urls import path

from alongside.programmes.views import mine

#: Under me/: what is one's own.
urlpatterns = [
    path("details/", mine.own_details, name="own_details"),
    path("details/<uuid:pk>/<slug:part>/", mine.change_own, name="change_own"),
]
