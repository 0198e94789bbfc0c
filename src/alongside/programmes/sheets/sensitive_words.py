"""How headings and cells give away what must stay out, in some twenty languages. Stems, folded, matched at a word's start."""

import re

from .folding import folded_words

# A stem that ends in “$” is a whole word, one that begins with “=” the whole heading: “Din” is faith in Turkish, “Din telefon”
# your phone in Swedish. Several words are one phrase.
_HEADINGS = {
    "religion": "religi faith$ church mosque denomination confession$ konfession glaube$ glaubens wyznani uskonto usko$ uskonnol vierovyznani vierouka  "
                "віросповід віра$ религ реліг вероиспов ديانة دين$ مذهب طائفة cult$ croyance culte$ fe$ crença crenca credo$"
                " =belief =beliefs religious_belief place_of_worship bekenntnis kirchenzugeh moschee =muslim =muslima are_you_muslim"
                " are_you_christian halal confesion$ creencia fede$ credenz geloof$ geloofs godsdienst levensbeschouw trossamfund trosuppfat"
                " trosretning livssyn$ livsaskad =tro =din dini_ dini$ dinin$ mezhep inanc mezheb wiara$ nabozen vyznan vallas$ vallasi$"
                " felekezet θρησκε θρησκευ confesiune =دین دینی$ مذهبی اعتقاد",
    "origin": "nationalit nationality citizenship citizen$ staatsangehör staatsbürger obywatelstw narodowosc nacionalidad nacionalidade cidadania ciudadania "
              "kansalaisuu kansallisuu obcianstv narodnost statna prislusnost statna_obcianstvo cetateni nationalitate громадянств національн гражданств национальн "
              "جنسية مواطنة nationalite citoyennete country_of_origin country_of_birth place_of_birth birthplace born_in_country home_country origin$ origins$ herkunft geburtsland geburtsort "
              "heimatland kraj_pochodzenia pochodzeni miejsce_urodzenia pais_de_origem origem$ naturalidade pais_de_origen origen$ lugar_de_nacimiento lahtomaa synnyinmaa "
              "syntymapaikka alkupera krajina_povodu povod$ miesto_narodenia tara_de_origine origine$ locul_nasterii країна_походження походжен місце_народження страна_происхождения "
              "بلد_المنشا بلد_الاصل بلد_منشا بلد_الميلاد مكان_الميلاد مكان_الولادة pays_d_origine pays_de_naissance lieu_de_naissance migration_background migrationshintergrund"
              " where_are_you_from where_do_you_come_from =came_from woher_komm woher_stamm d_ou_venez de_donde_eres de_donde_viene"
              " de_onde_vem de_onde_e da_dove_vien di_dove_sei waar_kom waarvandaan varifran hvor_kommer nerelisin skad_pochodz звідки_ви"
              " من_اين_انت من_اي_بلد nazionalit cittadinanza paese_di_orig paese_di_nascita luogo_di_nascita paese_di_prov provenienza$"
              " land_van_herk herkomst geboorteland geboorteplaats nationaliteit nationalitet medborgarskap fodelseland fodelseort"
              " ursprungsland hemland$ hjemland$ fodeland statsborger opprinnelse oprindelse uyruk uyrug milliyet vatandaslik dogum_yeri"
              " memleket geldigi_ulke mense_ulke ملیت تابعیت کشور_مبد کشور_تولد محل_تولد obcanstvi zeme_puvodu puvod$ misto_narozeni"
              " statni_prislusn allampolg nemzetiseg szarmazas υπηκοοτ εθνικοτ ιθαγεν χωρα_καταγ καταγωγ τοπος_γενν kotimaa$ syntymamaa"
              " migrant_background born_in$ year_of_arrival date_of_arrival arrival_date einreise",
    "ethnicity": "ethnic ethnie ethnisch race$ racial volksgruppe tribe tribal clan$ tribu$ stamm$ caste$ skin etnia$ etnic etni raza$ raca$ rasa$ rasse$ heimo$ klaani "
                 "rotu$ kmen$  etnick етніч етнос этнич раса$ عرق قومية قبيلة عشيرة اثنية ethnique couleur_de_peau"
                 " =irk irksal etnic etnis etniz قومیت نژاد εθνοτ φυλη$ bame$ bme$ minority_group minorit minderheit minderhed =roma is_roma"
                 " hautfarbe huidskleur hudfarg visible_minority =heritage",
    "politics": "politic politisch politik polityczn poliitti party_member partei pogląd przynaleznosc_partyjna trade_union union_member gewerkschaft політич партія партийн سياس حزب "
                "syndicat sindicat sindikat  poglady"
                " parti_polit opinions_polit siyasi politisk =parti partit_polit partij$ politiek puolue πολιτικ πολιτικα κομμα$ партійн vakbond"
                " fackforen fagforen sindacat filiacao_part military_service wehrdienst militardienst حزب",
    "health": "health medic disab illness disease diagnos trauma$ traumat allerg pregnan psych therap mental_health wellbeing gesundheit krank$ krankheit behinder schwanger zdrowi zdrowotn choroba niepelnospraw "
              "ciaza saude saud$ doenca deficien gravidez salud$ enfermedad discapac embaraz terveys terveyd sairau vammai vamma$ raskau zdrav chorob postihnut tehotenstv sanatat boala dizabilit handicap sarcin "
              "здоров хвороб інвалід вагітн болезн инвалид صحة صحي مرض اعاقة حمل$ sante maladie grossesse special_needs vulnerab access_needs dietary vaccin"
              " gesundheit schwerbehind grad_der_behind krankh =gdb salute$ malatti disabilit gezondheid beperking$ beperkingen ziekte halsa$"
              " halsotill funktionsneds funktionshind sjukdom sykdom sygdom helse$ helsetil helbred handikap saglik engelli engel_durum"
              " hastalik =tani =diagnoz سلامت$ سلامتی معلول بیمار تشخیص postizen nemoc$ nemoci zdravotn egeszseg fogyatek betegs υγεια$"
              " υγειας αναπηρ ασθενει діагноз диагноз medicin$ medicament medikament medications in_treatment additional_needs neurodiver"
              " autis adhd$ addict substance_use substance_mis sucht$ suchter drogen drug_use alcohol =gp gp_name gp_surgery wheelchair"
              " long_term_condition impairment ptsd suicid suizid pflegegrad krankenkasse krankenversich diat$ dieta$ invalid hamile gebelik"
              " gravid zwanger gravidanza care_needs",
    "sexuality": "sexual sexuel lgbt queer transgender gender_identity geschlechtsidentitat   identidade_de_genero identidad_de_genero  seksuaal seksual "
                 " sukupuoli_identi characteristics protected_characteristic identity identities identitat$ identidade$ identidad$ identite_de_genre similar_identity sexuala сексуал  "
                 " ميول جنسي$ marital married$ civil_status familienstand stan_cywilny estado_civil siviilisaaty rodinny_stav stare_civila сімейний_стан الحالة_الاجتماعية situation_familiale"
                 " sessual seksue seksuel cinsel szexual σεξουαλ sexuell =trans identifies_as_trans is_trans personenstand etat_civil"
                 " stato_civile burgerlijke_staat civilstand sivilstand medeni_hal medeni_durum وضعیت_تاهل تاهل$ csaladi_allapot"
                 " οικογενειακη_κατ genderidentit konsidentit kjonnsident identita_di_genere relationship_status cinsiyet_kimli گرایش_جنسی",
    "offence": "offence offense offend convict crime$ crimes$ crimin sentence$ prison_number prisoner_number police_record probation_number straftat delikt vorstraf verurteil haftgrund przestepst wyrok$ karalnos karany "
               "condenac condena$ delito antecedentes pena$ rikos rikok tuomio trestn trestny odsuden infracti infractiune cazier condamn злочин судим преступл جريمة حكم$ سوابق جنائي delit infraction casier risk_level "
               "radicali extremis"
               " release_date licence_conditions probation haftende haftstraf =haft haftdauer haftentlass inhaftier entlassungsdatum peine$"
               " reato$ reati$ precedenti_penali condann strafblad delict$ delicten veroordel brott$ brottsl straffereg straffreg kriminal straffattest"
               " =suc suc_kaydi sabika mahkum tutuklu =جرم سابقه_کیفری سابقه_جنایی محکومیت buncselek buntetett ποινικ αδικημ εγκλημ =risk"
               " risk_assess risk_score oasys terroris deradical gang$ gangs$ =prison in_prison gefangnis jva$ bewahrung dbs$ police_check"
               " fuhrungszeugnis casellario detenut gevangenis fangelse fengsel cezaevi زندان carcel prision$ prisao$ recluso więzien wiezien",
    "case_number": "case_number case_no case_ref case_id casenumber aktenzeichen fallnummer akte$ numer_sprawy nr_sprawy numero_do_processo numero_de_processo processo$ expediente numero_de_expediente asianumero "
                   "diaarinumero cislo_spisu spis$ spisova numar_dosar nr_dosar dosar$ номер_справи справа$ номер_дела رقم_الملف رقم_القضية numero_de_dossier dossier$ nhs_number nhs_no home_office unhcr azr"
                   " =az =az_nr geschaftszeichen numero_di_pratica numero_pratica fascicolo numero_fascicolo dossiernummer dossier_nummer"
                   " zaaknummer arendenummer diarienummer saksnummer sagsnummer journalnummer dosya_num dosya_no شماره_پرونده sygn$ sygnatura"
                   " cislo_jednaci spisova_zn cj$ ugyszam αριθμος_υποθ αριθμος_φακ file_number file_no$ file_ref client_id client_number client_no"
                   " pnc_id =crn =prn =pnc caseload_id bamf klientennummer kundennummer",
    "legal_status": "legal_status immigration asylum refugee_status residence_permit work_permit residence_status is_refugee residency_status  visa$ leave_to_remain aufenthalt asyl duldung bleiberecht status_pobytu karta_pobytu pobyt$  azyl "
                    "uchodz autorizacao_de_residencia titulo_de_residencia asilo estatuto_de_refugiado proteccion_internacional  permiso_de_residencia situacion_legal oleskelu turvapaik povolenie_na_pobyt permis_de_sedere "
                    "azil статус_біженця притулок правовий_статус вид_на_жительство لجوء اقامة$ الوضع_القانوني تصريح_اقامة titre_de_sejour asile sejour statut_juridique  migration_status documentation_status"
                    " =refugee =refugees statut_de_refug statut_legal estatus_legal situacion_admin status_giur status_legal stato_giur"
                    " permesso_di_sogg richiedente_asilo rifugiat verblijfs asielst asielz asiel$ vluchteling uppehallst asylsok oppholds opholds"
                    " flyktning flygting oturma_izni ikamet hukuki_durum yasal_statu iltica multeci siginmaci gecici_koruma وضعیت_حقوقی وضعیت_اقامت"
                    " اجازه_اقامت پناهند status_prawny zezwolenie_na_pobyt povoleni_k_pob pravni_postaveni uprchl tartozkodasi menekult αδεια_διαμ"
                    " νομικο_καθ ασυλο προσφυγ дозвіл_на_прож дозвіл_на_перебув посвідка тимчасовий_захист беженец وضع_قانوني right_to_work"
                    " arbeitserlaubnis =brp eu_settlement settled_status nrpf no_recourse undocumented sans_papiers لاجئ",
    "id_number": "passport id_number id_no id_card identity_card identity_number national_insurance ni_number nino$ ssn$ social_security tax_id tax_number reisepass ausweis personalausweis steuer_id steuernummer sozialversicherung "
                 "paszport pesel dowod_osobisty passaporte nif$ niss$ cartao_de_cidadao pasaporte dni$  bsn$ passi$ passin$ henkilotunnus hetu$ rodne_cislo cestovny_pas obciansky  pasaport cnp$ buletin$ паспорт іпн$ ідентифікаційн "
                 "инн$ جواز رقم_الهوية هوية$ الرقم_الوطني passeport carte_d_identite numero_de_securite iban$ bank_account kontonummer"
                 " passnummer passnr pass_nr ni_no$ codice_fiscale carta_d_ident carta_di_ident numero_passaporto paspoort"
                 " identiteitskaart personnummer personnr personnumer fodselsnummer fodselsnr cpr$ cprnummer kimlik pasaport گذرنامه کد_ملی"
                 " تذکره شماره_ملی dowodu_osob nr_dowodu dowod$ cislo_pasu obcansky_prukaz utlevel szemelyi_szam szemelyi_igazolv taj_szam αφμ$"
                 " αμκα$ διαβατηρ ταυτοτητα رقم_قومي conto_corrente =bic bankverbindung rekening cuenta_bancaria compte_bancaire"
                 " driving_licence_number driver_license fuhrerscheinnummer",
}  # fmt: skip

# Cells that are such a value and nothing else; languages that are also nationalities are not here.
_VALUES = {
    "religion": "muslim moslem islam christian catholic protestant orthodox jewish hindu buddhist sikh atheist agnostic yazidi alevi sunni shia shiite druze evangelical muslimisch christlich katholisch evangelisch "
                "orthodox jüdisch muzulmanin chrzescijan katolik katolicka prawoslawny muculmano cristao catolico cristiano musulman musulmana muslimi kristitty ortodoksi moslim krestan katolicky pravoslavny crestin ortodox "
                "мусульман християн православ католи مسلم مسلمة مسيحي مسيحية شيعي سني درزي يزيدي chretien catholique musulmane juif buddhistisch kein_glaube"
                " islamitisch moslima christelijk katholiek protestants joods boeddhist musulmano cristiana cattolico cattolica ortodosso ebreo ebrea buddista induista muslimsk kristen katolsk judisk jødisk müslüman hristiyan katolik ortodoks yahudi مسلمان شیعه مسیحی زرتشتی muslim_sunni ateo ateist",
    "origin": "syrian afghan eritrean iraqi iranian nigerian sudanese ethiopian moroccan algerian tunisian egyptian lebanese palestinian pakistani venezuelan colombian congolese stateless syrisch afghanisch eritreisch irakisch "
              "iranisch syria syrien afghanistan eritrea iraq irak syryjskie afganskie sirio siria afegao afeganistao syyria afganistanilainen сирієць سوري سورية افغاني عراقي عراقية اريتري سوداني syrien syrienne afghane"
              " syrisk afghansk eritreansk suriyeli afgan iraklı iranlı siriano siriana afgano afgana iracheno eritreo nigeriano syriër afghaan eritreeër سوری افغان افغانستانی عراقی",
    "sexuality": "gay lesbian bisexual bisexual_or_pansexual pansexual asexual asexual_or_aromantic aromantic queer transgender trans heterosexual straight non_binary lesbisch schwul bisexuell homosexual homosexuell gej lesbijka "
                 "biseksual lésbica homossexual homo lesbo гей лесбі бісексуал مثلي lesbienne bisexuel"
                 " lesbica omosessuale bisessuale eterosessuale homoseksueel biseksueel heteroseksueel lesbisk homosexual homoseksuell eşcinsel همجنسگرا",
    "legal_status": "refugee asylum_seeker asylum subsidiary_protection recognised_refugee undocumented settled_status tolerated anerkannt geduldet asylbewerber flüchtling uchodźca refugiado requerente_de_asilo pakolainen "
                    "turvapaikanhakija utecenec refugiat біженець لاجئ لاجئة طالب_لجوء réfugié demandeur_d_asile temporary_protection"
                    " subsidiärer_schutz aufenthaltserlaubnis aufenthaltsgestattung niederlassungserlaubnis statushouder vluchteling asielzoeker rifugiato rifugiata richiedente_asilo protezione_sussidiaria flykting asylsökande mülteci sığınmacı geçici_koruma پناهنده پناهجو тимчасовий_захист leave_to_remain",
    "offence": "burglary robbery theft assault drug_offence terrorism_offence murder manslaughter fraud convicted ex_offender",
    "health": "depression ptsd anxiety diabetes epilepsy schizophrenia cancer hiv disabled wheelchair wheelchair_user autism adhd bipolar"
              " autismus depressionen depressione depressie depresyon ptbs blind deaf",
}  # fmt: skip

# In free text, words that hardly ever stand there innocently. Case decides nothing; whole words only.
_IN_TEXT = (
    "gay lesbian bisexual pansexual asexual transgender transsexual homosexual queer non-binary muslim christian jewish catholic sunni shia yazidi hindu ptsd depression depressed hiv schizophrenia epilepsy suicidal "
    "suicide self-harm pregnant diagnosed disability asylum refugee-status undocumented deported convicted conviction imprisoned burglary robbery terrorism offender torture tortured raped trafficked trafficking nationality "
    "passport ethnicity religion lesbisch schwul bisexuell muslimisch christlich katholisch jüdisch depressionen asylantrag duldung vorbestraft verurteilt abgeschoben schwanger behinderung trauma traumatisiert gefoltert "
    "muzułmanin muzułmanka chrześcijanin katolik uchodźca depresja skazany ciąża niepełnosprawność muçulmano muçulmana católico católica depressão asilo condenado grávida deficiência musulmán musulmana depresión embarazada "
    "discapacidad muslimi kristitty masennus turvapaikka tuomittu raskaana vammainen moslim kresťan depresia odsúdený tehotná creștin musulman depresie condamnat gravidă мусульманин мусульманка християнин депресія засуджений "
    "moslima homoseksueel depressie zwanger gehandicapt vluchteling asielzoeker verkracht veroordeeld musulmano omosessuale incinta depressione disabile rifugiato condannato torturato muslimsk gravid deprimerad asylsökande våldtagen "
    "müslüman hristiyan eşcinsel hamile depresyon engelli mülteci tutuklu mahkum işkence مسلمان مسیحی پناهنده باردار افسردگی معلول شکنجه "
    "вагітна інвалідність біженець مسلم مسلمة مسيحي مسيحية لاجئ لاجئة اكتئاب حامل إعاقة سجين تعذيب chrétien musulmane dépression condamné enceinte handicap réfugié"
)  # fmt: skip


def _stems(words: str) -> re.Pattern:
    parts, headings = set(), set()
    for stem in words.split():
        # Arabic writes its article and “and” onto the word: any word of a phrase may carry them.
        folded = [word if len(word) < 5 else word.removeprefix("ال") for word in folded_words(stem.strip("=$").replace("_", " ")).split()]
        phrase = " (?:ال)?".join(map(re.escape, folded))
        if stem.startswith("="):
            headings.add(phrase)
        else:
            parts.add(phrase + (r"(?!\w)" if stem.endswith("$") else ""))
    longest_first = sorted(parts, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:و?ال)?(?:{'|'.join(longest_first)})|^(?:{'|'.join(sorted(headings))})$" if headings else
                      rf"(?<!\w)(?:و?ال)?(?:{'|'.join(longest_first)})")


# Documents and files first: an “identity card” is a document, an “identity” something else, and the Arabic
# for “sexual leanings” holds the word for nationality; “ethnic origin” is no country.
_ORDER = sorted(_HEADINGS, key=lambda kind: kind not in ("id_number", "case_number", "sexuality", "ethnicity"))
HEADINGS = {kind: _stems(_HEADINGS[kind]) for kind in _ORDER}
VALUES = {kind: frozenset(folded_words(word.replace("_", " ")) for word in words.split()) for kind, words in _VALUES.items()}
IN_TEXT = re.compile(r"(?<!\w)(?:و?ال)?(?:" + "|".join(sorted({re.escape(folded_words(w)) for w in _IN_TEXT.split()})) + r")(?!\w)")
