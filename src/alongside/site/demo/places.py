"""Organisations and coarse places. Coordinates are those of the middle of a real district or town."""

from alongside.people.models import Area, Organisation

#: key -> (name, sector, country). All invented.
ORGANISATIONS = {
    "lado": ("Lado a Lado", "ngo", "PT"),
    "most": ("Fundacja Most", "ngo", "PL"),
    "rinnalla": ("Rinnalla ry", "community", "FI"),
    "service": ("Zakład Karny Podlesie", "prison", "PL"),
    "town": ("Junta de Freguesia das Fontes", "municipality", "PT"),
}
AREAS = {
    "PT": {
        "Campanhã": (41.1496, -8.5856), "Bonfim": (41.153, -8.597), "Cedofeita": (41.157, -8.621),
        "Paranhos": (41.175, -8.605), "Ramalde": (41.172, -8.649), "Lordelo do Ouro": (41.154, -8.649),
        "Vila Nova de Gaia": (41.124, -8.612), "Matosinhos": (41.182, -8.689), "Maia": (41.235, -8.62),
        "Gondomar": (41.144, -8.532),
    },
    "PL": {
        "Nowa Huta": (50.072, 20.037), "Podgórze": (50.041, 19.947), "Kazimierz": (50.051, 19.945),
        "Krowodrza": (50.078, 19.915), "Dębniki": (50.037, 19.907), "Prądnik Czerwony": (50.09, 19.97),
        "Bieżanów": (50.02, 20.03), "Wieliczka": (49.987, 20.065), "Skawina": (49.975, 19.828),
        "Tarnów": (50.0125, 20.988),
    },
    "FI": {
        "Hervanta": (61.4515, 23.852), "Kaleva": (61.497, 23.805), "Tammela": (61.5, 23.778),
        "Tesoma": (61.506, 23.63), "Lielahti": (61.515, 23.67), "Pispala": (61.505, 23.715),
        "Linnainmaa": (61.49, 23.88), "Kaukajärvi": (61.475, 23.89), "Nokia": (61.478, 23.51),
        "Lempäälä": (61.314, 23.753),
    },
}  # fmt: skip


def lay_out(world) -> None:
    """Write organisations and areas."""
    for key, (name, sector, country) in ORGANISATIONS.items():
        world.organisations[key] = Organisation(
            id=world.id(), name=name, sector=sector, country=country, created_at=world.at(420)
        )
    Organisation.objects.bulk_create(world.organisations.values())
    for country, areas in AREAS.items():
        for name, (latitude, longitude) in areas.items():
            world.areas[name] = Area(
                id=world.id(), country=country, name=name, latitude=latitude, longitude=longitude
            )
    Area.objects.bulk_create(world.areas.values())
