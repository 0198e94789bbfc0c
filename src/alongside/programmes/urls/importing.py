from django.urls import path

from alongside.programmes.views import importing

urlpatterns = [
    path("", importing.upload, name="import_new"),
    path("<uuid:pk>/what/", importing.what, name="import_what"),
    path("<uuid:pk>/columns/", importing.columns, name="import_columns"),
    path("<uuid:pk>/rows/all/", importing.decide_all, name="import_decide_all"),
    path("<uuid:pk>/rows/<int:number>/", importing.decide, name="import_decide"),
    path("<uuid:pk>/others/", importing.others, name="import_others"),
    path("<uuid:pk>/", importing.run, name="import_run"),
    path("<uuid:pk>/state/", importing.state, name="import_state"),
    path("<uuid:pk>/go-on/", importing.go_on, name="import_go_on"),
    path("<uuid:pk>/undo/", importing.undo, name="import_undo"),
]
