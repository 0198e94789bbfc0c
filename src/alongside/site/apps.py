from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "alongside.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.site import policies  # noqa: F401 - registers the check of every route
