"""The program: command line, settings, start-up wiring of the parts, the demo."""
