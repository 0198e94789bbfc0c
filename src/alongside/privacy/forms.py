from alongside.foundation.forms import Form


class TakeOutForm(Form):
    """One button: which file stands in the address."""
