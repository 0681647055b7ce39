done = False
class T:
    def __del__(self):
        global done
        done = True
x = T()
x = None
if done:
    print("seen at once")
d = {"k": T()}
done = False
d["k"] = 1
print(done)
done = False
l = [T()]
l.clear()
print(done)
done = False
T()
print(done)
