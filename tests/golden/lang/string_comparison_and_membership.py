words = ["banana", "Apple", "cherry", "apple", "Äpfel", "10", "9", ""]
print(sorted(words), sorted(words, key=str.lower), max(words), min(words), sorted(words, key=lambda w: (len(w), w)))
print("a" < "b", "a" < "A", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "é" > "z", "10" < "9")
print("ell" in "hello", "" in "abc", "hello" in "ell", "lo" not in "hello", "o" in ["hello"], "é" in "café")
print("a" == "a", "a" != "b", "a" == b"a", "1" == 1, ("a", 1) == ("a", 1), "abc"[1] == "b", "x" * 0 == "")
