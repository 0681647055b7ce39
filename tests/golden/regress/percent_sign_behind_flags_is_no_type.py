for form, values in [("%5%", ()), ("%5%", (1,)), ("%*%", (3,)), ("%(a)%", {"a": 1}), ("%%", ()), ("%l%", 5), (b"%-%", (1,))]:
    try:
        print(form % values)
    except Exception as e:
        print(type(e).__name__, e)
