"""One module a feature: meetings, changes, check-ins, pairing."""
