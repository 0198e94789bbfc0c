from django.urls import path

from alongside.programmes.views import invitations

urlpatterns = [
    path("", invitations.invitations, name="invitations"),
    path("new/", invitations.invite, name="invite"),
    path("people/<uuid:pk>/", invitations.invite_person, name="invite_person"),
    path("<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("roles/<uuid:pk>/end/", invitations.end_role, name="end_role"),
    path("open/<str:token>/", invitations.accept, name="accept_invitation"),
]
