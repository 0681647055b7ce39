def f(g):
    try:
        g()
    except* ValueError as e:
        print(e)
