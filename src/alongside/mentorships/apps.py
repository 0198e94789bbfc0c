from django.apps import AppConfig


class MentorshipsConfig(AppConfig):
    name = "alongside.mentorships"
    label = "mentorships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from alongside.foundation import middleware, registries
        from alongside.mentorships import access, erasure
        from alongside.mentorships.views import (
            after,
            agreement_texts,
            cards,
            holds,
            recordings,
            reminders,
            rules,
            slots,
        )

        registries.slots.setdefault("person page", []).append(slots.pairs_of_person)
        registries.slots["person page"].append(holds.on_person_page)
        registries.slots["person page"].append(cards.on_person_page)
        registries.slots.setdefault("people list", []).append(slots.walks_already)
        registries.slots.setdefault("mentee home", []).append(after.on_mentee_home)
        registries.slots.setdefault("programme page", []).append(rules.on_programme_page)
        registries.slots["programme page"].append(reminders.on_programme_page)
        registries.slots["programme page"].append(agreement_texts.on_programme_page)
        registries.slots.setdefault("mentee home", []).append(recordings.on_mentee_home)
        middleware.PLAYS |= {"mentorships:agreement", "mentorships:home", "mentorships:change"}
        middleware.RECORDS.add("mentorships:record_voice")
        registries.relationships["in my mentorships"] = access.people_in_my_mentorships
        registries.exporters["mentorships"] = erasure.export
        registries.erasers["mentorships"] = erasure.erase
