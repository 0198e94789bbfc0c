"""`./alongside manage …`: Django's commands and ours."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility

from alongside.foundation import address


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
    # What people typed; each command's help begins with it.
    sys.argv[0] = "alongside manage"
    utility = ManagementUtility(sys.argv)
    utility.prog_name = "./alongside manage"
    try:
        address.url()
        utility.execute()
    except (address.WrongAddress, ImproperlyConfigured) as error:
        # A wrong setting is the reader's to mend: the sentence helps, the way to it doesn't.
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
