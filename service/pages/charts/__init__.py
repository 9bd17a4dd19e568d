"""Charts: SVG from a pure function of a program, without a script, each beside the numbers it draws."""
