from django.urls import include, path

urlpatterns = [
    path("", include("alongside.site.own_urls")),
    path("", include("alongside.people.urls")),
    path("", include("alongside.programmes.urls")),
    path("", include("alongside.mentorships.calendar_urls")),
    path("", include("alongside.mentorships.link_urls")),
    path("", include("alongside.mentorships.office_urls")),
    path("", include("alongside.mentorships.pocket_urls")),
    path("", include("alongside.mentorships.card_urls")),
    path("mentorships/", include("alongside.mentorships.urls")),
    path("matching/", include("alongside.matching.urls")),
    path("reports/", include("alongside.evaluation.urls")),
    path("notes/", include("alongside.safeguarding.urls")),
    path("privacy/", include("alongside.privacy.urls")),
    path("account/", include("alongside.people.account_urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler404 = "alongside.site.views.errors.not_found"
handler500 = "alongside.site.views.errors.broken"
