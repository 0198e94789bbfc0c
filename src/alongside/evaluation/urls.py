from django.urls import path

from alongside.evaluation import views

app_name = "evaluation"

urlpatterns = [
    path("", views.quarter, name="quarter"),
    path("<uuid:pk>/", views.report, name="report"),
    path("<uuid:pk>/report.xlsx", views.xlsx, name="xlsx"),
    path("<uuid:pk>/report.pdf", views.pdf, name="pdf"),
]
