"""Given a mentor's own phone, when there is no network for two weeks, then nothing is lost, doubled or read by others."""

import json
from datetime import timedelta

import pytest

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import PhoneEntry, Session
from tests import cast as people
from tests.browser import PHONE, assert_accessible, assert_speaks_arabic, sign_in
from tests.mentorships.story import begin

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

#: What IndexedDB holds, as text: sealed bytes as Latin letters.
STORED = """async () => {
  const base = await new Promise((done) => { const asked = indexedDB.open("pocket", 1); asked.onsuccess = () => done(asked.result); });
  const all = {};
  for (const name of ["kept", "box"]) {
    const store = base.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all(["getAllKeys", "getAll"].map((how) => new Promise((done) => { const asked = store[how](); asked.onsuccess = () => done(asked.result); })));
    all[name] = Object.fromEntries(keys.map((key, n) => [key, values[n]]));
  }
  const keys = Object.values(all.kept).filter((one) => one instanceof CryptoKey);
  const text = (one) => one instanceof ArrayBuffer ? new TextDecoder("latin1").decode(one) : one instanceof CryptoKey ? "key" : ArrayBuffer.isView(one) ? "" : one && typeof one === "object" ? Object.entries(one).map(([k, v]) => k + text(v)).join(" ") : String(one);
  base.close();
  return { kept: Object.keys(all.kept), box: Object.keys(all.box), extractable: keys.some((key) => key.extractable), text: text(all.kept) + text(all.box) };
}"""


#: Until the worker answers for this page.
STANDS = """() => new Promise((done) => {
  const look = () => (navigator.serviceWorker.controller ? done() : setTimeout(look, 50));
  look();
})"""


@pytest.fixture
def cast(transactional_db):
    found = people.assemble()
    found.by = found.principal(found.ines)
    found.programme.duty_phone = "+351 222 333 444"
    found.programme.save()
    found.pair = begin(found, found.by, days_ago=20)
    meeting = actions.plan_session(mentorship=found.pair, by=found.by, day=clock.today(), place="Municipal library")
    Session.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(days=1), has_time=True)
    found.meeting = meeting
    return found


@pytest.fixture
def phone(open_page):
    """A mentor's phone, on which a worker may stand."""
    return open_page(**PHONE, service_workers="allow")


def switch_on(phone, account):
    sign_in(phone, account)
    phone.goto("/mentorships/mine/")
    phone.get_by_role("button", name="Keep it on this phone").click()
    phone.get_by_role("button", name="Do not keep it").wait_for()
    phone.evaluate(STANDS)


def write(phone, note, *, planned=True):
    name = "Say how it went" if planned else "Log a meeting"
    phone.get_by_role("button", name=name).first.click()
    phone.get_by_label("60", exact=True).check()
    phone.get_by_label("In person").check()
    phone.get_by_label("One line, if you like").fill(note)
    phone.get_by_role("button", name="Save the meeting").click()
    phone.get_by_text("Kept on this phone", exact=True).first.wait_for()


def away(phone):
    """Without network from here on; what the browser notes about that is no fault."""
    phone.context.set_offline(True)


def notes():
    return sorted(s.note for s in Session.objects.exclude(outcome=""))


@pytest.fixture(autouse=True)
def offline_is_no_fault(monkeypatch):
    """Chromium writes to the console when a request fails for want of a network, which is the point here."""
    from tests import browser

    watched = browser.watch

    def forgiving(page, home, faults):
        class Faults(list):
            def append(self, fault):
                if "ERR_INTERNET_DISCONNECTED" not in fault and "ERR_FAILED" not in fault:
                    faults.append(fault)

        watched(page, home, Faults())

    monkeypatch.setattr(browser, "watch", forgiving)


def test_two_weeks_without_network(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/mentorships/mine/")
    phone.get_by_text("There is no network now.").wait_for()
    assert phone.get_by_text("نور").is_visible() and phone.get_by_text("Municipal library").is_visible()
    assert phone.get_by_text("+351 222 333 444").is_visible()
    write(phone, "Practised for the oral exam")
    assert notes() == []
    # Ten days later the copy has gone; what was written has not.
    phone.clock.install(time=clock.now() + timedelta(days=10))
    phone.goto("/pocket/")
    phone.get_by_text("There is no copy of your pairs here now.").wait_for()
    assert not phone.get_by_text("Municipal library").is_visible()
    assert phone.get_by_text("Practised for the oral exam").is_visible()
    phone.clock.install(time=clock.now() + timedelta(days=14))
    phone.context.set_offline(False)
    phone.goto("/pocket/")
    phone.get_by_text("Sent.", exact=True).wait_for()
    assert notes() == ["Practised for the oral exam"]
    assert not phone.get_by_text("Not sent yet", exact=True).is_visible()
    assert PhoneEntry.objects.count() == 1


def test_the_log_page_itself_keeps_what_cannot_be_sent(cast, phone):
    switch_on(phone, cast.samira)
    phone.goto(f"/mentorships/{cast.pair.pk}/log/")
    phone.get_by_label("60", exact=True).check()
    phone.get_by_label("In person").check()
    phone.get_by_label("One line, if you like").fill("In the tunnel")
    away(phone)
    phone.get_by_role("button", name="Save the meeting").click()
    phone.wait_for_url("**/pocket/")
    phone.get_by_text("In the tunnel").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("Sent.", exact=True).wait_for()
    assert notes() == ["In the tunnel"]
    cast.meeting.refresh_from_db()
    assert cast.meeting.outcome == "met"


def test_with_a_network_the_log_page_works_as_before(cast, phone):
    switch_on(phone, cast.samira)
    phone.goto(f"/mentorships/{cast.pair.pk}/log/")
    phone.get_by_role("button", name="Save the meeting").click()
    phone.get_by_text("Choose about how long it was.").first.wait_for()
    phone.get_by_label("60", exact=True).check()
    phone.get_by_label("In person").check()
    phone.get_by_role("button", name="Save the meeting").click()
    phone.get_by_text("Saved. Your coordinator can see it.").wait_for()
    phone.goto("/pocket/")
    phone.get_by_role("heading", name="My mentorships").wait_for()
    assert not phone.get_by_text("Not sent yet", exact=True).is_visible()
    assert Session.objects.exclude(outcome="").count() == 1


def test_a_cut_in_the_middle_of_sending_gives_one_log(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/pocket/")
    write(phone, "Cut")
    # The server takes it in; its answer never arrives.
    cut = {"n": 0}

    def lose(route):
        cut["n"] += 1
        if cut["n"] <= 2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.context.route("**/mentorships/pocket/send/", lose)
    phone.context.set_offline(False)
    for _time in range(3):
        phone.wait_for_timeout(300)
        phone.goto("/pocket/")
    phone.get_by_text("Not sent yet", exact=True).wait_for(state="hidden")
    assert notes() == ["Cut"] and cut["n"] >= 3


def test_signing_out_asks_first_and_kept_words_wait_locked_for_their_owner(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/pocket/")
    write(phone, "Mine alone")
    phone.context.route("**/mentorships/pocket/send/", lambda route: route.abort())
    phone.context.set_offline(False)
    phone.goto("/mentorships/mine/")
    phone.get_by_text("Something you wrote is still on this phone.").wait_for()
    phone.get_by_text("More").click()
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_role("heading", name="You are signing out, and something is not sent yet").wait_for()
    assert_accessible(phone)
    phone.get_by_role("button", name="Keep it here, locked, and sign out").click()
    phone.wait_for_url(lambda url: "/pocket/" not in url)
    stored = phone.evaluate(STORED)
    assert len(stored["box"]) == 1 and not {"box key", "copy key", "copy", "owner"} & set(stored["kept"])
    # Somebody else signs in on this phone: neither seen nor sent.
    phone.context.unroute("**/mentorships/pocket/send/")
    colleague = people.enrolled(people.person(cast.organisation, "João"), cast.programme, "mentor")
    account = people.account("joao@example.org", person=colleague.person)
    people.member(cast.programme, "mentor", account)
    mentee = people.enrolled(people.person(cast.organisation, "Tesfay"), cast.programme, "mentee")
    begin(cast, cast.by, mentor=colleague, mentee=mentee)
    switch_on(phone, account)
    phone.goto("/pocket/")
    phone.get_by_text("Tesfay").wait_for()
    assert not phone.get_by_text("Mine alone").is_visible() and not phone.get_by_text("نور").is_visible()
    assert notes() == []
    # Their owner comes back: sent.
    sign_in(phone, cast.samira)
    phone.goto("/mentorships/mine/")
    phone.goto("/pocket/")
    phone.get_by_role("heading", name="My mentorships").wait_for()
    assert notes() == ["Mine alone"]
    assert not phone.get_by_text("Tesfay").is_visible()


def test_signing_out_with_nothing_unsent_deletes_copy_and_keys(cast, phone):
    switch_on(phone, cast.samira)
    phone.get_by_text("More").click()
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda url: "/mine/" not in url)
    stored = phone.evaluate(STORED)
    assert not {"box key", "copy key", "copy", "owner"} & set(stored["kept"])
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_what_lies_on_the_phone_cannot_be_read_there(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/pocket/")
    write(phone, "Tramway forty-two")
    stored = phone.evaluate(STORED)
    assert {"copy", "copy key", "box key"} <= set(stored["kept"]) and stored["extractable"] is False
    for word in ("Tramway", "Municipal", "نور", "in_person", str(cast.pair.pk)):
        assert word not in stored["text"]


def test_an_expired_sign_in_keeps_what_was_written_and_asks(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/pocket/")
    write(phone, "Before it ended")
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.goto("/pocket/")
    phone.get_by_text("You are signed out.").wait_for()
    assert phone.get_by_text("Before it ended").is_visible() and notes() == []
    sign_in(phone, cast.samira)
    phone.goto("/pocket/")
    phone.get_by_text("Sent.", exact=True).wait_for()
    assert notes() == ["Before it ended"]


def test_both_texts_stand_side_by_side_and_the_mentor_chooses(cast, phone):
    switch_on(phone, cast.samira)
    away(phone)
    phone.goto("/pocket/")
    write(phone, "We did meet")
    day = clock.today() - timedelta(days=1)
    actions.log_session(mentorship=cast.pair, by=cast.by, met=False, day=day, whose="mentee", session=cast.meeting)
    phone.context.set_offline(False)
    phone.get_by_text("Needs you").wait_for()
    assert phone.get_by_text("What stands there now").is_visible()
    assert phone.locator("dd").filter(has_text="The mentee could not come").is_visible() and phone.get_by_text("We did meet").is_visible()
    assert_accessible(phone)
    phone.get_by_role("button", name="Keep both: there were two meetings").click()
    phone.get_by_text("Sent.", exact=True).wait_for()
    assert notes() == ["", "We did meet"]


def test_the_page_speaks_arabic_and_is_accessible(cast, open_page):
    page = open_page(**PHONE, locale="ar", service_workers="allow")
    sign_in(page, cast.samira)
    page.goto("/mentorships/mine/")
    page.locator('[data-pocket-switch="on"]').click()
    page.locator('[data-pocket-switch="off"]').wait_for()
    page.goto("/pocket/")
    page.get_by_text("نور").wait_for()
    page.locator('[data-part="list"] button').first.click()
    assert_accessible(page)
    assert_speaks_arabic(page)


def test_without_storage_everything_works_with_a_network(cast, open_page):
    page = open_page(**PHONE)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    sign_in(page, cast.samira)
    page.goto("/mentorships/mine/")
    page.goto(f"/mentorships/{cast.pair.pk}/log/")
    page.get_by_label("60", exact=True).check()
    page.get_by_label("In person").check()
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("Saved. Your coordinator can see it.").wait_for()
    page.goto("/pocket/")
    assert page.get_by_text("This browser keeps nothing.").is_visible()


def test_a_programme_that_switches_it_off_takes_the_copy_back(cast, phone):
    from alongside.mentorships.models import PairRules

    switch_on(phone, cast.samira)
    PairRules.objects.create(programme=cast.programme, allows_offline=False)
    phone.goto("/pocket/")
    phone.get_by_text("There is no copy of your pairs here now.").wait_for()
    assert "copy" not in phone.evaluate(STORED)["kept"]
    assert json.dumps(phone.evaluate(STORED)["box"]) == "[]"
