from django.urls import path

from alongside.mentorships.views import calendars

app_name = "calendar"

urlpatterns = [
    path("me/calendar/", calendars.mine, name="mine"),
    path("me/calendar/off/", calendars.off, name="off"),
    # A phone's calendar keeps this address for all to see: it names no topic.
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
]
