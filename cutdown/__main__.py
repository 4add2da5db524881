"""`python -m cutdown` is the command line."""

from cutdown.cli import main

if __name__ == "__main__":
    main()
