from django.urls import path

from alongside.programmes.views import programmes, sections

urlpatterns = [
    path("", programmes.programmes, name="list"),
    path("new/", programmes.choose_template, name="choose_template"),
    path("new/<slug:template>/", programmes.begin, name="begin"),
    path("<uuid:pk>/", programmes.programme, name="programme"),
    path("<uuid:pk>/change/<slug:section>/", sections.section, name="section"),
    path("<uuid:pk>/move/<slug:state>/", programmes.move, name="move"),
    path("<uuid:pk>/grants/", programmes.grants, name="grants"),
    path("<uuid:pk>/grants/<int:grant>/remove/", programmes.remove_grant, name="remove_grant"),
    path("<uuid:pk>/partners/", programmes.partners, name="partners"),
    path("<uuid:pk>/partners/<uuid:partner>/remove/", programmes.remove_partner, name="remove_partner"),
    path("<uuid:pk>/words/", programmes.words, name="words"),
    path("<uuid:pk>/words/<uuid:word>/retire/", programmes.retire_word, name="retire_word"),
]
