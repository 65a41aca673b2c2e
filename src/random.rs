//! Random numbers as a function of what they are for: no generator is carried along, so nothing depends on what was drawn
//! before.

/// A stream of random numbers, wholly determined by its key.
///
/// SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators",
/// doi:10.1145/2660193.2660195. Number n is a hash of key + nγ, so that streams of neighbouring keys have nothing in
/// common once the keys themselves are hashed; streams of a PCG that differ in their increment alone are correlated.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

/// The golden ratio as a fraction of 2⁶⁴.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream of the generator's own seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The stream for these two numbers: a seed, and which of its streams.
    #[must_use]
    pub fn keyed(seed: u64, stream: u64) -> Self {
        Self { state: mix(mix(seed.wrapping_add(GAMMA)).wrapping_add(stream.wrapping_mul(GAMMA))) }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        mix(self.state)
    }

    /// The next number, even over 0 ≤ u < 1, a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The next whole number below `n`, which must be below 2³². Even to one part in 2³².
    pub fn below(&mut self, n: usize) -> usize {
        (((self.bits() >> 32) * n as u64) >> 32) as usize
    }

    /// The next number of the standard normal distribution (Box and Muller 1958, the cosine half).
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
