from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "alongside.safeguarding"
    label = "safeguarding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.foundation import registries
        from alongside.safeguarding import erasure
        from alongside.safeguarding.views import slots

        registries.slots.setdefault("something serious", []).append(slots.on_person_page)
        registries.slots.setdefault("pair page", []).append(slots.on_pair_page)
        registries.slots.setdefault("worry page", []).append(slots.on_worry_page)
        registries.exporters["safeguarding"] = erasure.export
        registries.erasers["safeguarding"] = erasure.erase
