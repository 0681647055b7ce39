def f(g):
    try:
        g()
    except (ValueError, KeyError) as e:
        return e
    except OSError:
        raise RuntimeError("x") from None
    else:
        g(1)
    assert g, "message"
