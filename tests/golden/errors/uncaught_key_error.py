prices = {"apple": 1}
prices["aple"]
