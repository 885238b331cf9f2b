"""The reader: a crop of one line of a plate in, a lattice of characters out."""
