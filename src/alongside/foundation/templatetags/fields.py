"""What a form field needs in order to be drawn, worked out from any Django BoundField."""

from __future__ import annotations

from django import forms
from django.utils.safestring import SafeString

SHAPES = ("chips", "seg", "picks", "box", "select", "input", "row")
CHIP_LETTERS = 26
"""Labels up to this long may stand in chips; longer ones need a line each."""
CHIP_COUNT = 8
LTR_INPUTS = ("email", "url", "tel", "number")
DEFAULT_ROWS = 3
DJANGO_ROWS = "10"
"""What Django writes when nobody chose a height."""


def describe(bound, shape: str = "", hint="", readers="", optional=None, rows: int | None = None, first: int = 0) -> dict:
    """Context of parts/field.html.

    shape: how choices are drawn: "chips", "seg" (equal chips side by side) or "picks" (a line each).
    hint: replaces the field's help text. readers: who sees it, under the control.
    optional: False hides the word "optional". rows: height of a text box in lines.
    first: how many choices stand in sight; the others are folded, but for the chosen ones. 0: all of them.
    """
    widget = bound.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    shape = shape or _shape(bound, widget, group)
    if shape not in SHAPES:
        raise ValueError(f"No shape is called {shape!r}. There are: {', '.join(SHAPES)}.")
    errors = list(bound.errors)
    base = bound.auto_id or bound.html_name
    hint = hint or bound.help_text
    ids = [f"{base}_hint"] * bool(hint) + [f"{base}_error"] * bool(errors) + [f"{base}_readers"] * bool(readers)
    if optional is None:
        optional = not bound.field.required and shape != "box" and not getattr(bound.form, "quiet_optional", False)
    options = _options(bound) if group else []
    # One or two words are not worth a fold.
    cut = first if first and len(options) > first + 2 else len(options)
    return {
        "field": bound,
        "shape": shape,
        "base": base,
        "hint": hint,
        "readers": readers,
        "errors": errors,
        "optional": optional,
        "described": " ".join(ids),
        "control": "" if group else _control(bound, widget, shape, " ".join(ids), errors, rows),
        "options": [option for n, option in enumerate(options) if n < cut or option["chosen"]],
        "folded": [option for option in options[cut:] if not option["chosen"]],
        "fieldset": group or shape == "row",
    }


def mistakes(form) -> list[dict]:
    """Each mistake of `form` as {text, target}; target is "" if it belongs to no single field."""
    if not form.is_bound:
        return []
    found = [{"text": text, "target": ""} for text in form.non_field_errors()]
    said = [text for bound in form for text in bound.errors]
    for bound in form:
        for text in bound.errors:
            # The same sentence twice leads nobody anywhere; with the field's name it does.
            words = f"{bound.label}: {text}" if said.count(text) > 1 and bound.label else text
            found.append({"text": words, "target": "" if bound.is_hidden else _target(bound)})
    return found


def _shape(bound, widget, group: bool) -> str:
    if group:
        options = [str(option.choice_label) for option in bound.subwidgets]
        short = all(len(label) <= CHIP_LETTERS for label in options)
        return "chips" if short and len(options) <= CHIP_COUNT else "picks"
    if isinstance(widget, forms.CheckboxInput):
        return "box"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    return "row" if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget) else "input"


def _control(bound, widget, shape: str, described: str, errors: list, rows: int | None) -> SafeString:
    kind = getattr(widget, "input_type", "")
    attrs: dict[str, object] = {}
    if shape != "box":
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if described:
        attrs["aria-describedby"] = described
    if errors:
        attrs["aria-invalid"] = "true"
    if "dir" not in widget.attrs:
        if isinstance(widget, forms.Textarea) or kind in ("text", "search"):
            attrs["dir"] = "auto"
        elif kind in LTR_INPUTS:
            attrs["dir"] = "ltr"
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = rows or (DEFAULT_ROWS if widget.attrs.get("rows") == DJANGO_ROWS else widget.attrs.get("rows", DEFAULT_ROWS))
    return bound.as_widget(attrs=attrs)


def _options(bound) -> list[dict]:
    return [
        {"input": option.tag(), "label": option.choice_label, "id": option.id_for_label, "chosen": option.data["selected"]}
        for option in bound.subwidgets
    ]


def _target(bound) -> str:
    """The id to jump to; a group of choices has none of its own, so its first choice is meant."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        options = bound.subwidgets
        return options[0].id_for_label if options else ""
    return bound.id_for_label
