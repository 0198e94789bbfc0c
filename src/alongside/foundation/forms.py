"""The base of every form: taken in once, and never lost to a second editor.

A form carries an idempotency key made when the page was drawn. `once` runs the act and writes
the receipt in one transaction; a repeat with the same words arrives at the first result, a
repeat with other words is told that the first was taken in.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.models import FormReceipt

RECEIPTS_KEPT_FOR = timedelta(days=7)


class Changed(Exception):
    """Somebody else changed the row since the page was drawn. `theirs`: field name -> what stands there now."""

    def __init__(self, theirs: dict):
        super().__init__("changed by somebody else")
        self.theirs = theirs


class Form(forms.Form):
    """A form with a key of its own and, when it edits a row, that row's version."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    error_css_class = "wrong"

    def __init__(self, *args, version: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs: dict = {}
        if self.is_bound:
            self.data = _as_typed(self.data)
        self.initial.setdefault("idempotency_key", new_id())
        if version is not None:
            self.initial.setdefault("version", version)

    def full_clean(self):
        # Here, not at the beginning: a form may add fields of its own after that.
        for field in self.fields.values():
            # Django's own says what is wrong; this says what to do, where a form has nothing better.
            field.error_messages.setdefault("max_length", _("Write it shorter: at most %(limit_value)d letters fit."))
        super().full_clean()

    def words(self) -> list[tuple[str, str]]:
        """What was typed by hand, as (label, text): shown again wherever a form isn't taken in."""
        typed = [(self[name].label, self[name].data) for name, f in self.fields.items() if isinstance(f, forms.CharField)]
        return [(label, text) for label, text in typed if isinstance(text, str) and text.strip()]

    def show_theirs(self, changed: Changed, version: int) -> None:
        """Keep what was typed, show what stands there now beside it, and let the next sending win knowingly."""
        self.theirs = changed.theirs
        self.data = self.data.copy()
        self.data["version"] = version
        self.add_error(
            None,
            _("Somebody else changed this while you were writing. Read both, then save what should stand."),
        )


def _as_typed(data):
    """What was sent, without what nobody types: NUL characters, and a key or version that no page of ours has drawn."""
    wrong = {name for name in data if any("\0" in text for text in _texts(data, name))}
    key, version = data.get("idempotency_key"), data.get("version")
    if not wrong and (not key or _is_key(key)) and (not version or _is_version(version)):
        return data
    data = data.copy()
    for name in wrong:
        cleaned = [text.replace("\0", "") for text in _texts(data, name)]
        if hasattr(data, "setlist"):
            data.setlist(name, cleaned)
        else:
            data[name] = cleaned[-1]
    if key and not _is_key(key):
        data["idempotency_key"] = str(new_id())
    if version and not _is_version(version):
        # As good as none: the row counts as changed, and both texts are shown.
        data["version"] = ""
    return data


def _texts(data, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
    return [value for value in values if isinstance(value, str)]


def _is_key(text) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


def _is_version(text) -> bool:
    text = str(text)
    return text.isascii() and text.isdigit() and len(text) < 10


def payload_hash(request) -> str:
    """A digest of what was typed and where it was sent, without key and token."""
    typed = {
        k: request.POST.getlist(k) for k in sorted(request.POST) if k not in ("csrfmiddlewaretoken", "idempotency_key")
    }
    # Django rewinds an upload's file before a view reads it; name and size tell two uploads apart well enough.
    typed["files"] = [[k, f.name, f.size] for k, f in sorted(request.FILES.items())]
    return hashlib.sha256(json.dumps([request.path, typed]).encode()).hexdigest()


def ids_in(values) -> list[str]:
    """Those of the posted `values` that are ids at all."""
    found = []
    for value in values:
        with suppress(ValueError):
            found.append(str(UUID(value)))
    return found


def posted(request):
    """What was sent, or None when nothing was: an empty form that was sent is wrong, not new."""
    return request.POST if request.method == "POST" else None


def sent_before(request) -> HttpResponse | None:
    """The way to the first result, if this very form was taken in already; else None. One query for a form with a key.

    Asked before a view looks anything up: a second click finds the place full, the link used or the row gone, and
    must not read that as a refusal.
    """
    key = request.POST.get("idempotency_key", "")
    if not _is_key(key):
        return None
    receipt = FormReceipt.objects.filter(pk=key).first()
    if receipt is None or not _is_same(receipt, request, payload_hash(request)):
        return None
    return redirect(receipt.result)


def _is_same(receipt: FormReceipt, request, digest: str) -> bool:
    """Whether the receipt is for these words by this account. A visitor's first click may have signed them in."""
    account = request.principal.account
    return receipt.payload_hash == digest and receipt.account_id in (None, account.pk if account else None)


def once(request, form: Form, act: Callable[[], str]) -> HttpResponse:
    """Run `act` at most once for this form and go where it says.

    `act` returns an address of ours and runs inside a transaction. Whatever it raises is raised
    here, with nothing written. A repeat leads to the first result; the same key with other words
    answers 409 and shows the way to the first result.
    """
    key = form.cleaned_data.get("idempotency_key") or new_id()
    account_id = request.principal.account.pk if request.principal.account else None
    digest = payload_hash(request)
    receipt = FormReceipt.objects.filter(pk=key).first()
    if receipt is None:
        try:
            with transaction.atomic():
                receipt = FormReceipt.objects.create(key=key, account_id=account_id, payload_hash=digest, result="")
                receipt.result = str(act())
                receipt.save(update_fields=["result"])
            return redirect(receipt.result)
        except IntegrityError:
            # Two clicks at the same instant: the other one may have been first.
            receipt = FormReceipt.objects.filter(pk=key).first()
            if receipt is None:
                raise
    if _is_same(receipt, request, digest):
        return redirect(receipt.result)
    target = receipt.result if receipt.account_id == account_id else "/"
    return render(request, "sent_already.html", {"target": target, "words": form.words()}, status=409)


def save_versioned(row, expected: int | None, values: dict) -> None:
    """Write `values` to `row` unless somebody was faster. Raises Changed with the values that stand there now.

    `expected` None means that the form carried no version, which counts as changed.
    """
    with transaction.atomic():
        current = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        if current.version != expected:
            raise Changed({name: getattr(current, name) for name in values})
        for name, value in values.items():
            setattr(row, name, value)
        row.version = expected + 1
        row.save(update_fields=[*values, "version"])


def forget_receipts() -> None:
    """Drop receipts after seven days: no browser sends a form again after that. Called by the tick."""
    old = FormReceipt.objects.filter(at__lt=clock.now() - RECEIPTS_KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
