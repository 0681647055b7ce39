import string
from string import Template, Formatter

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  wORLD foo"), string.capwords("a-b-c", "-"))
t = Template("$who likes ${what}s, $$5 and $who_else")
print(t.substitute(who="tim", what="kung pao", who_else="x"), t.safe_substitute(who="z"), t.get_identifiers(), t.is_valid())
print(t.substitute({"who": 1, "what": 2, "who_else": 3}, who=9), t.template)
for text in ("$", "a $1 b", "x\ny ${a b}", "$who ${"):
    try:
        print(Template(text).substitute(who=1))
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
    print(repr(Template(text).safe_substitute(who=1)), Template(text).is_valid())
try:
    t.substitute(who=1)
except KeyError as e:
    print(repr(e))


class Percent(Template):
    delimiter = "%"


print(Percent("%x and $y %%").substitute(x=1))


class F(Formatter):
    def get_value(self, key, args, kwargs):
        return f"<{key}>" if isinstance(key, str) and key not in kwargs else super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        return str(value)[::-1] if conversion == "z" else super().convert_field(value, conversion)


f = F()
print(f.format("{0} {name} {1!r:>5} {a:{w}}", 1, "s", w=4, a=3), f.format("{} {}", 1, 2), f.format("{!z} {x[k]} {y.real}", "abc", x={"k": 1}, y=5))
for text in ("{0} {}", "{} {0}", "{!q}", "{5}"):
    try:
        print(Formatter().format(text, 1, 2))
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
print(list(Formatter().parse("a{b!r:c}d{{}}")), Formatter().vformat("{a}", (), {"a": 1}))
