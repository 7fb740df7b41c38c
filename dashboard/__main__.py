"""`python -m dashboard`: the command line."""

from dashboard import cli_export
from dashboard.cli import app, main

cli_export.register(app)

if __name__ == "__main__":
    main()
