"""A command that speaks in sentences: whatever is wrong, no traceback, and an exit code that says which kind of wrong."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError


class Parser(CommandParser):
    """A wrong flag is told in a sentence, like everything else."""

    def error(self, message):
        raise CommandError(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


class SentenceCommand(BaseCommand):
    """`handle` returns the exit code. What it refuses is said on the error output, and the code is REFUSED.

    called: how the command is typed; by default with `manage` before it.
    refusals: exceptions whose words are the sentence. nothing_happened: what to add when the fault is ours.
    """

    REFUSED = 2
    called = ""
    refusals: tuple = (CommandError,)
    nothing_happened = ""
    requires_system_checks = []

    def create_parser(self, prog_name, subcommand, **kwargs):
        # No required option at this level: a missing one is told in our words.
        prog = self.called or f"./alongside manage {subcommand}"
        parser = Parser(prog=prog, description=self.help, allow_abbrev=False, **kwargs)
        self.add_arguments(parser)
        for option, default in (("settings", None), ("pythonpath", None), ("traceback", False), ("no_color", True),
                                ("force_color", False), ("verbosity", 1), ("skip_checks", True)):  # fmt: skip
            parser.set_defaults(**{option: default})
        return parser

    def run_from_argv(self, argv):
        """Never a traceback: whatever happens is a sentence and an exit code."""
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
            code = self.handle(**options)
        except self.refusals as refusal:
            code = self.refuse(str(refusal), argv)
        except DatabaseError:
            code = self.refuse("The database cannot be used. Start Alongside once with ./alongside run, then try again.", argv)
        except (OSError, MemoryError) as error:
            reason = getattr(error, "strerror", None) or "out of memory"
            code = self.refuse(f"The machine did not let it finish: {reason}.", argv)
        except KeyboardInterrupt:
            code = 130
        except Exception as error:
            # The kind only: its words may hold a name from the sheet.
            sentence = f"Something went wrong in Alongside itself ({type(error).__name__}). {self.nothing_happened}"
            code = self.refuse(sentence.strip(), argv)
        sys.stdout.flush()
        sys.exit(code)

    def refuse(self, sentence: str, argv: list[str]) -> int:
        """Say why not. Returns the exit code."""
        print(sentence, file=sys.stderr)
        return self.REFUSED
