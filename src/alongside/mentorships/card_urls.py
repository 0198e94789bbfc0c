from django.urls import path

from alongside.mentorships.views import cards

app_name = "card"

# What a shared phone's history shows: a card, and nothing about what it opens.
urlpatterns = [
    path("card/", cards.phone, name="phone"),
    path("card/close/", cards.close, name="close"),
    path("card/here/", cards.here, name="here"),
    path("card/<str:secret>/", cards.paper, name="paper"),
]
