"""Beyond the gate, Kraków: mentoring that begins inside and goes on after the release. All invented.

Nothing here says why somebody was inside: nobody who walks with them needs to know.
"""

from alongside.site.demo.cast import P

MENTORS = [
    P("Marek Zieliński", "m", 54, "pl:native en:B1 ru:B2", "Nowa Huta", "Vocational teacher", "work study housing", "crafts walking", "Uczę stolarki od trzydziestu lat. Cierpliwości też.", key="marek", capacity=2, free="mon16-19 wed16-19 sat9-13"),
    P("Halina Wójcik", "w", 61, "pl:native de:B1", "Krowodrza", "Retired social worker", "housing money family", "books gardening", "Pierwsze dni są najtrudniejsze. Chcę wtedy być.", capacity=2, free="tue10-14 thu10-14"),
    P("Paweł Kaczmarek", "m", 38, "pl:native en:C1", "Podgórze", "Warehouse manager", "work transport", "football cycling", "Moja firma zatrudnia ludzi, nie życiorysy.", free="tue17-20 sat10-13"),
    P("Ewa Lis", "w", 45, "pl:native en:B2 uk:B1", "Dębniki", "Adviser at the job centre", "work paperwork", "walking cinema", "Znam wszystkie druki na pamięć.", free="mon16-19 thu16-19"),
    P("Andrzej Sikora", "m", 49, "pl:native", "Bieżanów", "Plumber", "work housing", "football chess", "Ktoś kiedyś na mnie czekał. Teraz czekam ja.", key="andrzej", capacity=2, free="mon17-20 fri17-20 sun10-14"),
    P("Joanna Mazur", "w", 33, "pl:native en:C1 es:B1", "Kazimierz", "Baker", "work family", "cooking music", "W piekarni zawsze jest ciepło i ktoś do rozmowy.", free="tue14-17 wed14-17"),
    P("Тарас Шевців", "m", 42, "uk:native pl:C1 ru:C1", "Nowa Huta", "Bus mechanic", "work transport language", "football crafts", "Допомагаю тим, хто виходить і не має тут нікого.", free="tue17-20 sat10-14"),
    P("Stanisław Bąk", "m", 67, "pl:native", "Wieliczka", "Retired miner", "health housing", "chess gardening", "Mam czas, herbatę i szachy.", free="mon10-13 tue10-13 wed10-13"),
    P("Magdalena Król", "w", 29, "pl:native en:C1 ro:B1", "Podgórze", "Youth worker", "study digital family", "music cinema", "Wierzę w małe kroki i dobre notatki.", free="wed16-19 fri16-19"),
    P("Tomasz Nowicki", "m", 46, "pl:native en:B1", "Prądnik Czerwony", "Chef", "work money", "cooking walking", "Pokażę, jak gotować za dziesięć złotych.", free="mon10-13 thu10-13"),
    P("Krystyna Dąbek", "w", 58, "pl:native", "Skawina", "Nurse", "health family", "sewing books", "Słucham. To podobno umiem najlepiej.", free="sat10-13", story="lapsing"),
    P("Rafał Gołąb", "m", 35, "pl:native en:B2", "Tarnów", "Forklift instructor", "work study", "football cycling", "Dojazd do Krakowa to żaden problem.", free="tue17-20 sat9-12", story="lapsed"),
    P("Danuta Pawlak", "w", 52, "pl:native ru:B2", "Nowa Huta", "Housing adviser", "housing paperwork money", "gardening books", "Dach nad głową to początek.", free="mon16-18 wed16-18"),
    P("Kamil Sroka", "m", 27, "pl:native en:C1", "Krowodrza", "Student of social work", "digital study", "football music", "Chcę się uczyć od ludzi, nie tylko z książek.", free="thu16-20", story="screening"),
    P("Irena Czajka", "w", 49, "pl:native", "Bieżanów", "Shop owner", "work", "cooking", "Mam mały sklep i jedno wolne miejsce pracy.", free="tue18-20", story="screening"),
    P("Bogdan Rak", "m", 56, "pl:native de:B2", "Podgórze", "Lorry driver", "transport", "walking", "Jestem w trasie, ale w weekendy mam czas.", free=None, story="applied"),
    P("Lidia Wrona", "w", 37, "pl:native en:B1", "Dębniki", "Hairdresser", "work", "music", "Na jakiś czas potrzebuję przerwy.", free="mon10-12", story="resting"),
]  # fmt: skip

MENTEES = [
    P("Adam Wilk", "m", 31, "pl:native", "Nowa Huta", "Learnt joinery", "work housing", "crafts football", "Chcę wrócić do stolarki i mieć własny klucz.", "gate_soon", key="adam", release=3, free="mon10-13 wed10-13 sat10-12", online=False, safe=False),
    P("Łukasz Piotrowski", "m", 27, "pl:native en:A2", "Podgórze", "Worked in a warehouse", "work money", "football cycling", "Żeby ktoś był ze mną w urzędzie pierwszego dnia.", "gate_inside", release=36, free="tue10-13 sat10-12", online=False, safe=False),
    P("Jacek Malinowski", "m", 53, "pl:native", "Krowodrza", "Cook", "health housing", "cooking chess", "Chcę spokojnego pokoju i pracy w kuchni.", "gate_out", release=-9, free="tue10-14 thu10-14"),
    P("Dorota Sowa", "w", 40, "pl:native", "Krowodrza", "Seamstress", "family housing", "sewing books", "Najpierw córka. Potem cała reszta.", "gate_out", release=-40, free="tue10-14 thu10-14", wish="woman", safe=None),
    P("Сергій Бондар", "m", 36, "uk:native pl:B1 ru:C1", "Nowa Huta", "Roofer", "work language", "football music", "Мені треба людина, яка знає місто.", "walking", release=-120, free="tue17-20 sat10-14"),
    P("Mirosław Kot", "m", 48, "pl:native", "Bieżanów", "Painter and decorator", "work money", "football chess", "Umiem malować ściany. Gorzej z listami z banku.", "walking", release=-200, free="mon17-20 fri17-20"),
    P("Krzysztof Jeż", "m", 24, "pl:native en:A2", "Bieżanów", "Never had a job for long", "work study digital", "football music", "Chciałbym zrobić kurs na wózki.", "unlogged", release=-75, free="fri17-20 sun10-14"),
    P("Ionel Dumitru", "m", 33, "ro:native pl:A2", "Podgórze", "Bricklayer", "language work", "music football", "Vreau să învăț limba ca lumea.", "walking", release=-90, free="wed16-19 fri16-19"),
    P("Beata Gil", "w", 35, "pl:native en:A1", "Kazimierz", "Waitress", "work family", "cooking music", "Żeby było z kim pójść na kawę, a nie tylko do urzędu.", "introduced", release=-2, free="tue14-17 wed14-17", wish="woman"),
    P("Wojciech Kos", "m", 62, "pl:native", "Wieliczka", "Gardener", "health housing", "gardening chess", "Marzy mi się działka.", "walking", release=-160, free="mon10-13 wed10-13"),
    P("Sebastian Dudek", "m", 29, "pl:native", "Podgórze", "Delivery rider", "work transport", "cycling football", "Szukam pracy, przy której można być w ruchu.", "quiet", release=-70, free="tue17-20 sat10-13"),
    P("Grażyna Lech", "w", 56, "pl:native", "Dębniki", "Office clerk", "work paperwork", "walking cinema", "Komputery poszły naprzód beze mnie.", "check_due", release=-100, free="mon16-19 thu16-19"),
    P("Zbigniew Szpak", "m", 44, "pl:native de:A2", "Prądnik Czerwony", "Butcher", "work money", "cooking walking", "Wystarczy mi ktoś, kto zadzwoni.", "call_late", release=-55, free="mon10-13 thu10-13"),
    P("Patryk Bury", "m", 22, "pl:native en:B1", "Nowa Huta", "Plays the drums", "study work", "music cinema", "Matura, a potem zobaczymy.", "waiting", release=20, free="mon10-13 wed16-18", online=False, safe=False),
    P("Mariusz Dzik", "m", 39, "pl:native", "Tarnów", "Welder", "work housing", "football crafts", "Chcę wyjść i od razu mieć gdzie pójść.", "waiting", release=48, free="sat9-12", online=False, safe=False),
    P("Agata Czyż", "w", 30, "pl:native", "Skawina", "Florist", "family work", "gardening sewing", "Chciałabym kobietę, najlepiej starszą ode mnie.", "waiting", release=12, free="sat10-12", wish="woman", online=False, safe=False),
    P("Henryk Wołek", "m", 59, "pl:native", "Nowa Huta", "Steelworker", "health money", "chess walking", "Nie lubię mówić o sobie, ale w szachy zagram.", "ended_planned", release=-330, free="mon10-13"),
    P("Daniel Żuk", "m", 26, "pl:native en:B1", "Krowodrza", "Cook's help", "work", "football", "Praca i spokój.", "ended_transferred", release=-20, free="tue10-12"),
    P("Renata Sarna", "w", 47, "pl:native", "Krowodrza", "Cleaner", "housing money", "books sewing", "Własne mieszkanie, choćby małe.", "ended_planned", release=-310, free="tue10-14", wish="woman"),
    P("Marcin Borsuk", "m", 34, "pl:native", "Bieżanów", "Driver", "work transport", "football", "Dawno nikt mnie nie pytał, czego chcę.", "ended_no_contact", release=-150, free="mon17-20"),
    P("Leszek Tur", "m", 51, "pl:native", "Podgórze", "Stonemason", "work health", "crafts chess", "Ręce mam zdrowe.", "applied", release=60, free=None, online=False, safe=False),
    P("Kinga Ryś", "w", 25, "pl:native en:A2", "Nowa Huta", "Kitchen help", "study family", "music cinema", "Wychowawczyni opowiedziała mi o programie.", "screening", release=75, free="wed10-12", wish="woman", online=False, safe=False),
]  # fmt: skip
