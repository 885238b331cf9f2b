"""The finder: a crop of a vehicle or of motion in, the corners of plates out."""
