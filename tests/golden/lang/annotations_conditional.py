class C:
    a: int
    if len("x") == 2: b: int
    else: c: str
    try: d: 1
    finally: e: 2
    for i in (1, 2): f: i
    with open("/dev/null") as g: h: 3
    match 1:
        case 2: i: int
        case _: k: str
    while False: l: int
print(C.__annotations__)
x: int
if not x if "x" in globals() else True: y: str
else: z: str
print(__annotate__(1), sorted(__conditional_annotations__))
ns = {}
try: exec("a: int\n1/0\nb: int", ns)
except ZeroDivisionError: print(ns["__annotate__"](1), ns["__conditional_annotations__"])
