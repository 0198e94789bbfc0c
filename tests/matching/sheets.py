"""Two invented sheets for the tests of `./alongside match`, each with headings of somebody's own."""

#: Six mentees: one repeated name, one row that can't be read, one whom no mentor can speak with.
MENTEES = """Nr;Vor- und Nachname;Sprachen;Geschlecht;Wunsch Geschlecht;Wann;Stadtteil;Online;Bedarf;Hobbys;Anmeldedatum;Religion
E1;Samira Haddad;Arabisch (Muttersprache), Deutsch B1;w;Frau;Di 18-20;Mitte;nein;Wohnung, Arbeit;Kochen;01.03.2026;Bahai
E2;Omar Said;Arabisch (Muttersprache);m;egal;Di 18-21, Sa 10-12;Mitte;ja;Wohnung;Schach;15.01.2026;Bahai
E3;Filmon Tesfay;Tigrinya (Muttersprache);m;egal;Di 18-20;Mitte;ja;Arbeit;Fußball;20.02.2026;Bahai
E4;Baran Kaya;Türkisch (Muttersprache), Deutsch B2;m;egal;irgendwann mal so;Wedding;ja;Arbeit;Schach;02.02.2026;Bahai
E5;Olena Koval;Ukrainisch (Muttersprache), Deutsch B2;w;egal;Mi 17-19;Wedding;ja;Wohnung;Kochen;03.02.2026;Bahai
"""
MENTORS = """ID,Full name,Speaks,Gender,When free,District,Online ok,Can help with,Hobbies,Max mentees
M1,Hanna Berg,"German native, Arabic B2",woman,"Tue 18-20",Mitte,no,"Wohnung, Arbeit",Kochen,1
M2,Jonas Weiss,"German native, Arabic C1",man,"Tue 18-22; Sat 9-12",mitte,yes,Wohnung,Schach,2
M3,Luis Brandao,"German C1, Portuguese native",man,"Wed 17-20",Wedding,yes,Arbeit,Kochen,1
"""
PARTS = ["pairs", "unmatched", "matched", "total_fit", "seats", "certificate", "seconds"]
