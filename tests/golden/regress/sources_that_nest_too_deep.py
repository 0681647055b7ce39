n = 30_000
for name, text in {"minus": "-" * n + "1", "not": "not " * n + "1", "lambda": "lambda: " * n + "1", "if": "1 if 1 else " * n + "1", "power": "**".join("1" * n),
                   "invert": "~" * n + "x", "open": "(" * n, "closed": "[" * n + "]" * n, "short": "-" * 500 + "1"}.items():
    try: print(name, compile(text, "text", "eval") is not None)
    except (MemoryError, RecursionError, SyntaxError) as e: print(name, type(e).__name__, e)
