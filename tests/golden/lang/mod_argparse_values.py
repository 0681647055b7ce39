import argparse
import sys

sys.stderr = sys.stdout


def parser(**kw):
    p = argparse.ArgumentParser(prog="prog", exit_on_error=False, **kw)
    return p


def show(p, line, method="parse_args"):
    try:
        print(line, "->", getattr(p, method)(line.split()))
    except argparse.ArgumentError as e:
        print(line, "-> error:", e)
    except SystemExit as e:
        print("exit", e.code)


p = parser()
p.add_argument("src")
p.add_argument("dst", nargs="?", default="out")
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("-n", "--num", type=int, default="7", choices=range(10))
p.add_argument("--list", nargs="*")
p.add_argument("--pair", nargs=2, metavar=("A", "B"), type=float)
p.add_argument("--flag", action=argparse.BooleanOptionalAction)
p.add_argument("-x", action="store_true")
p.add_argument("-c", "--const", action="store_const", const=42)
p.add_argument("-a", "--append", action="append")
p.add_argument("--ext", action="extend", nargs="+", default=["d"])
p.add_argument("--opt", nargs="?", const="C", default="D")
for line in ("a", "a b -vvx -n3", "a --num=5 --list 1 2 3 -c", "--list 1 2 -- a b", "a --pair 1 2.5", "a --flag", "a --no-flag -a 1 --append=2", "a --ext x y --ext z", "a --opt", "a --opt v b", "-xvn 4 a", "-vn4 a", "a -- -b", "a --verb", "-1",
             "", "a -n x", "a -n 99", "a --pair 1", "a b c", "a --nope", "a --num", "a --x=1", "-xq a", "a --li", "a --a", "a -n", "a --flag=1"):
    show(p, line)
show(p, "a --unknown 3 -z -v", "parse_known_args")
q = parser(allow_abbrev=False, argument_default=argparse.SUPPRESS)
g = q.add_mutually_exclusive_group(required=True)
g.add_argument("--one", action="store_true")
g.add_argument("--two")
q.add_argument("--req", required=True)
q.add_argument("rest", nargs=argparse.REMAINDER)
for line in ("--one --req 1", "--req 1", "--one --two x --req 2", "--one", "--one --req 1 more -x --two", "--on --req 1"):
    show(q, line)
s = parser()
s.add_argument("--top", action="store_true")
sub = s.add_subparsers(dest="cmd", required=True, help="commands")
a = sub.add_parser("add", aliases=["plus"], help="adds")
a.add_argument("nums", nargs="+", type=int)
a.set_defaults(func="add_func")
b = sub.add_parser("del")
b.add_argument("-f", "--force", action="store_true")
for line in ("add 1 2", "--top del -f", "plus 3", "", "nope", "del --x"):
    show(s, line)
i = parser()
i.add_argument("--foo")
i.add_argument("cmd")
i.add_argument("rest", nargs="*", type=int)
show(i, "doit 1 --foo bar 2 3", "parse_intermixed_args")
ns = argparse.Namespace(a=1)
print(ns, "a" in ns, ns == argparse.Namespace(a=1), argparse.ArgumentParser(prog="z").parse_args([], ns) is ns, vars(ns))
for bad in (lambda: p.add_argument("-v"), lambda: p.add_argument("x", required=True), lambda: p.add_argument("--q", action="nope"), lambda: p.add_argument("--q", nargs=0), lambda: p.add_argument("--q", type="int"), lambda: p.add_argument("-", "--"), lambda: g.add_argument("pos"), lambda: s.add_subparsers()):
    try:
        bad()
    except (ValueError, TypeError, argparse.ArgumentError) as e:
        print(type(e).__name__, e)
e = argparse.ArgumentParser(prog="exiting", description="d")
e.add_argument("--num", type=int, help="a number")
e.add_argument("--version", action="version", version="%(prog)s 1.0")
for line in ("--num x", "--version", "--help", "extra"):
    show(e, line)


def even(text):
    if int(text) % 2:
        raise argparse.ArgumentTypeError(f"{text} is odd")
    return int(text)


t = parser()
t.add_argument("n", type=even)
show(t, "3")
show(t, "4")
