"""`python -m dashboard`: the command line."""

from dashboard import cli_export, cli_inbox, cli_parse, cli_versions
from dashboard.cli import app, main

cli_export.register(app)
cli_parse.register(app)
cli_inbox.register(app)
cli_versions.register(app)

if __name__ == "__main__":
    main()
