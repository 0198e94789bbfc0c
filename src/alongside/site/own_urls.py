from django.urls import path

from alongside.foundation.views import components
from alongside.site.views import demo, doors, first_steps, today, urgent

urlpatterns = [
    path("", doors.front, name="front"),
    path("urgent/", urgent.urgent_help, name="urgent_help"),
    path("begin/", today.begin, name="begin"),
    path("first-steps/", first_steps.first_steps, name="first_steps"),
    path("first-steps/organisation/", first_steps.organisation, name="first_steps_organisation"),
    path("first-steps/programme/", first_steps.programme, name="first_steps_programme"),
    path("components/", components.components, name="components"),
    path("today/", today.today, name="today"),
    path("today/<slug:kind>/", today.behind, name="behind"),
    path("demo/", demo.choose, name="demo"),
    path("demo/<slug:role>/<str:token>/", demo.door, name="demo_door"),
]
