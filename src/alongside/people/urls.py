from django.urls import path

from alongside.people.views import doors, me, second_factor

app_name = "people"

urlpatterns = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/back/", doors.signed_in_again, name="signed_in_again"),
    path("account/go-on/", second_factor.go_on, name="continue"),
    path("me/", me.me, name="me"),
]
