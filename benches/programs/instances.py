# group: memory
# what: 200,000 instances with three attributes
# baseline: start_pass
# count: 200000
class Point:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z


points = [Point(i & 1, i & 2, i & 4) for i in range(200_000)]
print(len(points), points[-1].z)
