"""Columns are proposed from headings in twenty-one languages and from their cells."""

import pytest

from alongside.programmes.sheets import LEAVE_OUT, NOTE, guess, trial, words_of

DESIGN = """Vor- und Nachname;E-Mail;Sprachen;Frei am;Religion
Jana Weiß;jana.weiss@;Arabisch;Di abend; Islam
Luís Brandão;luis@example.org;Dari/Farsi;"Sa 10–12; Di abend";kath.
Omar Saïd;omar@example.org;Kurd.;Mo-Fr ab 17 Uhr;
Ayşe Demir;ayse@example.org;Türkisch, Kurd.;So 10-12;
"""


def test_the_sheet_of_the_design_is_understood(sheet_of):
    sheet = sheet_of(DESIGN)
    mapping = guess(sheet)
    assert mapping.columns == {"Vor- und Nachname": "name", "E-Mail": "email", "Sprachen": "languages", "Frei am": "availability",
                               "Religion": LEAVE_OUT}  # fmt: skip
    assert set(mapping.confidence.values()) == {"clear"}
    assert "never taken in" in mapping.why["Religion"]
    assert mapping.hours_language == {"Frei am": "de"}
    words = words_of(sheet, mapping)["Sprachen"]
    assert [(word.text, word.times, word.settled) for word in words] == [("Kurd", 2, False), ("Arabisch", 1, True), ("Dari/Farsi", 1, True),
                                                                         ("Türkisch", 1, True)]  # fmt: skip
    assert words[2].value == "prs fa" and [value for value, _ in words[2].options] == ["prs fa", "prs", "fa"]
    rows = list(trial(sheet, mapping))
    assert [row.person is not None for row in rows] == [False, True, False, False]
    mapping.words["Sprachen"] = {"Kurd": "kmr"}
    rows = list(trial(sheet, mapping))
    assert [row.person is not None for row in rows] == [False, True, True, True]
    assert rows[3].person["languages"] == [["tr", ""], ["kmr", ""]] and rows[3].person["availability"] == [[6, 600, 720]]


HEADINGS = {
    "en": "Full name,E-mail address,Mobile,Languages spoken,Availability,Gender,Year of birth,Town,Interests",
    "de": "Name,Mailadresse,Handy,Sprachkenntnisse,Verfügbarkeit,Geschlecht,Geburtsjahr,Wohnort,Hobbys",
    "pl": "Imię i nazwisko,Adres e-mail,Telefon komórkowy,Języki,Dostępność,Płeć,Rok urodzenia,Miasto,Zainteresowania",
    "pt": "Nome completo,Correio eletrónico,Telemóvel,Línguas,Disponibilidade,Género,Ano de nascimento,Cidade,Interesses",
    "es": "Nombre y apellidos,Correo electrónico,Móvil,Idiomas,Disponibilidad,Sexo,Año de nacimiento,Ciudad,Aficiones",
    "fi": "Nimi,Sähköposti,Puhelin,Kielitaito,Milloin vapaa,Sukupuoli,Syntymävuosi,Kunta,Harrastukset",
    "sk": "Meno a priezvisko,Emailová adresa,Telefónne číslo,Jazyky,Dostupnosť,Pohlavie,Rok narodenia,Obec,Záujmy",
    "ro": "Nume și prenume,Adresă de e-mail,Număr de telefon,Limbi vorbite,Disponibilitate,Gen,Anul nașterii,Oraș,Pasiuni",
    "uk": "Ім'я та прізвище,Електронна пошта,Номер телефону,Мови,Доступність,Стать,Рік народження,Місто,Хобі",
    "ar": "الاسم الكامل,البريد الإلكتروني,رقم الهاتف,اللغات,أوقات الفراغ,الجنس,سنة الميلاد,المدينة,الهوايات",
    "fr": "Nom et prénom,Adresse e-mail,Téléphone,Langues parlées,Disponibilités,Genre,Année de naissance,Ville,Loisirs",
    "nl": "Naam,E-mailadres,Telefoonnummer,Talen,Beschikbaarheid,Geslacht,Geboortejaar,Woonplaats,Hobby's",
    "it": "Nome e cognome,Indirizzo e-mail,Numero di telefono,Lingue parlate,Disponibilità,Sesso,Data di nascita,Città,Interessi",
    "sv": "Namn,E-postadress,Telefonnummer,Språk,Tillgänglighet,Kön,Födelsedatum,Stad,Fritidsintressen",
    "da": "Navn,E-mail,Telefonnummer,Sprog,Tilgængelighed,Køn,Fødselsdato,Bydel,Interesser",
    "tr": "Adı Soyadı,E-posta,Telefon numarası,Konuştuğu diller,Uygun zamanlar,Cinsiyet,Doğum tarihi,Şehir,Hobiler",
    "fa": "نام و نام خانوادگی,ایمیل,شماره تلفن,زبان‌ها,زمان‌های آزاد,جنسیت,سال تولد,شهر,سرگرمی‌ها",
    "cs": "Jméno a příjmení,E-mail,Telefon,Jazyky,Dostupnost,Pohlaví,Datum narození,Město,Koníčky",
    "hu": "Név,E-mail cím,Telefonszám,Nyelvek,Elérhetőség,Nem,Születési dátum,Város,Hobbi",
    "el": "Ονοματεπώνυμο,Email,Τηλέφωνο,Γλώσσες,Διαθεσιμότητα,Φύλο,Ημερομηνία γέννησης,Πόλη,Χόμπι",
    "ru": "Фамилия и имя,Электронная почта,Номер телефона,Владение языками,Свободное время,Пол,Дата рождения,Город,Увлечения",
}
FIELDS = ["name", "email", "phone", "languages", "availability", "gender", "birth_year", "area", "interests"]


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_known_in_every_language(sheet_of, language):
    sheet = sheet_of(HEADINGS[language] + "\nAmina Haddad,amina@example.org,+49 30 1234567,Arabic,Tue 17:00-19:00,f,1990,Porto,chess\n")
    assert list(guess(sheet).columns.values()) == FIELDS


def test_columns_with_unknown_headings_are_known_by_their_cells(sheet_of):
    content = "A,B,C,D,E,F\n" + "".join(
        f"Amina Haddad{letter},a{letter}@example.org,+49 30 12345{letter}7,Arabic; English B1,Tue eve,{1980 + i}\n"
        for i, letter in enumerate("0123456"))
    mapping = guess(sheet_of(content.replace("Haddad0", "Haddad")))
    assert list(mapping.columns.values())[1:] == ["email", "phone", "languages", "availability", "birth_year"]
    assert set(mapping.confidence.values()) == {"look"}


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Nombre,Apellidos", ["first_name", "last_name"]),
        ("Nombre,Correo", ["name", "email"]),
        ("Name,Vorname", ["last_name", "first_name"]),
        ("Nom,Prénom", ["last_name", "first_name"]),
        ("Nome,Apelido", ["first_name", "last_name"]),
        ("Imię,Nazwisko", ["first_name", "last_name"]),
        ("First name,Surname", ["first_name", "last_name"]),
        ("Nume,Prenume", ["last_name", "first_name"]),
        ("Nom,Courriel", ["name", "email"]),
    ],
)
def test_names_in_one_column_or_two(sheet_of, headings, fields):
    second = "ana@example.org" if fields[1] == "email" else "Lima"
    assert list(guess(sheet_of(f"{headings}\nAna,{second}\n")).columns.values()) == fields


def test_notes_wait_for_a_decision(sheet_of):
    mapping = guess(sheet_of("Name,Comments\nJana,likes tea\n"))
    assert mapping.columns["Comments"] == NOTE and mapping.undecided_notes() == ["Comments"]


def test_one_field_is_not_claimed_twice(sheet_of):
    mapping = guess(sheet_of("Name,E-mail,Email address\nJana,a@example.org,b@example.org\n"))
    assert mapping.columns["E-mail"] == "email" and mapping.columns["Email address"] == LEAVE_OUT
    assert "already" in mapping.why["Email address"]
    assert not mapping.faults()


def test_spanish_m_is_a_woman_beside_h(sheet_of):
    sheet = sheet_of("Nombre completo,Sexo\nAna Ruiz,M\nLuis Gil,H\n")
    assert [row.person["gender"] for row in trial(sheet, guess(sheet))] == ["woman", "man"]


def test_a_column_of_ages_says_who_is_adult_and_keeps_no_age(sheet_of):
    sheet = sheet_of("Name,Age\nAna Ruiz,34\nLuis Gil,17\n")
    assert [row.person for row in trial(sheet, guess(sheet))] == [{"name": "Ana Ruiz", "adult": True}, {"name": "Luis Gil", "adult": False}]


def test_a_column_for_each_day(sheet_of):
    sheet = sheet_of("Name,Monday,Tuesday\nAna Ruiz,evening,x\nLuis Gil,,no\n")
    assert [row.person.get("availability") for row in trial(sheet, guess(sheet))] == [[[0, 1020, 1260], [1, 540, 1260]], None]


def test_one_order_of_dates_is_learnt_from_the_column(sheet_of):
    sheet = sheet_of("Name,Joined\nAna Ruiz,03/04/2025\nLuis Gil,25/03/2025\n")
    mapping = guess(sheet)
    assert mapping.date_order == {"Joined": "dmy"}
    assert [row.person["joined_on"] for row in trial(sheet, mapping)] == ["2025-04-03", "2025-03-25"]


def test_every_column_is_in_the_mapping(sheet_of):
    sheet = sheet_of("Name,???,Blah,\nJana,1,2,3\n")
    assert set(guess(sheet).columns) == set(sheet.columns)
