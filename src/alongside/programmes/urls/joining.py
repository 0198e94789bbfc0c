from django.urls import path

from alongside.programmes.views import duplicates, joining, referring

urlpatterns = [
    path("status/", referring.status, name="referral_status"),
    path("<slug:slug>/", joining.programme, name="join"),
    path("<slug:slug>/mentor/", joining.mentor, name="join_mentor"),
    path("<slug:slug>/mentee/", joining.mentee, name="join_mentee"),
    path("<slug:slug>/sent/<slug:side>/<slug:code>/", joining.sent, name="join_sent"),
    path("<slug:slug>/card/", referring.card, name="join_card"),
    path("<slug:slug>/refer/", referring.ask, name="join_refer_ask"),
    path("<slug:slug>/refer/details/", referring.refer, name="join_refer"),
    path("<slug:slug>/refer/sent/<slug:code>/", referring.sent, name="join_refer_sent"),
]

#: Under people/: for staff who look whether somebody is here already.
staff_urlpatterns = [
    path("<uuid:pk>/perhaps/<uuid:other>/", duplicates.duplicates, name="duplicates"),
]
