"""Who calls: keys, tokens and what each caller may reach. Knows no web framework and no database."""
