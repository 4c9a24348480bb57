"""`python -m tinhop`."""

from tinhop.cli import main

main(prog_name="tinhop")
