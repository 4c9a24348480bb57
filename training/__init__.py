"""How every embedded weight file was made, from raw data to committed file. Nothing here is shipped in the wheel."""
