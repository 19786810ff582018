"""`python -m enforcement_cli` and the console script `enforce`."""

from enforcement_cli.cli.app import main

if __name__ == "__main__":
    main()
