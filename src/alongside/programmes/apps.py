from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "alongside.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.foundation import registries
        from alongside.programmes import access, erasure

        registries.relationships["in my programmes"] = access.people_in_my_programmes
        registries.erasers["programmes"] = erasure.erase
        registries.exporters["programmes"] = erasure.export
        registries.slots.setdefault("person page", []).append(perhaps_here_already)


def perhaps_here_already(request, **context) -> str:
    """The piece of a person's page that names who may be the same person."""
    from alongside.programmes.views import duplicates

    return duplicates.piece(request, **context)
