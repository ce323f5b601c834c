"""`python -m kizuna` is `kizuna`."""

from kizuna.cli.main import main

raise SystemExit(main())
