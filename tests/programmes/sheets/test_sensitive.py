"""What stays out whatever anybody maps, and what free text would carry in by the back door."""

import pytest

from alongside.programmes.sheets import LEAVE_OUT, Mapping, guess, leaks, left_out, sensitive_columns, trial
from alongside.programmes.sheets.sensitive import REASONS, kind_of_heading

KINDS = {
    "religion": "Religion|Faith|Konfession|Wyznanie|Religião|Uskonto|Vierovyznanie|Religie|Віросповідання|الديانة|Religión",
    "origin": "Nationality|Country of origin|Place of birth|Staatsangehörigkeit|Herkunftsland|Obywatelstwo|Kraj pochodzenia|Nacionalidade|País de origem|Nacionalidad|"
              "Kansalaisuus|Lähtömaa|Občianstvo|Národnosť|Cetățenie|Țara de origine|Громадянство|Країна походження|الجنسية|بلد المنشأ|Nationalité|Pays d'origine|Citizenship",
    "ethnicity": "Ethnicity|Race|Tribe|Ethnie|Etnia|Raza|Etninen tausta|Etnicitate|Етнічність|العرق|القومية|Origine ethnique|Pochodzenie etniczne",
    "politics": "Political views|Partei|Poglądy polityczne|Política|Poliittinen kanta|Політичні погляди|الانتماء السياسي",
    "health": "Health|Disability|Medical notes|Gesundheit|Behinderung|Niepełnosprawność|Saúde|Deficiência|Discapacidad|Terveys|Vamma|Zdravie|Zdravotné postihnutie|Sănătate|Здоров'я|الصحة|إعاقة|Santé|Handicap",
    "sexuality": "Sexual orientation|characteristics|identity to match|match with similar identity|Sexuelle Orientierung|Orientacja seksualna|Orientação sexual|Orientación sexual|Sexuálna orientácia|"
                 "Сексуальна орієнтація|الميول الجنسية|Orientation sexuelle|Marital status",
    "offence": "Offence|Conviction|Straftat|Przestępstwo|Delito|Rikos|Trestný čin|Infracțiune|Злочин|الجريمة|Infraction|Index offence",
    "case_number": "Case number|Case no.|Aktenzeichen|Numer sprawy|Número do processo|Número de expediente|Číslo spisu|Număr dosar|Номер справи|رقم الملف|Numéro de dossier",
    "legal_status": "Legal status|Immigration status|Asylum|Aufenthaltsstatus|Status pobytu|Título de residência|Oleskelulupa|Turvapaikka|Azyl|Permis de ședere|Статус біженця|تصريح الإقامة|اللجوء|Titre de séjour|Visa",
    "id_number": "Passport number|ID number|National Insurance|Reisepass|PESEL|NIF|DNI|Henkilötunnus|Rodné číslo|CNP|Паспорт|رقم الهوية|Carte d'identité|IBAN",
}  # fmt: skip


#: Dutch, Italian, Swedish, Danish, Turkish, Persian, Czech, Hungarian, Greek; then what people write in the languages above.
MORE = {
    "religion": "Geloof|Godsdienst|Religione|Fede religiosa|Trossamfund|Din|Dini inanç|دین|Náboženství|Vallás|Θρησκεία|Place of worship|Creencias|Bekenntnis",
    "origin": "Nationaliteit|Geboorteplaats|Cittadinanza|Paese di origine|Medborgarskap|Födelseland|Uyruğu|Doğum yeri|ملیت|Státní občanství|Állampolgárság|Υπηκοότητα|"
              "Where are you from?|Woher kommst du?|Pays de naissance|¿De dónde eres?|من أي بلد أنت",
    "ethnicity": "Etniciteit|Origine etnica|Etnicitet|Etnik köken|قومیت|Etnická příslušnost|Origine ethnique|Skin colour|Minority group",
    "politics": "Politieke partij|Partito politico|Politisk tillhörighet|Siyasi parti|حزب|Parti politique|Political party",
    "health": "Gezondheid|Disabilità|Stato di salute|Funktionsnedsättning|Handikap|Sağlık durumu|Engellilik|معلولیت|Postižení|Fogyatékosság|Αναπηρία|Діагноз|التشخيص|Schwerbehinderung|Krankenkasse|Addictions",
    "sexuality": "Seksuele geaardheid|Orientamento sessuale|Sexuell läggning|Cinsel yönelim|گرایش جنسی|Szexuális irányultság|Medeni hal|Stato civile|État civil|LGBTQ+",
    "offence": "Strafblad|Precedenti penali|Brott|Straffregister|Sabıka kaydı|سابقه کیفری|Trestný čin|Bűncselekmény|Release date|JVA|Peine",
    "case_number": "Zaaknummer|Numero di pratica|Numero fascicolo|Ärendenummer|Dosya numarası|شماره پرونده|Číslo jednací|Ügyszám|AZ|Client ID|File no.",
    "legal_status": "Verblijfsstatus|Permesso di soggiorno|Uppehållstillstånd|Oturma izni|وضعیت اقامت|Povolení k pobytu|Menekült státusz|Άδεια διαμονής|وضع قانوني|Right to work|Дозвіл на проживання|Refugee?",
    "id_number": "BSN|Codice fiscale|Numero passaporto|Personnummer|CPR-nummer|T.C. Kimlik No|شماره گذرنامه|Číslo pasu|Személyi szám|ΑΦΜ|Passnummer",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "heading"), [(kind, heading) for table in (KINDS, MORE) for kind, words in table.items() for heading in words.split("|")])
def test_the_heading_is_enough(kind, heading):
    found = kind_of_heading(heading)
    assert found, heading
    assert {found, kind} <= {"origin", "ethnicity"} or found == kind


@pytest.mark.parametrize(
    "heading",
    "Name|Gender|Sexo|Sex|Geschlecht|Country|Languages|Availability|Sexta-feira|Orientation session|Trace|Grace period|Wishes|Interests|Profession|Date of birth|"
    "Orientador|Reference|Status|E-mail|Phone|Town|Motivation|Needs|الجنس|Стать|Sukupuoli|Płeć|Pohlavie|Genre|Numer|Nie|Party size|Party|Partner|Din telefon|Din e-post|Crimea|Saludo|Passing|Visibility|Domenica|Roma (città)".split("|"),
)
def test_ordinary_headings_are_not_suspected(heading):
    assert kind_of_heading(heading) == ""


def test_every_kind_has_a_sentence():
    assert set(REASONS) == set(KINDS)


@pytest.mark.parametrize("values", [("Muslim", "Christian", "Muslim"), ("Syrian", "Afghan", "Ukrainian"), ("Gay", "Lesbian", "none"), ("asylum seeker", "refugee", "")])
def test_the_cells_are_enough(sheet_of, values):
    sheet = sheet_of("Name,Group\n" + "".join(f"P{chr(65 + i)},{value}\n" for i, value in enumerate(values)))
    assert list(sensitive_columns(sheet)) == ["Group"]


def test_languages_are_no_nationality(sheet_of):
    assert not sensitive_columns(sheet_of("Name,Sprachen,Column\nA,Polish,Ukrainian\nB,Ukrainian,Polish\n"))


CONTENT = "Name,Religion,Biography,Wishes\nAna,Bahai,I am Bahai and bake,long walks\nEva,,I like tea,somebody who knows about depression\nOmar,Bahai,I sing,music\n"


def test_text_that_repeats_what_is_left_out_is_left_out_too(sheet_of):
    sheet = sheet_of(CONTENT)
    mapping = guess(sheet)
    assert mapping.columns == {"Name": "name", "Religion": LEAVE_OUT, "Biography": LEAVE_OUT, "Wishes": LEAVE_OUT}
    assert list(trial(sheet, mapping))[0].person == {"name": "Ana"}


def test_leaks_name_a_row_and_never_the_value(sheet_of):
    sheet = sheet_of(CONTENT)
    found = leaks(sheet, Mapping(columns={"Name": "name", "Biography": "about", "Wishes": "wishes"}))
    assert [(leak.column, leak.cells, leak.row, leak.source) for leak in found] == [("Biography", 1, 2, "Religion"), ("Wishes", 1, 3, "")]
    assert not any("Bahai" in leak.sentence or "depression" in leak.sentence for leak in found)


def test_a_mapping_cannot_bring_a_sensitive_column_in(sheet_of):
    sheet = sheet_of(CONTENT)
    mapping = Mapping(columns={"Name": "name", "Religion": "about", "Biography": "about", "Wishes": "wishes"})
    assert [row.person for row in trial(sheet, mapping)] == [{"name": "Ana"}, {"name": "Eva"}, {"name": "Omar"}]
    assert set(left_out(sheet, mapping)) == {"Religion", "Biography", "Wishes"}


def test_a_person_may_take_the_text_without_the_cells_that_tell(sheet_of):
    sheet = sheet_of(CONTENT)
    mapping = Mapping(columns={"Name": "name", "Biography": "about"}, taken_although=["Biography", "Religion"])
    assert [row.person.get("about") for row in trial(sheet, mapping)] == [None, "I like tea", "I sing"]


def test_yes_and_small_numbers_are_no_leak(sheet_of):
    sheet = sheet_of("Name,Disability,About\nAna,yes,yes I like 12 cats\nEva,12,12 dogs and no cats\n")
    assert not leaks(sheet, Mapping(columns={"Name": "name", "About": "about"}))
