from django.urls import path

from alongside.mentorships.views import log_links

app_name = "links"

urlpatterns = [
    # Short, for a text message; it stays in a phone's history and names no topic.
    path("l/<str:token>/", log_links.log, name="log"),
    path("l/", log_links.thanks, name="thanks"),
]
