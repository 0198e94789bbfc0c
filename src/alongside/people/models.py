from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record


class Sector(models.TextChoices):
    NGO = "ngo", _("Non-governmental organisation")
    COMMUNITY = "community", _("Community group")
    MUNICIPALITY = "municipality", _("Municipality")
    MINISTRY = "ministry", _("Ministry or agency")
    PRISON = "prison", _("Prison or probation service")
    POLICE = "police", _("Police")
    RESEARCH = "research", _("University or research")
    EMPLOYER = "employer", _("Employer or chamber")
    OTHER = "other", _("Something else")


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    sector = models.CharField(max_length=20, choices=Sector)
    country = models.CharField(max_length=2)
    created_at = models.DateTimeField(default=clock.now)

    record = Record(holder=None, plain={"name": "an organisation's public name", "sector": "a code", "country": "a code"})

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Area(models.Model):
    """A coarse place, a district or a town, never an address. Its centre serves distances only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    record = Record(
        holder=None,
        plain={
            "country": "a code",
            "name": "the name of a district or town",
            "latitude": "the middle of the district",
            "longitude": "the middle of the district",
        },
    )

    class Meta:
        ordering = ["country", "name"]
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="one_area_per_name")]

    def __str__(self):
        return self.name


class Term(models.Model):
    """A word of the vocabulary in which needs, skills and interests are stated. Editable by coordinators."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Needs and skills")
        INTEREST = "interest", _("Interests")
        WORK = "work", _("Fields of work")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="terms")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.SlugField(max_length=50)
    labels = models.JSONField(default=dict)
    active = models.BooleanField(default=True)

    record = Record(
        holder=None, plain={"kind": "a code", "code": "a code", "labels": "the vocabulary's words, per language"}
    )

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "code"], name="one_term_per_code"),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=models.Q(organisation=None), name="one_shipped_term_per_code"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The word in the language of the page, else in English, else the code."""
        language = (get_language() or "en").split("-")[0]
        return self.labels.get(language) or self.labels.get("en") or self.code


class Gender(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Another gender")


class GenderWish(models.TextChoices):
    ANY = "any", _("No wish")
    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")


class Person(Versioned):
    """Somebody whom a programme knows: mentor, mentee or colleague.

    What is not here, on purpose: faith, origin, nationality, legal status, politics, health, offence.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    name = PersonalField(max_length=160)
    known_as = PersonalField(max_length=80)
    pronouns = PersonalField(max_length=40)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    gender_wish = models.CharField(max_length=10, choices=GenderWish, blank=True)
    wishes = SpecialField()
    about = SpecialField()
    occupation = SpecialField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    time_zone = models.CharField(max_length=40, blank=True)
    page_language = models.CharField(max_length=12, default="en")
    needs_interpreter = models.BooleanField(null=True, blank=True)
    adult_confirmed_at = models.DateTimeField(null=True, blank=True)
    adult_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    availability_known = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    terms = models.ManyToManyField(Term, through="PersonTerm", related_name="people")

    record = Record(
        holder="self",
        plain={
            "gender": "a code, used for wishes and group totals only",
            "gender_wish": "a wish by code",
            "time_zone": "a code",
            "page_language": "a code",
        },
    )

    class Meta:
        # Few people are neither known nor confirmed to be adults: found without reading the others.
        indexes = [models.Index(fields=["birth_year", "adult_confirmed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adult_confirmed_at=None, adult_confirmed_by=None)
                | models.Q(adult_confirmed_at__isnull=False),
                name="adult_confirmed_has_a_date",
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def display_name(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """What the person wants to be called, else the first word of the name."""
        return self.known_as or self.name.split(" ")[0]

    def age_in(self, year: int) -> int | None:
        """Years turned in `year`; None without a birth year."""
        return None if self.birth_year is None else year - self.birth_year

    @property
    def is_adult(self) -> bool | None:
        """True, False, or None while nobody knows. A birth year decides only when no day could change it."""
        if self.birth_year is not None:
            turned = clock.today().year - self.birth_year
            if turned > 18:
                return True
            if turned < 18:
                return False
        return True if self.adult_confirmed_at else None


class Level(models.TextChoices):
    """The Common European Framework of Reference (Council of Europe, 2001), and mother tongue."""

    A1 = "A1", _("A1, a few words")
    A2 = "A2", _("A2, everyday sentences")
    B1 = "B1", _("B1, gets by")
    B2 = "B2", _("B2, talks freely")
    C1 = "C1", _("C1, fluent")
    C2 = "C2", _("C2, like a native")
    NATIVE = "native", _("Mother tongue")


class PersonLanguage(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    tag = models.CharField(max_length=12)
    level = models.CharField(max_length=6, choices=Level, blank=True)

    record = Record(holder="person", plain={"tag": "a BCP 47 tag", "level": "a CEFR code"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="one_level_per_language")]

    def __str__(self):
        return f"{self.tag} {self.level}"


class FreeTime(models.Model):
    """A weekly span in which the person can meet, in the person's own time zone.

    weekday: 0 Monday to 6 Sunday. start, end: minutes after midnight, 0 to 1440, end after start;
    a span across midnight is stored as two.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="free_times")
    weekday = models.PositiveSmallIntegerField()
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()

    record = Record(holder="person")

    class Meta:
        ordering = ["weekday", "start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, end__lte=1440, end__gt=models.F("start")), name="free_time_in_a_week"
            )
        ]

    def __str__(self):
        return f"{self.weekday} {self.start}-{self.end}"


class PersonTerm(models.Model):
    class Use(models.TextChoices):
        OFFERS = "offers", _("Can help with")
        NEEDS = "needs", _("Wants help with")
        LIKES = "likes", _("Likes")
        WORKS = "works", _("Knows from work")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="person_terms")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=8, choices=Use)

    record = Record(holder="person", plain={"use": "a code"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "term", "use"], name="a_term_once_per_use")]

    def __str__(self):
        return f"{self.use} {self.term_id}"


class ContactWay(models.Model):
    """A way to reach somebody, and whether it is safe to use it."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        MESSAGE = "message", _("Text message")
        WHATSAPP = "whatsapp", _("WhatsApp")
        SIGNAL = "signal", _("Signal")
        EMAIL = "email", _("E-mail")
        POST = "post", _("Letter")
        THROUGH = "through", _("Through somebody else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_ways")
    kind = models.CharField(max_length=10, choices=Kind)
    value = PersonalField(max_length=200)
    is_safe = models.BooleanField(null=True, blank=True)
    when = SpecialField()
    preferred = models.BooleanField(default=False)

    record = Record(holder="person", plain={"kind": "a code"})

    class Meta:
        ordering = ["-preferred", "kind"]

    def __str__(self):
        return self.kind


#: Ends the address of an account that no e-mail reaches; the name belongs to nobody (RFC 6761, 6.4).
NO_MAIL = "@card.invalid"


class AccountManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **extra):
        account = self.model(email=email.lower(), **extra)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A way to sign in, made by invitation. What it may do stands in memberships, not here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="account")
    name = PersonalField(max_length=160)
    page_language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    record = Record(
        holder="person",
        plain={
            "email": "looked up at sign-in; a blind index replaces it with encryption",
            "password": "an Argon2id hash",
            "page_language": "a code",
        },
    )

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self):
        return str(self.pk)

    @property
    def display_name(self) -> str:
        return self.person.name if self.person else self.name

    @property
    def takes_mail(self) -> bool:
        """Whether anything can be sent to the address: not to somebody whom only a card lets in, or who was erased."""
        return not self.email.endswith((NO_MAIL, "@invalid.example"))


class Consent(models.Model):
    """What somebody agreed to or was told, in which words and language. Withdrawing is a date, not a deletion."""

    class Purpose(models.TextChoices):
        NOTICE = "notice", _("Read the privacy notice")
        MENTORING = "mentoring", _("Take part in mentoring")
        REFERRAL = "referral", _("Be referred by somebody")
        CONTACT = "contact", _("Be contacted")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    wording = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    how = models.CharField(max_length=12, default="online")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    record = Record(
        holder="person",
        plain={"purpose": "a code", "wording": "a version's name", "language": "a code", "how": "a code"},
    )

    def __str__(self):
        return self.purpose


class NotTheSame(models.Model):
    """Somebody looked at two people side by side and decided that they are two."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    record = Record(holder="one")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="two_people_told_apart_once")]

    def __str__(self):
        return f"{self.one_id} {self.other_id}"
