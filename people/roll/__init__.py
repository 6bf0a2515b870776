"""The nominal roll: a list of people from a file, checked row by row, then taken over as a whole or not at all."""
