from decimal import Decimal
for d in "0", "1", "1.50", "1E+5", "1E-9", "NaN", "Infinity", "-0":
    print(d, [format(Decimal(d), spec) for spec in ("#", "#.0f", "#e", "#.3g", "#.0%", "#08", "#,", "z#.0f", ".0f")])
