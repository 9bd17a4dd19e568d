"""Pages for a browser: plain HTML from the server, useful without a script."""
