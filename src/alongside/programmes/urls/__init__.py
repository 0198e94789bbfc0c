from django.urls import include, path

from alongside.programmes.urls import importing, invitations, joining, mine, people, programmes

app_name = "programmes"

urlpatterns = [
    path("people/", include(people.urlpatterns)),
    path("people/", include(joining.staff_urlpatterns)),
    path("programmes/", include(programmes.urlpatterns)),
    path("import/", include(importing.urlpatterns)),
    path("join/", include(joining.urlpatterns)),
    path("me/", include(mine.urlpatterns)),
    path("invitations/", include(invitations.urlpatterns)),
]
