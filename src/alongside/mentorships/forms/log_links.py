from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import LogForm


class LinkLogForm(Form):
    """How one meeting went, by the link of a reminder: the log's own questions, without its day and what comes next."""

    met = LogForm.base_fields["met"]
    whose = LogForm.base_fields["whose"]
    minutes = LogForm.base_fields["minutes"]
    other_minutes = LogForm.base_fields["other_minutes"]
    channel = LogForm.base_fields["channel"]
    note = LogForm.base_fields["note"]

    quiet_optional = True

    def clean(self):
        data = super().clean()
        if data.get("met") == "no" and not data.get("whose") and "whose" not in self.errors:
            self.add_error("whose", _("Choose what came between. Nobody is blamed for it."))
        if data.get("met") == "yes":
            if not data.get("other_minutes") and not data.get("minutes") and "other_minutes" not in self.errors:
                self.add_error("minutes", _("Choose about how long it was."))
            if not data.get("channel") and "channel" not in self.errors:
                self.add_error("channel", _("Choose how you met."))
        return data

    def answers(self) -> dict:
        """As `actions.log_links.log_by_link` takes them."""
        data = self.cleaned_data
        return {
            "met": data["met"] == "yes",
            "whose": data["whose"],
            "minutes": data.get("other_minutes") or int(data.get("minutes") or 0) or None,
            "channel": data["channel"],
            "note": data["note"],
        }
