"""Words for weekdays and times of day, a table for each language.

A table each, because the same letters mean different days: “So” is Sunday in German and Saturday in Slovak, “ma”
Tuesday in Romanian and Monday in Finnish, “do” Thursday in German and “until” in Polish.
"""

from .folding import fold

# What a part of the day means, in minutes after midnight. Our convention: wide enough that two people who both
# say “evening” meet, and never before 8:00 or after 21:00, when nobody arranges a first meeting.
EARLY, LATE = 8 * 60, 21 * 60
PARTS = {"morning": (9 * 60, 12 * 60), "midday": (12 * 60, 14 * 60), "afternoon": (13 * 60, 17 * 60),
         "evening": (17 * 60, 21 * 60), "day": (9 * 60, 21 * 60), "daytime": (9 * 60, 17 * 60)}

# Days Monday to Sunday by commas, spellings by slashes; then words for parts, groups, ranges.
_TABLES = {
    "en": ("mon/monday/mondays/mo/m, tue/tues/tuesday/tuesdays/tu, wed/weds/wednesday/wednesdays/we, thu/thur/thurs/thursday/thursdays/th, "
           "fri/friday/fridays/fr/f, sat/saturday/saturdays/sa, sun/sunday/sundays/su",
           {"morning": "morning/mornings/morn/am/a.m.", "midday": "lunch/lunchtime/lunchtimes/midday/noon",
            "afternoon": "afternoon/afternoons/aft/pm/p.m./arvo", "evening": "evening/evenings/eve/eves/evng/night/nights",
            "day": "all day/whole day/full day", "daytime": "daytime/office hours/working hours/during the day"},
           {"weekdays": "weekdays/weekday/week days/working days/workdays", "weekend": "weekend/weekends/week-end/week-ends",
            "every": "any time/anytime/all week/whole week/any day/every day/daily/everyday/flexible/always/any/all days/7 days"},
           {"after": "after/from/since", "before": "before/until/till/by", "to": "to/-/until/till/through/thru", "and": "and/&/+/or"}),
    "de": ("mo/mon/montag/montags, di/die/dienstag/dienstags, mi/mit/mittwoch/mittwochs, do/don/donnerstag/donnerstags, "
           "fr/fre/freitag/freitags, sa/sam/samstag/samstags/sonnabend, so/son/sonntag/sonntags",
           {"morning": "morgen/morgens/vormittag/vormittags/vorm/vm/fruh", "midday": "mittag/mittags",
            "afternoon": "nachmittag/nachmittags/nachm/nm", "evening": "abend/abends/abd", "day": "ganztags/ganztagig/ganzer tag/den ganzen tag/immer",
            "daytime": "tagsuber"},
           {"weekdays": "werktags/werktag/unter der woche/wochentags/werktage/wochentage", "weekend": "wochenende/wochenenden/am wochenende/we",
            "every": "taglich/jeden tag/jederzeit/flexibel/immer/alle tage"},
           {"after": "nach/ab/von", "before": "vor/bis", "to": "bis/-", "and": "und/u/&/+/oder"}),
    "fr": ("lun/lu/lundi/lundis, mar/ma/mardi/mardis, mer/me/mercredi/mercredis, jeu/je/jeudi/jeudis, ven/ve/vendredi/vendredis, "
           "sam/sa/samedi/samedis, dim/di/dimanche/dimanches",
           {"morning": "matin/matins/matinee/mat", "midday": "midi", "afternoon": "apres-midi/apres midi/aprem/ap-midi/am", "evening": "soir/soirs/soiree/soirees",
            "day": "toute la journee/journee"},
           {"weekdays": "en semaine/semaine/jours ouvrables", "weekend": "week-end/weekend/week-ends/fin de semaine", "every": "tous les jours/flexible/toujours"},
           {"after": "apres/a partir de/des/de", "before": "avant/jusqu'a", "to": "a/au/-/jusqu'a", "and": "et/&/+/ou"}),
    "es": ("lun/lu/lunes/l, mar/ma/martes, mie/mi/mier/miercoles/x, jue/ju/jueves/j, vie/vi/viernes/v, sab/sa/sabado/sabados/s, dom/domingo/domingos/d",
           {"morning": "manana/mananas/por la manana", "midday": "mediodia/al mediodia", "afternoon": "tarde/tardes/por la tarde", "evening": "noche/noches/por la noche",
            "day": "todo el dia"},
           {"weekdays": "entre semana/laborables/dias laborables", "weekend": "fin de semana/fines de semana/finde", "every": "todos los dias/cualquier dia/flexible/siempre"},
           {"after": "despues de las/despues de/a partir de las/a partir de/desde las/de", "before": "antes de las/antes de/hasta las", "to": "a/al/-/hasta", "and": "y/&/+/o"}),
    "pt": ("seg/2a/2a feira/segunda/segunda feira/segundas, ter/3a/3a feira/terca/terca feira/tercas, qua/4a/4a feira/quarta/quarta feira/quartas, "
           "qui/5a/5a feira/quinta/quinta feira/quintas, sex/6a/6a feira/sexta/sexta feira/sextas, sab/sabado/sabados, dom/domingo/domingos",
           {"morning": "manha/manhas/de manha", "midday": "almoco/hora de almoco/meio dia", "afternoon": "tarde/tardes/a tarde/de tarde", "evening": "noite/noites/a noite/de noite/fim da tarde/fim do dia",
            "day": "todo o dia/dia todo/o dia todo"},
           {"weekdays": "dias uteis/dias de semana/durante a semana/semana", "weekend": "fim de semana/fins de semana/fim-de-semana/fds", "every": "todos os dias/qualquer dia/flexivel/sempre"},
           {"after": "depois das/apos as/apos/a partir das/depois de/das/de", "before": "antes das/ate as/ate", "to": "a/as/-/ate/ate as", "and": "e/&/+/ou"}),
    "pl": ("pn/pon/pon./poniedzialek/poniedzialki, wt/wto/wtorek/wtorki, sr/sro/sroda/srody, cz/czw/czwartek/czwartki, pt/pia/piatek/piatki, so/sob/sobota/soboty, nd/ndz/niedz/niedziela/niedziele",
           {"morning": "rano/przed poludniem/poranek/poranki", "midday": "poludnie/w poludnie", "afternoon": "po poludniu/popoludnie/popoludnia/popoludniu/popoludniami/popol", "evening": "wieczor/wieczorem/wieczory/wieczorami/wiecz",
            "day": "caly dzien"},
           {"weekdays": "dni robocze/w tygodniu/w dni robocze", "weekend": "weekend/weekendy/w weekend/w weekendy", "every": "codziennie/kazdy dzien/elastycznie/zawsze"},
           {"after": "po/od", "before": "przed/do", "to": "do/-", "and": "i/oraz/&/+/lub"}),
    "sk": ("po/pon/pondelok/pondelky, ut/uto/utorok/utorky, st/str/streda/stredy, št/stv/stvrtok/stvrtky, pi/pia/piatok/piatky, so/sob/sobota/soboty, ne/ned/nedela/nedele",
           {"morning": "rano/dopoludnia/doobeda", "midday": "obed/na obed", "afternoon": "popoludni/poobede/odpoludnia", "evening": "vecer/vecery/vecerom", "day": "cely den"},
           {"weekdays": "pracovne dni/cez tyzden/v tyzdni", "weekend": "vikend/vikendy/cez vikend", "every": "kazdy den/denne/kedykolvek/flexibilne"},
           {"after": "po/od", "before": "pred/do", "to": "do/-/az", "and": "a/&/+/alebo"}),
    "fi": ("ma/maanantai/maanantaisin, ti/tiistai/tiistaisin, ke/keskiviikko/keskiviikkoisin, to/torstai/torstaisin, pe/perjantai/perjantaisin, la/lauantai/lauantaisin, su/sunnuntai/sunnuntaisin",
           {"morning": "aamu/aamulla/aamuisin/aamupaiva/aamupaivalla", "midday": "keskipaiva/lounas", "afternoon": "iltapaiva/iltapaivalla/iltapaivisin/ip", "evening": "ilta/illalla/iltaisin/illat", "day": "koko paiva"},
           {"weekdays": "arki/arkisin/arkipaivisin/arkena", "weekend": "viikonloppu/viikonloppuisin/viikonloput", "every": "joka paiva/paivittain/milloin vain/joustava"},
           {"after": "jalkeen/klo/alkaen", "before": "ennen", "to": "-", "and": "ja/&/+/tai"}),
    "ro": ("lu/lun/luni, ma/mar/marti, mi/mie/miercuri, jo/joi, vi/vin/vineri, sa/sam/sambata, du/dum/duminica",
           {"morning": "dimineata/dimineti", "midday": "pranz/la pranz", "afternoon": "dupa-amiaza/dupa amiaza/dupa-masa/dupa masa", "evening": "seara/seri/serile", "day": "toata ziua"},
           {"weekdays": "zile lucratoare/in timpul saptamanii", "weekend": "weekend/in weekend/sfarsit de saptamana", "every": "zilnic/in fiecare zi/oricand/flexibil"},
           {"after": "dupa/de la/dupa ora", "before": "inainte de/pana la", "to": "-/pana la/la/pana", "and": "si/&/+/sau"}),
    "uk": ("пн/пон/понеділок/понеділка, вт/вів/вівторок/вівторка, ср/сер/середа/середи/середу, чт/чет/четвер/четверга, пт/пʼят/п'ятниця/пятниця/п'ятниці, сб/суб/субота/суботи/суботу, нд/нед/неділя/неділі/неділю",
           {"morning": "ранок/вранці/зранку/ранком", "midday": "обід/в обід", "afternoon": "день/вдень/після обіду/пообіді", "evening": "вечір/ввечері/увечері/вечорами/вечором", "day": "весь день/цілий день"},
           {"weekdays": "будні/в будні/робочі дні/будні дні", "weekend": "вихідні/на вихідних/у вихідні/по вихідних", "every": "щодня/кожен день/будь-коли/гнучко"},
           {"after": "після/з/від", "before": "до", "to": "до/-/по", "and": "і/та/й/&/+/або"}),
    "ru": ("пн/понедельник, вт/вторник, ср/среда/среду, чт/четверг, пт/пятница/пятницу, сб/суббота/субботу, вс/воскресенье",
           {"morning": "утро/утром", "afternoon": "днем/после обеда", "evening": "вечер/вечером/вечера", "day": "весь день"},
           {"weekdays": "будни/в будни/по будням", "weekend": "выходные/по выходным/в выходные", "every": "каждый день/ежедневно"},
           {"after": "после/с", "before": "до", "to": "до/-/по", "and": "и/&/+/или"}),
    "ar": ("الاثنين/الإثنين/اثنين/الاتنين, الثلاثاء/ثلاثاء/الثلاثا, الأربعاء/اربعاء/الاربعا, الخميس/خميس, الجمعة/جمعة, السبت/سبت, الأحد/احد/الاحد",
           {"morning": "صباحا/صباح/الصباح/صباحًا", "midday": "ظهرا/الظهر", "afternoon": "بعد الظهر/عصرا/العصر", "evening": "مساء/المساء/مساءً/ليلا/ليل", "day": "طوال اليوم/كل الوقت"},
           {"weekdays": "أيام الأسبوع/ايام العمل", "weekend": "عطلة نهاية الأسبوع/نهاية الأسبوع", "every": "كل يوم/يوميا/اي وقت/أي وقت"},
           {"after": "بعد/من", "before": "قبل/حتى", "to": "إلى/الى/حتى/-", "and": "و/أو/&/+"}),
    "nl": ("ma/maa/maandag/maandags, di/din/dinsdag/dinsdags, wo/woe/woensdag/woensdags, do/don/donderdag/donderdags, vr/vrij/vrijdag/vrijdags, za/zat/zaterdag/zaterdags, zo/zon/zondag/zondags",
           {"morning": "ochtend/ochtends/'s ochtends/s ochtends/ochtenden/morgen/morgens/voormiddag", "midday": "middaguur/tussen de middag", "afternoon": "middag/middags/'s middags/s middags/middagen/namiddag",
            "evening": "avond/avonds/'s avonds/s avonds/avonden", "day": "hele dag/de hele dag", "daytime": "overdag"},
           {"weekdays": "doordeweeks/werkdagen/weekdagen/door de week", "weekend": "weekend/weekeinde/weekends/in het weekend", "every": "elke dag/iedere dag/altijd/flexibel/dagelijks"},
           {"after": "na/vanaf/van", "before": "voor/tot", "to": "tot/-/tot en met/t/m", "and": "en/&/+/of"}),
    "it": ("lun/lu/lunedi, mar/ma/martedi, mer/me/mercoledi, gio/gi/giovedi, ven/ve/venerdi, sab/sa/sabato/sabati, dom/do/domenica/domeniche",
           {"morning": "mattina/mattino/mattine/di mattina/la mattina", "midday": "mezzogiorno/pranzo/ora di pranzo", "afternoon": "pomeriggio/pomeriggi/di pomeriggio/il pomeriggio", "evening": "sera/sere/di sera/la sera/serata",
            "day": "tutto il giorno/intera giornata/giornata intera"},
           {"weekdays": "giorni feriali/feriali/in settimana/durante la settimana", "weekend": "fine settimana/weekend/nel fine settimana/nel weekend", "every": "tutti i giorni/ogni giorno/sempre/flessibile/qualsiasi giorno"},
           {"after": "dopo/dopo le/dalle/dalle ore/a partire dalle/da/dal", "before": "prima delle/entro le/fino alle", "to": "a/al/alle/-/fino alle", "and": "e/ed/&/+/o"}),
    "sv": ("man/mand/mandag/mandagar/mandagen, tis/tisd/tisdag/tisdagar, ons/onsd/onsdag/onsdagar, tor/tors/torsdag/torsdagar, fre/fred/fredag/fredagar, lor/lord/lordag/lordagar, son/sond/sondag/sondagar",
           {"morning": "morgon/morgnar/formiddag/formiddagar/fm/pa morgonen/pa formiddagen", "midday": "lunch/lunchtid", "afternoon": "eftermiddag/eftermiddagar/em/pa eftermiddagen", "evening": "kvall/kvallar/kvallstid/pa kvallen/kvallarna",
            "day": "hela dagen", "daytime": "dagtid/pa dagen"},
           {"weekdays": "vardagar/vardag/pa vardagar", "weekend": "helg/helger/helgen/helgerna/pa helgen", "every": "alla dagar/varje dag/alltid/flexibel/nar som helst"},
           {"after": "efter/fran/fran kl", "before": "fore/innan/till", "to": "till/-/och", "and": "och/&/+/eller"}),
    "da": ("man/mandag/mandage/mandager, tir/tirs/tirsdag/tirsdage/tirsdager, ons/onsdag/onsdage/onsdager, tor/tors/torsdag/torsdage/torsdager, fre/fredag/fredage/fredager, lor/lordag/lordage/lordager, son/sondag/sondage/sondager",
           {"morning": "morgen/formiddag/formiddage/formiddager/om formiddagen/om morgenen", "midday": "middag/frokost/lunsj", "afternoon": "eftermiddag/eftermiddage/ettermiddag/ettermiddager/om eftermiddagen", "evening": "aften/aftener/kveld/kvelder/om aftenen/pa kvelden",
            "day": "hele dagen", "daytime": "dagtid/i dagtimerne"},
           {"weekdays": "hverdage/hverdag/hverdager/ukedager", "weekend": "weekend/weekender/i weekenden/helg/helger/helgen", "every": "alle dage/hver dag/altid/fleksibel/alle dager/alltid"},
           {"after": "efter/fra/etter/fra kl", "before": "for/inden/til", "to": "til/-", "and": "og/&/+/eller"}),
    "tr": ("pzt/pts/pazartesi/pazartesileri, sal/sali/salilari, car/crs/carsamba/carsambalari, per/prs/persembe/persembeleri, cum/cuma/cumalari, cmt/cts/cumartesi/cumartesileri, paz/pazar/pazarlari",
           {"morning": "sabah/sabahlari/sabahleyin/ogleden once", "midday": "ogle/oglen", "afternoon": "ogleden sonra/ogleden sonralari/ikindi", "evening": "aksam/aksamlari/aksamustu/gece", "day": "tum gun/butun gun", "daytime": "gunduz/mesai saatleri"},
           {"weekdays": "hafta ici/haftaici/hafta icleri/is gunleri", "weekend": "hafta sonu/haftasonu/hafta sonlari/haftasonlari", "every": "her gun/hergun/her zaman/esnek"},
           {"after": "sonra/sonrasi/dan sonra/den sonra/itibaren/den itibaren/dan itibaren", "before": "once/dan once/den once", "to": "-/ile", "and": "ve/&/+/veya"}),
    "fa": ("دوشنبه/دو شنبه, سه شنبه/سهشنبه, چهارشنبه/چهار شنبه, پنجشنبه/پنج شنبه, جمعه, شنبه, یکشنبه/یک شنبه",
           {"morning": "صبح/صبح ها/پیش از ظهر/قبل از ظهر", "midday": "ظهر", "afternoon": "بعد از ظهر/عصر/بعدازظهر", "evening": "شب/غروب/شب ها/عصرها", "day": "تمام روز"},
           {"weekdays": "روزهای کاری/روزهای هفته", "weekend": "آخر هفته/اخر هفته", "every": "هر روز/همیشه/همه روزه"},
           {"after": "بعد از/از/پس از", "before": "قبل از/پیش از", "to": "تا/-", "and": "و/یا/&/+"}),
    "cs": ("po/pon/pondeli, ut/ute/utery, st/str/streda/stredu, čt/ctv/ctvrtek, pa/pat/patek, so/sob/sobota/sobotu, ne/ned/nedele/nedeli",
           {"morning": "rano/dopoledne", "midday": "poledne/v poledne/obed", "afternoon": "odpoledne", "evening": "vecer/vecery", "day": "cely den"},
           {"weekdays": "vsedni dny/pracovni dny/ve vsedni dny/pres tyden", "weekend": "vikend/vikendy/o vikendu", "every": "kazdy den/denne/kdykoli/flexibilne"},
           {"after": "po/od", "before": "pred/do", "to": "do/-/az", "and": "a/&/+/nebo"}),
    "hu": ("h/het/hetfo, k/kedd, sze/szerda, cs/csut/csutortok, p/pen/pentek, szo/szombat, v/vas/vasarnap",
           {"morning": "reggel/delelott", "midday": "del/delben", "afternoon": "delutan", "evening": "este/estenkent", "day": "egesz nap"},
           {"weekdays": "hetkoznap/hetkoznapokon/munkanap", "weekend": "hetvege/hetvegen", "every": "minden nap/barmikor/rugalmas"},
           {"after": "utan", "before": "elott", "to": "-", "and": "es/&/+/vagy"}),
    "el": ("δευ/δευτερα, τρι/τριτη, τετ/τεταρτη, πεμ/πεμπτη, παρ/παρασκευη, σαβ/σαββατο, κυρ/κυριακη",
           {"morning": "πρωι/πρωινα/το πρωι", "midday": "μεσημερι", "afternoon": "απογευμα/απογευματα/το απογευμα", "evening": "βραδυ/βραδια/το βραδυ", "day": "ολη μερα/ολη την ημερα"},
           {"weekdays": "καθημερινες/εργασιμες", "weekend": "σαββατοκυριακο/σαββατοκυριακα", "every": "καθε μερα/παντα"},
           {"after": "μετα/απο/μετα τις", "before": "πριν/εως/πριν τις", "to": "εως/-/μεχρι", "and": "και/&/+/η"}),
}  # fmt: skip
# Words that stand beside hours and say nothing. “St” and “Št” differ only in an accent: see `key`.
FILLER = {fold(w) for w in "on at the in h hrs hr uhr o'clock oclock um am an den dem le la les los las el a as à às às w we na o "
          "v vo klo godz ora ore год г godzinie в у на по о об ц usually mostly meist mostly available frei free ab yes every each jeden os aos nos "
          "every kazdy ساعة الساعة يوم ايام days day im from de "
          "op om de 's het nel la il alle ore pa i kl kl. om den saat günü gunu gunleri روز در ساعت روزها az ora v ve στις τις ώρα και من von od від από da dal dalle van fra från ungefähr ca circa only nur".split()}


_ACCENTED = {"št": "št", "štv": "št", "čt": "čt"}


def key(word: str) -> str:
    """Folded, but Slovak Thursday (št) keeps what tells it from Wednesday (st)."""
    word = word.replace("-", " ") if len(word) > 1 else word
    return _ACCENTED.get(word.casefold().rstrip("."), fold(word))


def _table(days: str, parts: dict, groups: dict, links: dict) -> dict[str, list[tuple[str, object]]]:
    table: dict[str, list[tuple[str, object]]] = {}

    def add(words: str, kind: str, value: object) -> None:
        for word in words.split("/"):
            word = key(word.strip())
            if (kind, value) not in table.setdefault(word, []):
                table[word].append((kind, value))

    for weekday, words in enumerate(days.split(",")):
        add(words, "days", (weekday,))
    for part, words in parts.items():
        add(words, "hours", PARTS[part])
    for group, words in groups.items():
        add(words, "days", {"weekdays": (0, 1, 2, 3, 4), "weekend": (5, 6), "every": (0, 1, 2, 3, 4, 5, 6)}[group])
    for link, words in links.items():
        add(words, "link", link)
    return table


TABLES = {language: _table(*table) for language, table in _TABLES.items()}
LONGEST_PHRASE = 5  # tokens, a hyphen counted
