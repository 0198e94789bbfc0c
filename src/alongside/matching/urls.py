from django.urls import path

from alongside.matching.views import answers, keeping_apart, policies, proposals, rounds, teams, trying, who

app_name = "matching"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("rounds/<uuid:pk>/", rounds.round, name="round"),
    path("rounds/<uuid:pk>/who/", who.who, name="who"),
    path("rounds/<uuid:pk>/planning/", who.being_planned, name="planning"),
    path("rounds/<uuid:pk>/planning/state/", who.planning_state, name="planning_state"),
    path("rounds/<uuid:pk>/close/", rounds.close, name="close"),
    path("rounds/<uuid:pk>/mentors/<uuid:mentee_pk>/", proposals.mentors_for, name="mentors_for"),
    path("rounds/<uuid:pk>/what-if/", trying.what_if, name="what_if"),
    path("rounds/<uuid:pk>/needed/", trying.needed, name="needed"),
    path("rounds/<uuid:pk>/poster/", trying.poster, name="poster"),
    path("rounds/<uuid:pk>/groups/", trying.groups_alike, name="groups_alike"),
    path("policy/<uuid:pk>/", policies.policy_of, name="policy"),
    path("policy/<uuid:pk>/<int:number>/", policies.policy_version, name="policy_version"),
    path("proposals/<uuid:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:pk>/confirm/", proposals.confirm, name="confirm"),
    path("proposals/<uuid:pk>/begin/", proposals.begin_group, name="begin_group"),
    path("proposals/<uuid:pk>/leave-open/", proposals.leave_open, name="leave_open"),
    path("kept-apart/<uuid:pk>/", keeping_apart.kept_apart, name="kept_apart"),
    path("kept-apart/<uuid:pk>/<uuid:row_pk>/", keeping_apart.allow_again, name="allow_again"),
    path("teams/<uuid:pk>/", teams.mentor_teams, name="mentor_teams"),
    path("teams/<uuid:pk>/propose/", teams.propose_teams, name="propose_teams"),
    path("teams/<uuid:pk>/<uuid:team_pk>/end/", teams.end_team, name="end_team"),
    path("question/<uuid:pk>/", answers.answer, name="answer"),
    path("q/<str:token>/", answers.answer_by_link, name="answer_by_link"),
    path("answered/", answers.answered, name="answered"),
]
