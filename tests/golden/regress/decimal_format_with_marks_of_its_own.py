# Decimal.__format__ takes a dict as locale.localeconv() makes one.
from decimal import Decimal


def t(number, *args):
    try:
        print(args, repr(Decimal(number).__format__(*args)))
    except (TypeError, ValueError) as e:
        print(args, type(e).__name__, e)


german = {"decimal_point": ",", "thousands_sep": ".", "grouping": "\3\3"}
for spec in "", "n", "f", ",.2f", "e", "020", "020,", "%", "_", ".2_f", "<20n", "^20n", ".3n":
    t("1234567.891", spec, german)
for grouping in "", "\3", "\3\2", "\3\2\0", "\3\x7f", "\1\2\3\x7f", "\x7f":
    t("1234567.891", "020n", german | {"grouping": grouping})
t("12", "n", german)
t("NaN", "20n", german)
for wrong in 5, None, {}, {"decimal_point": 5}, {"decimal_point": ""}, {"thousands_sep": "....."}, {"grouping": "\3"}, {"decimal_point": "::"}:
    t("1234567.891", "n", wrong)
t("12345", "", {"grouping": "\3"})
t("12345", ",", {"grouping": "\2"})
t("1.5", "", {"decimal_point": ","})
t("1234567.891", "025n", {"thousands_sep": "é", "grouping": "\3"})
