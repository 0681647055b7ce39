"""Where libraries of C are. hoop loads none, so none is found."""


def find_library(name):
    """The file name of a library, or None: always that."""
    return None


def dllist():
    """The libraries that the process has loaded for ctypes: none."""
    return []
