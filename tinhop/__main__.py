"""`python -m tinhop`."""

from tinhop.cli import main

# Processes that `tinhop batch` starts import this module again.
if __name__ == "__main__":
    main(prog_name="tinhop")
