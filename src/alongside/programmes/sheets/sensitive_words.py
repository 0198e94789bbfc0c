"""How headings and cells give away what must stay out, in eleven languages. Stems, folded, matched at a word's start."""

import re

from .folding import folded_words

# A stem that ends in “$” is a whole word. Several words are one phrase.
_HEADINGS = {
    "religion": "religi faith$ church mosque denomination confession$ konfession glaube$ glaubens wyznani uskonto usko$ uskonnol vierovyznani vierouka  "
                "віросповід віра$ религ реліг вероиспов ديانة دين$ مذهب طائفة cult$ croyance culte$ fe$ crença crenca credo$",
    "origin": "nationalit nationality citizenship citizen$ staatsangehör staatsbürger obywatelstw narodowosc nacionalidad nacionalidade cidadania ciudadania "
              "kansalaisuu kansallisuu obcianstv narodnost statna prislusnost statna_obcianstvo cetateni nationalitate громадянств національн гражданств национальн "
              "جنسية مواطنة nationalite citoyennete country_of_origin country_of_birth place_of_birth birthplace born_in_country home_country origin$ origins$ herkunft geburtsland geburtsort "
              "heimatland kraj_pochodzenia pochodzeni miejsce_urodzenia pais_de_origem origem$ naturalidade pais_de_origen origen$ lugar_de_nacimiento lahtomaa synnyinmaa "
              "syntymapaikka alkupera krajina_povodu povod$ miesto_narodenia tara_de_origine origine$ locul_nasterii країна_походження походжен місце_народження страна_происхождения "
              "بلد_المنشا بلد_الاصل بلد_منشا بلد_الميلاد مكان_الميلاد مكان_الولادة pays_d_origine pays_de_naissance lieu_de_naissance migration_background migrationshintergrund",
    "ethnicity": "ethnic ethnie ethnisch race$ racial volksgruppe tribe tribal clan$ tribu$ stamm$ caste$ skin etnia$ etnic etni raza$ raca$ rasa$ rasse$ heimo$ klaani "
                 "rotu$ kmen$  etnick етніч етнос этнич раса$ عرق قومية قبيلة عشيرة اثنية ethnique couleur_de_peau",
    "politics": "politic politisch politik polityczn poliitti party_member partei pogląd przynaleznosc_partyjna trade_union union_member gewerkschaft політич партія партийн سياس حزب "
                "syndicat sindicat sindikat  poglady",
    "health": "health medic disab illness disease diagnos trauma$ traumat allerg pregnan psych therap mental_health wellbeing gesundheit krank behinder schwanger zdrowi zdrowotn choroba niepelnospraw "
              "ciaza saude saud$ doenca deficien gravidez salud enfermedad discapac embaraz terveys terveyd sairau vammai vamma$ raskau zdrav chorob postihnut tehotenstv sanatat boala dizabilit handicap sarcin "
              "здоров хвороб інвалід вагітн болезн инвалид صحة صحي مرض اعاقة حمل$ sante maladie grossesse special_needs vulnerab access_needs dietary vaccin",
    "sexuality": "sexual sexuel lgbt queer transgender gender_identity geschlechtsidentitat   identidade_de_genero identidad_de_genero  seksuaal seksual "
                 " sukupuoli_identi characteristics protected_characteristic identity identities identitat$ identidade$ identidad$ identite_de_genre similar_identity sexuala сексуал  "
                 " ميول جنسي$ marital married$ civil_status familienstand stan_cywilny estado_civil siviilisaaty rodinny_stav stare_civila сімейний_стан الحالة_الاجتماعية situation_familiale",
    "offence": "offence offense offend convict crime criminal sentence$ prison_number prisoner_number police_record probation_number straftat delikt vorstraf verurteil haftgrund przestepst wyrok$ karalnos karany crime$ "
               "condenac condena$ delito antecedentes pena$ rikos rikok tuomio trestn trestny odsuden infracti infractiune cazier condamn злочин судим преступл جريمة حكم$ سوابق جنائي delit infraction casier risk_level "
               "radicali extremis",
    "case_number": "case_number case_no case_ref case_id casenumber aktenzeichen fallnummer akte$ numer_sprawy nr_sprawy numero_do_processo numero_de_processo processo$ expediente numero_de_expediente asianumero "
                   "diaarinumero cislo_spisu spis$ spisova numar_dosar nr_dosar dosar$ номер_справи справа$ номер_дела رقم_الملف رقم_القضية numero_de_dossier dossier$ nhs_number nhs_no home_office unhcr azr",
    "legal_status": "legal_status immigration asylum refugee_status residence_permit work_permit residence_status is_refugee residency_status  visa$ leave_to_remain aufenthalt asyl duldung bleiberecht status_pobytu karta_pobytu pobyt$  azyl "
                    "uchodz autorizacao_de_residencia titulo_de_residencia asilo estatuto_de_refugiado proteccion_internacional  permiso_de_residencia situacion_legal oleskelu turvapaik povolenie_na_pobyt status_legal permis_de_sedere "
                    "azil статус_біженця притулок правовий_статус вид_на_жительство لجوء اقامة$ الوضع_القانوني تصريح_اقامة titre_de_sejour asile sejour statut_juridique  migration_status documentation_status",
    "id_number": "passport id_number id_no id_card identity_card identity_number national_insurance ni_number nino$ ssn$ social_security tax_id tax_number reisepass ausweis personalausweis steuer_id steuernummer sozialversicherung "
                 "paszport pesel dowod_osobisty passaporte nif$ niss$ cartao_de_cidadao pasaporte dni$  bsn$ passi$ passin henkilotunnus hetu$ rodne_cislo cestovny_pas obciansky  pasaport cnp$ buletin$ паспорт іпн$ ідентифікаційн "
                 "инн$ جواز رقم_الهوية هوية$ الرقم_الوطني passeport carte_d_identite numero_de_securite iban$ bank_account kontonummer",
}  # fmt: skip

# Cells that are such a value and nothing else; languages that are also nationalities are not here.
_VALUES = {
    "religion": "muslim moslem islam christian catholic protestant orthodox jewish hindu buddhist sikh atheist agnostic yazidi alevi sunni shia shiite druze evangelical muslimisch christlich katholisch evangelisch "
                "orthodox jüdisch muzulmanin chrzescijan katolik katolicka prawoslawny muculmano cristao catolico cristiano musulman musulmana muslimi kristitty ortodoksi moslim krestan katolicky pravoslavny crestin ortodox "
                "мусульман християн православ католи مسلم مسلمة مسيحي مسيحية شيعي سني درزي يزيدي chretien catholique musulmane juif buddhistisch kein_glaube",
    "origin": "syrian afghan eritrean iraqi iranian nigerian sudanese ethiopian moroccan algerian tunisian egyptian lebanese palestinian pakistani venezuelan colombian congolese stateless syrisch afghanisch eritreisch irakisch "
              "iranisch syria syrien afghanistan eritrea iraq irak syryjskie afganskie sirio siria afegao afeganistao syyria afganistanilainen сирієць سوري سورية افغاني عراقي عراقية اريتري سوداني syrien syrienne afghane",
    "sexuality": "gay lesbian bisexual bisexual_or_pansexual pansexual asexual asexual_or_aromantic aromantic queer transgender trans heterosexual straight non_binary lesbisch schwul bisexuell homosexual homosexuell gej lesbijka "
                 "biseksual lésbica homossexual homo lesbo гей лесбі бісексуал مثلي lesbienne bisexuel",
    "legal_status": "refugee asylum_seeker asylum subsidiary_protection recognised_refugee undocumented settled_status tolerated anerkannt geduldet asylbewerber flüchtling uchodźca refugiado requerente_de_asilo pakolainen "
                    "turvapaikanhakija utecenec refugiat біженець لاجئ لاجئة طالب_لجوء réfugié demandeur_d_asile temporary_protection",
    "offence": "burglary robbery theft assault drug_offence terrorism_offence murder manslaughter fraud convicted ex_offender",
    "health": "depression ptsd anxiety diabetes epilepsy schizophrenia cancer hiv disabled wheelchair wheelchair_user autism adhd bipolar",
}  # fmt: skip

# In free text, words that hardly ever stand there innocently. Case decides nothing; whole words only.
_IN_TEXT = (
    "gay lesbian bisexual pansexual asexual transgender transsexual homosexual queer non-binary muslim christian jewish catholic sunni shia yazidi hindu ptsd depression depressed hiv schizophrenia epilepsy suicidal "
    "suicide self-harm pregnant diagnosed disability asylum refugee-status undocumented deported convicted conviction imprisoned burglary robbery terrorism offender torture tortured raped trafficked trafficking nationality "
    "passport ethnicity religion lesbisch schwul bisexuell muslimisch christlich katholisch jüdisch depressionen asylantrag duldung vorbestraft verurteilt abgeschoben schwanger behinderung trauma traumatisiert gefoltert "
    "muzułmanin muzułmanka chrześcijanin katolik uchodźca depresja skazany ciąża niepełnosprawność muçulmano muçulmana católico católica depressão asilo condenado grávida deficiência musulmán musulmana depresión embarazada "
    "discapacidad muslimi kristitty masennus turvapaikka tuomittu raskaana vammainen moslim kresťan depresia odsúdený tehotná creștin musulman depresie condamnat gravidă мусульманин мусульманка християнин депресія засуджений "
    "вагітна інвалідність біженець مسلم مسلمة مسيحي مسيحية لاجئ لاجئة اكتئاب حامل إعاقة سجين تعذيب chrétien musulmane dépression condamné enceinte handicap réfugié"
)  # fmt: skip


def _stems(words: str) -> re.Pattern:
    parts = []
    for stem in words.split():
        whole = stem.endswith("$")
        folded = folded_words(stem.rstrip("$").replace("_", " "))
        parts.append(re.escape(folded) + (r"(?!\w)" if whole else ""))
    # Arabic writes its article and “and” onto the word.
    return re.compile(r"(?<!\w)(?:و?ال)?(?:" + "|".join(sorted(set(parts), key=len, reverse=True)) + ")")


# Documents and files first: an “identity card” is a document, an “identity” something else, and the Arabic
# for “sexual leanings” holds the word for nationality.
_ORDER = sorted(_HEADINGS, key=lambda kind: kind not in ("id_number", "case_number", "sexuality"))
HEADINGS = {kind: _stems(_HEADINGS[kind]) for kind in _ORDER}
VALUES = {kind: frozenset(folded_words(word.replace("_", " ")) for word in words.split()) for kind, words in _VALUES.items()}
IN_TEXT = re.compile(r"(?<!\w)(?:و?ال)?(?:" + "|".join(sorted({re.escape(folded_words(w)) for w in _IN_TEXT.split()})) + r")(?!\w)")
