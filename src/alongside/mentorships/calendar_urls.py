from django.urls import path

from alongside.mentorships.views import calendars

app_name = "calendar"

urlpatterns = [
    path("", calendars.mine, name="mine"),
    path("off/", calendars.off, name="off"),
    path("<str:token>.ics", calendars.feed, name="feed"),
]
