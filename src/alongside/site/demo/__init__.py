"""The demo: an invented consortium of three organisations, so that every page has something to show.

`filling.fill()` writes it, `doors` lets people in. The cast stands in porto, krakow and tampere.
"""
