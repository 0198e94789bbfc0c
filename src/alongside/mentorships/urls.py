from django.urls import path

from alongside.mentorships.views import (
    calendars,
    calls,
    changes,
    drafts,
    goals,
    meetings,
    mentee,
    pairs,
    reminders,
    rules,
    to_call,
)

app_name = "mentorships"

# No address names a topic: an address stays in a browser's history, and phones are shared.
urlpatterns = [
    path("", pairs.mentorships, name="list"),
    path("mine/", pairs.mine, name="mine"),
    path("home/", mentee.home, name="home"),
    path("new/", changes.new, name="new"),
    path("new/<uuid:programme>/", changes.new_in, name="new_in"),
    path("rules/<uuid:programme>/", rules.rules, name="rules"),
    path("calls/<uuid:pk>/", calls.call, name="call"),
    path("reminders/<uuid:programme>/", reminders.reminders, name="reminders"),
    path("reminders/<uuid:programme>/new/", reminders.new_reminder, name="new_reminder"),
    path("reminders/<uuid:programme>/<uuid:rule>/", reminders.reminder, name="reminder"),
    path("to-call/", to_call.call_list, name="call_list"),
    path("to-call/<uuid:pk>/", to_call.to_call, name="to_call"),
    path("<uuid:pk>/", pairs.mentorship, name="detail"),
    path("<uuid:pk>/plan/", meetings.plan, name="plan"),
    path("<uuid:pk>/log/", meetings.log, name="log"),
    path("<uuid:pk>/log/draft/", drafts.draft, name="log_draft"),
    path("<uuid:pk>/meetings/<uuid:meeting>/move/", meetings.move, name="move"),
    path("<uuid:pk>/meetings/<uuid:meeting>/correct/", meetings.correct, name="correct"),
    path("<uuid:pk>/meetings/<uuid:meeting>/cancel/", meetings.cancel, name="cancel"),
    path("<uuid:pk>/meetings/<uuid:meeting>/calendar/", calendars.meeting_file, name="meeting_file"),
    path("<uuid:pk>/meetings/<uuid:meeting>/not/", mentee.cannot_come, name="cannot_come"),
    path("<uuid:pk>/goals/", goals.goals, name="goals"),
    path("<uuid:pk>/goals/new/", goals.new_goal, name="new_goal"),
    path("<uuid:pk>/goals/print/", goals.print_goals, name="print_goals"),
    path("<uuid:pk>/goals/<uuid:goal>/", goals.goal, name="goal"),
    path("<uuid:pk>/goals/<uuid:goal>/end/", goals.end_goal, name="end_goal"),
    path("<uuid:pk>/check-in/", changes.check_in, name="check_in"),
    path("<uuid:pk>/pause/", changes.pause, name="pause"),
    path("<uuid:pk>/resume/", changes.resume, name="resume"),
    path("<uuid:pk>/end/", changes.end, name="end"),
    path("<uuid:pk>/call/", calls.call_me, name="call_me"),
    path("<uuid:pk>/talk/", calls.change, name="change"),
    path("<uuid:pk>/ask/", calls.worried, name="worried"),
]
