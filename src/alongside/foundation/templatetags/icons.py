"""Our own drawings, 24 units wide, drawn with one line of 1.6 units.

`DRAWINGS` gives the inside of the `<svg>`; `TURNS` names the ones that point somewhere and are
therefore mirrored in right-to-left pages. Clocks, ticks and telephones are the same everywhere.
Adding one: keep to the grid, leave 2.5 units of air, and look at it on the components page.
"""

from __future__ import annotations

DRAWINGS: dict[str, str] = {
    # Places
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
    "people": '<circle cx="9" cy="8" r="3.2"/><path d="M3.5 19c.6-3.4 2.6-5.2 5.5-5.2s4.9 1.8 5.5 5.2M15.5 5.2a3.2 3.2 0 0 1 0 5.7M17 14.2c2 .6 3.2 2.2 3.6 4.8"/>',
    "person": '<circle cx="12" cy="8.5" r="3.6"/><path d="M5 20c.8-4 3.3-6 7-6s6.2 2 7 6"/>',
    "arrows": '<path d="M4 8h13M14 4.5 17.5 8 14 11.5M20 16H7M10 12.5 6.5 16l3.5 3.5"/>',
    "paths": '<path d="M8 21c0-5 3-6 3-11 0-2.5-.8-4.5-.8-7M14 21c0-5 3-6 3-11 0-2.5-.8-4.5-.8-7"/>',
    "book": '<path d="M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20"/>',
    "note": '<path d="M5 4.5h14v10l-5 5H5zM14 19.5v-5h5M8.5 9h7M8.5 12.5h4"/>',
    "network": '<circle cx="12" cy="5.5" r="2.3"/><circle cx="5.5" cy="17.5" r="2.3"/><circle cx="18.5" cy="17.5" r="2.3"/><path d="m11 7.6-4.3 7.8M13 7.6l4.3 7.8M7.8 17.5h8.4"/>',
    "library": '<path d="M5 4v16M9.5 4v16M5 8h4.5M13.5 5.2l3.8-1 4 15-3.8 1zM3 20h18"/>',
    "chart": '<path d="M4 20h16M7 16v-4M12 16V7M17 16v-7"/>',
    "home": '<path d="M4 11.5 12 4.5l8 7M6.5 9.8V19.5h11V9.8"/>',
    "flag": '<path d="M6 21V4M6 4.5c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>',
    "building": '<path d="M5 20.5V6l7-2.5V20.5M12 9h7v11.5M3 20.5h18M8.5 9v.1M8.5 13v.1M15.5 13v.1M15.5 16.5v.1"/>',
    "door": '<path d="M6 20.5V4.5h9v16M4 20.5h16M15 7h3v13.5M12 12.5v.5"/>',
    "gear": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.2"/><circle cx="9" cy="17" r="2.2"/>',
    # Help, languages, leaving
    "ring": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/><path d="m6 6 3.5 3.5M18 6l-3.5 3.5M6 18l3.5-3.5M18 18l-3.5-3.5"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.5 2.5 3.5 5.3 3.5 8.5s-1 6-3.5 8.5c-2.5-2.5-3.5-5.3-3.5-8.5s1-6 3.5-8.5z"/>',
    "exit": '<path d="M10 4.5H5v15h5M14 8l4.5 4L14 16M18.5 12H9.5"/>',
    # Time
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.3 2"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
    "play": '<path d="M8 5.5v13l10.5-6.5z"/>',
    "end": '<rect x="6.5" y="6.5" width="11" height="11" rx="1.5"/>',
    "undo": '<path d="M5 9.5h9.5a5 5 0 0 1 0 10H9M8.5 5.5l-4 4 4 4"/>',
    # Talking, meeting
    "phone": '<path d="M6 4h3.5l1.5 4.5-2.2 1.4a11 11 0 0 0 5.3 5.3l1.4-2.2L20 14.5V18a2 2 0 0 1-2 2C10.5 20 4 13.5 4 6a2 2 0 0 1 2-2z"/>',
    "mobile": '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="m9.8 12 1.7 1.7 3-3.2"/>',
    "chat": '<path d="M4.5 5.5h15v11H11l-4.5 3.5v-3.5h-2z"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="1.5"/><path d="m4 7 8 6 8-6"/>',
    "screen": '<rect x="3.5" y="5" width="17" height="11.5" rx="1.5"/><path d="M9 20h6M12 16.5V20"/>',
    "cup": '<path d="M5 8h12v6a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 10h1.5a2 2 0 0 1 0 4H17M9 3.5v1.5M13 3.5v1.5"/>',
    "walk": '<circle cx="13" cy="4.5" r="1.7"/><path d="M12.5 8.5 10 14l3 2.5V21M10 14l-2.5 6.5M12.5 8.5l2 3 3 1M12.5 8.5 8.5 10l-1 3"/>',
    "pin": '<path d="M12 21c4.5-5 6.5-8.3 6.5-11a6.5 6.5 0 0 0-13 0c0 2.7 2 6 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
    "sound": '<path d="M4.5 9.5v5h3.5l4.5 4v-13l-4.5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a7.5 7.5 0 0 1 0 11"/>',
    # States
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.3"/>',
    "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.7M12 16.5v.2"/>',
    "warn": '<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.5 2.8 7.5 7 9 4.2-1.5 7-4.5 7-9V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M16 7.5l3 3M13.5 10l1.8 1.8"/>',
    "eye": '<path d="M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
    "spark": '<path d="M12 3.5c.6 5 3.5 7.9 8.5 8.5-5 .6-7.9 3.5-8.5 8.5-.6-5-3.5-7.9-8.5-8.5 5-.6 7.9-3.5 8.5-8.5z"/>',
    "seed": '<path d="M12 20v-8M12 12c0-4-2.5-6.5-7-6.5 0 4.5 2.5 6.5 7 6.5zM12 14c0-3.5 2.3-5.5 7-5.5 0 4-2.5 5.5-7 5.5z"/>',
    "hill": '<path d="M3 19 9.5 7l4 7 2.5-4L21 19z"/>',
    "heart": '<path d="M12 20s-7.5-4.3-7.5-9.8A4.2 4.2 0 0 1 12 7.6a4.2 4.2 0 0 1 7.5 2.6C19.5 15.7 12 20 12 20z"/>',
    # Doing
    "pencil": '<path d="M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18z"/>',
    "plus": '<path d="M12 5.5v13M5.5 12h13"/>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "trash": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5"/>',
    "download": '<path d="M12 4v10M8 10.5l4 4 4-4M5 19.5h14"/>',
    "upload": '<path d="M12 14.5v-10M8 8l4-4 4 4M5 19.5h14"/>',
    "print": '<path d="M7 9V4h10v5M7 16.5H4V9h16v7.5h-3M7 14h10v6H7z"/>',
    "file": '<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5"/>',
    "link": '<path d="M10.5 13.5a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1M13.5 10.5a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "sort": '<path d="M8 5v14M4.5 8.5 8 5l3.5 3.5M16 19V5M12.5 15.5 16 19l3.5-3.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "more": '<path d="M5 12h.1M12 12h.1M19 12h.1" stroke-width="2.6"/>',
    "chevron-end": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-start": '<path d="m14.5 6-6 6 6 6"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "arrow-end": '<path d="M4.5 12h15M14 6.5 19.5 12 14 17.5"/>',
}

TURNS = frozenset(
    ["arrows", "exit", "undo", "sound", "play", "chevron-end", "chevron-start", "arrow-end"]
)
"""Drawings that point along the line of reading. Listed, never guessed."""
