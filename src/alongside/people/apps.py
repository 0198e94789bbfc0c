from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alongside.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.foundation import registries
        from alongside.people import erasure

        registries.erasers["people"] = erasure.erase
        registries.exporters["people"] = erasure.export
