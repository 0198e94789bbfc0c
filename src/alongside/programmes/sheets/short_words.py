"""Words with which people fill small columns, in some twenty languages: yes, no, woman, man, wishes, countries, months."""

from .folding import fold, word_key


def _words(table: dict) -> dict:
    """Folded word -> meaning, from meaning -> words separated by slashes."""
    return {word_key(word): meaning for meaning, words in table.items() for word in words.split("/")}


YES_NO = _words({
    True: "yes/y/x/1/true/✓/✔/☑/ok/ja/j/wahr/tak/t/prawda/sim/s/verdadeiro/sí/si/verdadero/kyllä/k/tosi/áno/a/da/adevărat/так/істина/да/نعم/اي/ايوه/oui/o/vrai/checked/wanted/needed/jawohl/richtig/zutrifft/trifft zu/oui svp/vero/sì/certo/jep/joo/tosi/evet/var/doğru/بله/بلی/آری/ano/igen/ναι/yep/yeah/sure/checked true/klar/gerne",
    False: "no/n/0/false/✗/✘/☐/nein/falsch/nie/fałsz/não/nao/falso/ei/epätosi/nu/fals/ні/хибність/нет/لا/non/faux/-/none/not needed/nicht nötig/nee/nej/hayır/hayir/yok/yanlış/نخیر/خیر/نه/ne/nem/όχι/onwaar/falskt/falskt nej/nope/nö/trifft nicht zu/keine/kein/nunca",
})  # fmt: skip

_NOTHING = frozenset(map(word_key, (
    "-/--/---/–/—/./../.../?/??/n a/na/n.a./none/nil/null/nan/no answer/not given/not known/unknown/not applicable/tbc/tbd/keine/keiner/kein/keine angabe/k.a./unbekannt/entfällt/"
    "brak/nie dotyczy/nie podano/nieznany/nenhum/nenhuma/não tem/não se aplica/desconhecido/ninguno/ninguna/no tiene/desconocido/sin datos/aucun/aucune/inconnu/non renseigné/geen/onbekend/n v t/nvt/"
    "nessuno/nessuna/sconosciuto/ingen/inga/ej angivet/okänd/ikke oplyst/ukendt/ei ole/ei tietoa/yok/bilinmiyor/ندارد/نامعلوم/لا يوجد/غير معروف/لا شيء/немає/невідомо/нет/неизвестно/žádný/není/nemá/neznámy/nu are/nincs/δεν υπάρχει"
).split("/")))


def says_nothing(cell: str) -> bool:
    """Whether a cell is filled only to say that there is nothing to say: “n/a”, “-”, “keine Angabe”."""
    return word_key(cell) in _NOTHING


GENDER = _words({
    "woman": "woman/female/f/w/she/girl/lady/frau/weiblich/kobieta/k/żeńska/mulher/feminino/fem/mujer/femenino/nainen/n/žena/žensky/ž/femeie/feminin/f./жінка/жіноча/ж/женщина/женский/امرأة/أنثى/انثى/مرأة/سيدة/femme/féminin/ms/mrs/miss/woman she her/vrouw/vrouwelijk/v/donna/femmina/femminile/kvinna/kvinde/kvinne/kvinnlig/kadın/kadin/bayan/زن/خانم/دختر/nő/γυναίκα/θήλυ/her/she her/mevr/mevrouw/signora/fru/weibl/mme/madame/sra/señora/pani/dona/пані/жен",
    "man": "man/male/m/he/boy/gentleman/mann/männlich/mężczyzna/męska/homem/masculino/masc/hombre/h/varón/mies/muž/mužský/bărbat/masculin/m./чоловік/чоловіча/ч/мужчина/мужской/м/رجل/ذكر/homme/mr/man he him/mannelijk/uomo/maschio/maschile/mand/manlig/erkek/bay/مرد/آقا/پسر/férfi/άνδρας/άρρεν/he him/his/him/dhr/meneer/signor/herr/männl/m männlich/monsieur/sr/señor/pan/пан/муж",
    "other": "nonbinary/non-binary/non binary/nb/enby/d/divers/diverse/other/x/another/another gender/nichtbinär/nicht binär/niebinarna/não binário/não-binário/no binario/no binaria/muu/muunsukupuolinen/nebinárny/nonbinar/небінарна/غير ثنائي/non-binaire/autre/otro/outro/inne/iné/altul/інша/أخرى/anders/altro/annat/annet/andet/diğer/دیگر/jiné/egyéb/άλλο/другое/they/they them/nonbinär/x divers",
    "": "unsaid/prefer not to say/not said/unknown/not known/?/-/k.a./keine angabe/nie podano/prefiro não dizer/prefiero no decir/en halua sanoa/neuvedené/nu doresc/не вказано/أفضل عدم القول/non précisé/n a/na/zeg ik liever niet/preferisco non dirlo/vill ej uppge/ønsker ikke at oplyse/belirtmek istemiyorum/نمی خواهم بگویم/neuvedeno/не указано/keine/ohne angabe/rather not say",
})  # fmt: skip

GENDER_WISH = _words({
    "woman": "woman/women/women only/only women/female/female only/female mentor/a woman/f/w/frau/frauen/nur frauen/eine frau/weiblich/kobieta/tylko kobiety/mulher/só mulheres/mujer/solo mujeres/nainen/vain naiset/žena/len ženy/femeie/doar femei/жінка/тільки жінки/امرأة/نساء فقط/امرأة فقط/femme/femmes/femmes uniquement/femme uniquement/vrouw/een vrouw/alleen vrouwen/donna/una donna/solo donne/kvinna/en kvinna/bara kvinnor/kvinde/en kvinde/kvinne/kadın/sadece kadın/sadece kadınlar/زن/فقط زن/žena pouze/nő/csak nő/γυναίκα/женщина/только женщины/eine mentorin/mentorin/female please/a female/prefers a woman/prefer female/lieber eine frau/weibliche/uniquement des femmes/une femme/una mujer/uma mulher/wolę kobietę/kobietę/naisen/o femeie/жінку/жінка ментор/أنثى/انثى",
    "man": "man/men/men only/only men/male/male only/male mentor/a man/m/mann/männer/nur männer/ein mann/männlich/mężczyzna/tylko mężczyźni/homem/só homens/hombre/solo hombres/mies/vain miehet/muž/len muži/bărbat/doar bărbați/чоловік/тільки чоловіки/رجل/رجال فقط/رجل فقط/homme/hommes/hommes uniquement/homme uniquement/een man/alleen mannen/uomo/un uomo/solo uomini/mand/en mand/en man/erkek/sadece erkek/sadece erkekler/مرد/فقط مرد/férfi/άνδρας/мужчина/только мужчины/a male/prefers a man/prefer male/lieber ein mann/männlich/un homme/un hombre/um homem/mężczyznę/miehen/un bărbat/чоловіка/ذكر",
    "same": "same/same gender/same as me/same sex/my own/gleiches geschlecht/gleich/ta sama płeć/ta sama/mesmo género/o mesmo/mismo género/el mismo/sama/sama sukupuoli/rovnaké pohlavie/rovnaké/același gen/același/така сама/тієї ж статі/نفس الجنس/même genre/le même/yes same gender/zelfde/hetzelfde geslacht/stesso genere/stesso sesso/samma kön/samme køn/samme kjønn/aynı cinsiyet/aynı/هم جنس/stejné pohlaví/azonos nem/ίδιο φύλο/тот же пол/same gender as me/same gender please/my gender/wie ich/mismo sexo/mesmo sexo",
    "any": "any/no preference/no wish/none/either/both/don't mind/doesn't matter/does not matter/no/-/n a/egal/keine/keine präferenz/beide/bez znaczenia/obojętnie/oboje/indiferente/tanto faz/qualquer/ambos/cualquiera/ei väliä/kumpi vain/je to jedno/nezáleží/indiferent/oricare/байдуже/без різниці/لا يهم/لا فرق/peu importe/indifférent/sans préférence/aucune/maakt niet uit/geen voorkeur/indifferente/nessuna preferenza/spelar ingen roll/ingen preferens/ligegyldigt/fark etmez/farketmez/tercih yok/فرقی نمی کند/فرقی ندارد/nezáleží/mindegy/αδιάφορο/не важно/все равно/any gender/open/no pref/doesnt matter/dont mind/m or f/female or male/male or female/ist egal/mir egal/spielt keine rolle/keine wünsche/kein wunsch/ohne/sin preferencia/sem preferência/brak/brak preferencji/obojetne/немає значення/не має значення/all",
})  # fmt: skip

CHANNELS = _words({
    "email": "email/e-mail/e mail/mail/correo/sähköposti/пошта/بريد/البريد الإلكتروني/courriel",
    "phone": "phone/call/calls/telephone/telefon/anruf/telefonat/telefone/teléfono/puhelin/телефон/هاتف/اتصال/téléphone/appel/tel/mobile/handy",
    "message": "sms/text/text message/texts/message/nachricht/wiadomość/mensagem/mensaje/tekstiviesti/správa/mesaj/повідомлення/رسالة/рассылка",
    "whatsapp": "whatsapp/whats app/wa/واتساب/واتس اب",
    "post": "post/letter/brief/list/carta/kirje/scrisoare/лист/رسالة بريدية/courrier",
})  # fmt: skip

# Countries in which programmes run or people live, by English, German, own and other common names.
COUNTRIES = _words({
    "AL": "albania/albanien/shqipëria", "AT": "austria/österreich/autriche", "AU": "australia/australien", "BA": "bosnia/bosnia and herzegovina/bosnien/bosna i hercegovina",
    "BE": "belgium/belgien/belgique/belgië/bélgica/belgia", "BG": "bulgaria/bulgarien/българия", "BY": "belarus",
    "CA": "canada/kanada", "CH": "switzerland/schweiz/suisse/svizzera/szwajcaria/suíça/suiza", "CY": "cyprus/zypern/κύπρος/chypre",
    "CZ": "czechia/czech republic/tschechien/česko/česká republika/czechy", "DE": "germany/deutschland/allemagne/niemcy/alemanha/alemania/saksa/nemecko/germania/німеччина/ألمانيا/المانيا",
    "DK": "denmark/dänemark/danmark/dania", "EE": "estonia/estland/eesti/viro", "EG": "egypt/ägypten/مصر", "ES": "spain/spanien/españa/espagne/espanha/hiszpania/espanja/španielsko/spania/іспанія/إسبانيا",
    "FI": "finland/finnland/suomi/finlande/finlandia/finlândia/fínsko/finlanda/фінляндія/فنلندا", "FR": "france/frankreich/francja/frança/francia/ranska/francúzsko/franța/франція/فرنسا",
    "GB": "united kingdom/uk/gb/great britain/britain/england/scotland/wales/northern ireland/grossbritannien/vereinigtes königreich/wielka brytania/reino unido/iso-britannia/royaume-uni/велика британія/المملكة المتحدة/بريطانيا",
    "GR": "greece/griechenland/ελλάδα/grèce/grecja/grécia", "HR": "croatia/kroatien/hrvatska", "HU": "hungary/ungarn/magyarország", "IE": "ireland/irland/éire/irlande/irlandia",
    "IS": "iceland/island/ísland", "IT": "italy/italien/italia/italie/włochy/itália", "JO": "jordan/jordanien/الأردن", "LB": "lebanon/libanon/لبنان", "LT": "lithuania/litauen/lietuva",
    "LU": "luxembourg/luxemburg", "LV": "latvia/lettland/latvija", "MA": "morocco/marokko/المغرب", "MD": "moldova/moldau/republica moldova", "ME": "montenegro", "MK": "north macedonia/nordmazedonien",
    "MT": "malta", "NL": "netherlands/the netherlands/niederlande/nederland/holland/pays-bas/holandia/países baixos", "NO": "norway/norwegen/norge/norvège",
    "PL": "poland/polen/polska/pologne/polónia/polonia/puola/poľsko/польща/بولندا", "PT": "portugal/portugalia/portugali/portugalsko/portugalia/португалія/البرتغال",
    "RO": "romania/rumänien/românia/roumanie/rumunia/roménia/rumania/румунія/رومانيا", "RS": "serbia/serbien/srbija", "SE": "sweden/schweden/sverige/suède/szwecja/suécia/ruotsi/švédsko/швеція/السويد",
    "SI": "slovenia/slowenien/slovenija", "SK": "slovakia/slowakei/slovensko/slovaquie/słowacja/eslováquia/словаччина/سلوفاكيا", "TR": "turkey/türkiye/türkei/turquie/turcja/تركيا", "UA": "ukraine/україна/ukraina/ucrânia/ucrania/أوكرانيا",
    "US": "united states/usa/us/united states of america", "XK": "kosovo",
})  # fmt: skip
COUNTRY_CODES = frozenset(COUNTRIES.values()) | set(
    "AD AE AF AM AR AZ BD BI BR CD CI CL CM CN CO CR CU DJ DO DZ EC ER ET GE GH GM GN GT HK HN ID IL IN IQ IR JM JP KE KG KR KW KZ "
    "LI LK LR LY MC ML MM MN MR MX MY MZ NA NE NG NI NP NZ OM PA PE PH PK PS PY QA RU RW SA SD SL SM SN SO SS SV SY TD TG TH TJ "
    "TM TN TW TZ UG UY UZ VA VE VN YE ZA ZM ZW".split())  # fmt: skip

# By their first letters, folded; long enough to tell June from July in every language.
MONTHS = {
    start: number
    for number, starts in enumerate((
        "jan sty ene ocak led gennaio tammi ian січ янв ينا يناير كانون-الثاني gen janv", "feb lut sub uno fev helmi лют фев فبراير شباط fevr", "mar maa mrz mär bere берез maalis mrt bre مارس اذار mars",
        "apr kwi nis dub abr huhti квіт апр أبريل ابريل نيسان avr", "may mai maj mei mag kve mayo touko máj трав май مايو ايار maio", "jun cze kesa giu haz cerven черв июн يونيو حزيران juin iun",
        "jul lip heina lug tem cervenec лип июл يوليو تموز juil iul", "aug sie agu srp ago elo серп авг أغسطس اغسطس اب aout", "sep wrz set szept eyl zar syys вер сен سبتمبر ايلول", "oct okt paz ott eki rij out loka жовт окт أكتوبر اكتوبر تشرين-الاول",
        "nov lis kas marras листоп ноя نوفمبر تشرين-الثاني noi", "dec dez ara pro gru dic joulu груд дек ديسمبر كانون-الاول des",
    ), start=1)
    for start in map(fold, starts.split())
}  # fmt: skip


def month_of(word: str) -> int:
    """1 to 12 for a month's name or abbreviation in any of the languages, 0 if it is none."""
    word = fold(word).strip(". ")
    for length in range(len(word), 2, -1):
        if (number := MONTHS.get(word[:length])) and (length > 3 or len(word) <= 12):
            return number
    return MONTHS.get(word, 0)
