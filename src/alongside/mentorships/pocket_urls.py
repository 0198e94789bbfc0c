from django.urls import path

from alongside.mentorships.views import pocket

app_name = "pocket"

# At the top, because a worker answers for the addresses below its own.
urlpatterns = [
    path("pocket/", pocket.page, name="page"),
    path("sw.js", pocket.worker, name="worker"),
]
