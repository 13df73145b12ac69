"""`python -m floe_cube`."""

from floe_cube.cli.start import main

if __name__ == "__main__":
    main()
