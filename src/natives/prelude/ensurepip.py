"""What CPython's ensurepip offers, where there is no pip to install: a pip that runs here could not download, since there are no sockets yet.

The pip of another Python installs into an environment of this interpreter. All that is here is to say so.
"""

import sys

__all__ = ["version", "bootstrap"]


def _words(environment=None):
    if environment:
        head = f"{environment} is made, but without pip (which --without-pip makes no error of):"
        make = ""
    else:
        environment, head = "DIR", "there is no pip to install:"
        make = f"    hoop -m venv --without-pip {environment}\n"
    return f"""\
{head} hoop has no sockets yet, so a pip that it runs cannot download.
The pip of another Python fetches packages and puts them into an environment of hoop's:

{make}    python3 -m pip download -d wheels PACKAGE
    python3 -m pip --python {environment}/bin/python install --no-index -f wheels PACKAGE
"""


def version():
    """There is no bundled version of pip."""
    raise RuntimeError(_words())


def bootstrap(*, root=None, upgrade=False, user=False, altinstall=False, default_pip=False, verbosity=0):
    """There is no pip to bootstrap."""
    if altinstall and default_pip:
        raise ValueError("Cannot use altinstall and default_pip together")
    sys.audit("ensurepip.bootstrap", root)
    raise RuntimeError(_words())


if __name__ == "__main__":
    sys.exit(_words())
