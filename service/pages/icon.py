"""The icon: a barbell, seen from the front."""

ICON = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1D4DB3"/>\
<path d="M5 13h3v6H5zM24 13h3v6h-3zM9 9h4v14H9zM19 9h4v14h-4zM13 14.5h6v3h-6z" fill="#fff"/></svg>
"""
