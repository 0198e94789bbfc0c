from django.urls import path

from alongside.safeguarding.views import notes, writing

app_name = "safeguarding"

# No address names a topic: an address stays in a browser's history, and phones are shared.
urlpatterns = [
    path("", notes.notes, name="notes"),
    path("new/", writing.new, name="new"),
    path("new/<uuid:programme>/", writing.new_in, name="new_in"),
    path("new/about/<uuid:pk>/", writing.new_about, name="new_about"),
    path("new/with/<uuid:pk>/", writing.new_with, name="new_with"),
    path("sent/", writing.sent, name="sent"),
    path("<uuid:pk>/", notes.note, name="note"),
    path("<uuid:pk>/add/", notes.add, name="add"),
    path("<uuid:pk>/steps/new/", notes.add_step, name="add_step"),
    path("<uuid:pk>/steps/<uuid:step>/done/", notes.finish_step, name="finish_step"),
    path("<uuid:pk>/lead/", notes.hand_over, name="hand_over"),
    path("<uuid:pk>/close/", notes.close, name="close"),
]
