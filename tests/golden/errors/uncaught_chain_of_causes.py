def load():
    try:
        return {}["port"]
    except KeyError as e:
        raise ValueError("bad settings") from e


try:
    load()
except ValueError:
    raise RuntimeError("cannot start")
