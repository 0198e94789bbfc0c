from tests.mentorships.story import cast, ines, nour, pair, samira  # noqa: F401
