from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "alongside.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.foundation import registries
        from alongside.matching import erasure
        from alongside.matching.views import slots

        registries.slots.setdefault("mentee home", []).append(slots.questions_for_me)
        registries.exporters["matching"] = erasure.export
        registries.erasers["matching"] = erasure.erase
