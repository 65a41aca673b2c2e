class Random:
    """SplitMix64, keyed by a seed and a number: the same numbers as Downhill draws."""

    GAMMA, MASK = 0x9E3779B97F4A7C15, 2**64 - 1

    def __init__(self, seed, stream):
        self.state = self.mix(self.mix(seed + self.GAMMA) + stream * self.GAMMA)

    def mix(self, z):
        z &= self.MASK
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & self.MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & self.MASK
        return z ^ (z >> 31)

    def bits(self):
        self.state = self.state + self.GAMMA & self.MASK
        return self.mix(self.state)

    def uniform(self):
        return (self.bits() >> 11) / 2**53

    def below(self, n):
        return (self.bits() >> 32) * n >> 32

    def normal(self):
        radius, angle = 1 - self.uniform(), self.uniform()
        return math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * angle)
