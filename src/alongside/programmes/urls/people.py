from django.urls import path

from alongside.programmes.views import people, screening

urlpatterns = [
    path("", people.people, name="people"),
    path("add/", people.person_add_choose, name="person_add"),
    path("add/<uuid:programme>/<slug:side>/", people.person_add, name="person_add_to"),
    path("steps/", screening.steps, name="steps"),
    path("steps/<slug:kind>/", screening.step, name="step"),
    path("<uuid:pk>/", people.person, name="person"),
    path("<uuid:pk>/edit/", people.person_edit, name="person_edit"),
    path("<uuid:pk>/decide/", screening.decide, name="decide"),
    path("<uuid:pk>/decide/<slug:decision>/", screening.decision, name="decision"),
]
