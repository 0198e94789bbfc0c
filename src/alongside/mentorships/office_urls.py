"""The one form of somebody in an office: an address that says nothing, for it stands in a mail."""

from django.urls import path

from alongside.mentorships.views import officers

app_name = "office"

urlpatterns = [
    path("form/thanks/", officers.officer_thanks, name="thanks"),
    path("form/<str:token>/", officers.officer_form, name="form"),
]
