from django.urls import path

from alongside.privacy import views

app_name = "privacy"

urlpatterns = [
    path("", views.exports, name="exports"),
    path("<uuid:pk>/archive/", views.whole, name="whole"),
    path("<uuid:pk>/<slug:kind>.<slug:ending>", views.sheet, name="sheet"),
    path("mine/", views.mine, name="mine"),
    path("mine/copy/", views.my_copy, name="my_copy"),
]
