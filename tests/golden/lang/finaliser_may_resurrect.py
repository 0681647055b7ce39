kept = []
class T:
    def __del__(self):
        print("del", len(kept))
        kept.append(self)
t = T()
t = None
print(len(kept), type(kept[0]).__name__)
kept.clear()
print(len(kept))
