"""Socket Mode: the app opens a socket, and requests go to it over that instead of HTTP."""
