// The peer of `steps.rs`: the race on Rosenbrock as one would write it in JavaScript that is to be fast. Numbers in typed arrays,
// the gradient by hand and once a step, corrections of bias once for both coordinates, one rule to an instance of this module
// (`?optimizer=adam`), so that the engine may put it into the loop. Names of parameters are the catalogue's; each rule has to
// go where ours goes.

const { abs, atan, cos, exp, max, min, sign, sqrt, tan, tanh } = Math;
const DIM = 2;
const LIMIT = 1e9;

/** Numbers of a record: point, gradient, loss. */
const RECORD = 5;

/** Writes the gradient to g and returns the loss. */
function rosenbrock(x, g) {
  const a = 1 - x[0];
  const b = x[1] - x[0] * x[0];
  g[0] = -2 * a - 400 * b * x[0];
  g[1] = 200 * b;
  return a * a + 100 * b * b;
}

/** So many steps from the start, each recorded. */
export function race(step, start, steps, records) {
  const x = Float64Array.from(start);
  const g = new Float64Array(DIM);
  let loss = rosenbrock(x, g);
  for (let t = 0, at = 0; ; t += 1, at += RECORD) {
    records[at] = x[0];
    records[at + 1] = x[1];
    records[at + 2] = g[0];
    records[at + 3] = g[1];
    records[at + 4] = loss;
    if (t === steps) return;
    step(t + 1, x, g);
    loss = rosenbrock(x, g);
    if (!(abs(x[0]) <= LIMIT && abs(x[1]) <= LIMIT && loss < Infinity)) return;
  }
}

/** Room for the records of so many steps. */
export const room = (steps) => new Float64Array(RECORD * (steps + 1));

/** The point that was recorded at a step. */
export const point = (records, step) => Array.from(records.subarray(RECORD * step, RECORD * step + DIM));

const zeros = () => new Float64Array(DIM);

const adam = ({ lr, beta1, beta2, eps }) => {
  const m = zeros();
  const v = zeros();
  return (t, x, g) => {
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    for (let i = 0; i < DIM; i += 1) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      x[i] -= (lr * (m[i] / c1)) / (sqrt(v[i] / c2) + eps);
    }
  };
};

const diffgrad = ({ lr, beta1, beta2, eps, k }) => {
  const m = zeros();
  const v = zeros();
  const before = zeros();
  const place = zeros();
  return (t, x, g) => {
    const c1 = 1 - beta1 ** t;
    const root = sqrt(1 - beta2 ** t);
    for (let i = 0; i < DIM; i += 1) {
      const s = k && t > 1 ? (g[i] + (place[i] - x[i]) * g[i] * g[i]) / k : g[i];
      m[i] = beta1 * m[i] + (1 - beta1) * s;
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const friction = 1 / (1 + exp(-abs(before[i] - g[i])));
      before[i] = g[i];
      place[i] = x[i];
      x[i] -= (lr * friction * root * (m[i] / c1)) / (sqrt(v[i]) + eps);
    }
  };
};

const radam = ({ lr, beta1, beta2, eps, wait = 0, k }) => {
  const m = zeros();
  const v = zeros();
  const place = zeros();
  const last = 2 / (1 - beta2) - 1;
  return (t, x, g) => {
    const c1 = 1 - beta1 ** t;
    const power = beta2 ** t;
    const rho = last - (2 * t * power) / (1 - power);
    const rectified = rho > 5;
    const r = rectified ? sqrt(((rho - 4) * (rho - 2) * last) / ((last - 4) * (last - 2) * rho)) : 1 - wait;
    const root = sqrt(1 - power);
    for (let i = 0; i < DIM; i += 1) {
      const s = k && t > 2 ? (g[i] + (place[i] - x[i]) * g[i] * g[i]) / k : g[i];
      m[i] = beta1 * m[i] + (1 - beta1) * s;
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      place[i] = x[i];
      x[i] -= lr * r * (rectified ? root / (sqrt(v[i]) + eps) : 1) * (m[i] / c1);
    }
  };
};

const adabelief = ({ lr, beta1, beta2, eps, k }) => {
  const m = zeros();
  const s = zeros();
  const place = zeros();
  return (t, x, g) => {
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    for (let i = 0; i < DIM; i += 1) {
      const seen = k && t > 1 ? (g[i] + (place[i] - x[i]) * g[i] * g[i]) / k : g[i];
      m[i] = beta1 * m[i] + (1 - beta1) * seen;
      const off = g[i] - m[i];
      s[i] = beta2 * s[i] + (1 - beta2) * off * off + eps;
      place[i] = x[i];
      x[i] -= (lr * (m[i] / c1)) / (sqrt(s[i] / c2) + eps);
    }
  };
};

const angulargrad = (f) => ({ lr, beta1, beta2, eps }) => {
  const m = zeros();
  const v = zeros();
  const before = zeros();
  const turn = zeros();
  return (t, x, g) => {
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    for (let i = 0; i < DIM; i += 1) {
      const angle = atan(abs((before[i] - g[i]) / (1 + before[i] * g[i])));
      const phi = 0.5 + 0.5 * tanh(abs(f(t > 1 ? min(angle, turn[i]) : angle)));
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      before[i] = g[i];
      turn[i] = angle;
      x[i] -= (lr * phi * (m[i] / c1)) / (sqrt(v[i] / c2) + eps);
    }
  };
};

/** By the catalogue's ids: from the parameters to a step, which moves x. */
export const RULES = {
  sgd: ({ lr }) => (t, x, g) => {
    for (let i = 0; i < DIM; i += 1) x[i] -= lr * g[i];
  },

  momentum: ({ lr, rho }) => {
    const v = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        v[i] = rho * v[i] + g[i];
        x[i] -= lr * v[i];
      }
    };
  },

  nesterov: ({ lr, rho }) => {
    const v = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        v[i] = rho * v[i] + g[i];
        x[i] -= lr * (g[i] + rho * v[i]);
      }
    };
  },

  adagrad: ({ lr, eps }) => {
    const sum = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        sum[i] += g[i] * g[i];
        x[i] -= (lr * g[i]) / (sqrt(sum[i]) + eps);
      }
    };
  },

  rmsprop: ({ lr, decay, eps }) => {
    const v = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        v[i] = decay * v[i] + (1 - decay) * g[i] * g[i];
        x[i] -= (lr * g[i]) / (sqrt(v[i]) + eps);
      }
    };
  },

  "adam-uncorrected": ({ lr, beta1, beta2, eps }) => {
    const m = zeros();
    const v = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] -= (lr * m[i]) / (sqrt(v[i]) + eps);
      }
    };
  },

  adam,
  diffgrad,
  radam,
  adabelief,
  "angulargrad-cos": angulargrad(cos),
  "angulargrad-tan": angulargrad(tan),

  "adam-inject": ({ lr, beta1, beta2, eps, k }) => {
    const m = zeros();
    const v = zeros();
    const place = zeros();
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      const root = sqrt(1 - beta2 ** t);
      for (let i = 0; i < DIM; i += 1) {
        const s = t > 1 ? (g[i] + (place[i] - x[i]) * g[i] * g[i]) / k : g[i];
        m[i] = beta1 * m[i] + (1 - beta1) * s;
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        place[i] = x[i];
        x[i] -= (lr * root * (m[i] / c1)) / (sqrt(v[i]) + eps);
      }
    };
  },

  "diffgrad-inject": diffgrad,
  "radam-inject": radam,
  "adabelief-inject": adabelief,

  adadelta: ({ lr, rho, eps }) => {
    const v = zeros();
    const u = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
        const d = (sqrt(u[i] + eps) / sqrt(v[i] + eps)) * g[i];
        u[i] = rho * u[i] + (1 - rho) * d * d;
        x[i] -= lr * d;
      }
    };
  },

  adamw: ({ lr, beta1, beta2, eps, weight_decay }) => {
    const m = zeros();
    const v = zeros();
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      const c2 = 1 - beta2 ** t;
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] -= lr * weight_decay * x[i] + (lr * (m[i] / c1)) / (sqrt(v[i] / c2) + eps);
      }
    };
  },

  amsgrad: ({ lr, beta1, beta2, eps }) => {
    const m = zeros();
    const v = zeros();
    const most = zeros();
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      const c2 = 1 - beta2 ** t;
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        most[i] = max(v[i], most[i]);
        x[i] -= (lr * (m[i] / c1)) / (sqrt(most[i] / c2) + eps);
      }
    };
  },

  adamax: ({ lr, beta1, beta2, eps }) => {
    const m = zeros();
    const u = zeros();
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        u[i] = max(beta2 * u[i], abs(g[i]) + eps);
        x[i] -= (lr / u[i]) * (m[i] / c1);
      }
    };
  },

  nadam: ({ lr, beta1, beta2, eps, momentum_decay }) => {
    const m = zeros();
    const v = zeros();
    let product = 1;
    return (t, x, g) => {
      const mu = beta1 * (1 - 0.5 * 0.96 ** (t * momentum_decay));
      const next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay));
      const c2 = 1 - beta2 ** t;
      product *= mu;
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        const ahead = ((1 - mu) * g[i]) / (1 - product) + (next * m[i]) / (1 - product * next);
        x[i] -= (lr * ahead) / (sqrt(v[i] / c2) + eps);
      }
    };
  },

  yogi: ({ lr, beta1, beta2, eps }) => {
    const m = zeros().fill(1e-6);
    const v = zeros().fill(1e-6);
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      const c2 = 1 - beta2 ** t;
      for (let i = 0; i < DIM; i += 1) {
        const square = g[i] * g[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] -= (1 - beta2) * sign(v[i] - square) * square;
        x[i] -= (lr * (m[i] / c1)) / (sqrt(v[i] / c2) + eps);
      }
    };
  },

  adabound: ({ lr, beta1, beta2, eps, final_lr, gamma }) => {
    const m = zeros();
    const v = zeros();
    return (t, x, g) => {
      const low = final_lr * (1 - 1 / (gamma * t + 1));
      const high = final_lr * (1 + 1 / (gamma * t));
      const corrected = (lr * sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] -= min(max(corrected / (sqrt(v[i]) + eps), low), high) * m[i];
      }
    };
  },

  "adam-to-sgd": ({ switch_at, sgd_lr, rho, ...rest }) => {
    const first = adam(rest);
    const u = zeros();
    return (t, x, g) => {
      if (t <= switch_at) return first(t, x, g);
      for (let i = 0; i < DIM; i += 1) {
        u[i] = rho * u[i] + g[i];
        x[i] -= sgd_lr * u[i];
      }
    };
  },

  swats: ({ lr, beta1, beta2, eps, closeness }) => {
    const m = zeros();
    const v = zeros();
    const u = zeros();
    const p = zeros();
    let lambda = 0;
    let rate = 0; // that of SGD, once it has taken over
    return (t, x, g) => {
      if (rate > 0) {
        for (let i = 0; i < DIM; i += 1) {
          u[i] = beta1 * u[i] + g[i];
          x[i] -= (1 - beta1) * rate * u[i];
        }
        return;
      }
      const c1 = 1 - beta1 ** t;
      const c2 = 1 - beta2 ** t;
      let pp = 0;
      let pg = 0;
      for (let i = 0; i < DIM; i += 1) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        p[i] = (-lr * sqrt(c2) * (m[i] / c1)) / (sqrt(v[i] + 1e-15) + eps);
        pp += p[i] * p[i];
        pg += p[i] * g[i];
        x[i] += p[i];
      }
      if (pg === 0) return;
      const gamma = pp / -pg;
      lambda = beta2 * lambda + (1 - beta2) * gamma;
      const corrected = lambda / c2;
      if (t > 1 && corrected > 0 && abs(corrected - gamma) < closeness) rate = corrected;
    };
  },

  "lookahead-adam": ({ k, sync, ...rest }) => {
    const fast = adam(rest);
    const slow = zeros();
    return (t, x, g) => {
      if (t === 1) slow.set(x);
      fast(t, x, g);
      if (t % k) return;
      for (let i = 0; i < DIM; i += 1) {
        slow[i] += sync * (x[i] - slow[i]);
        x[i] = slow[i];
      }
    };
  },

  lion: ({ lr, beta1, beta2, weight_decay }) => {
    const m = zeros();
    return (t, x, g) => {
      for (let i = 0; i < DIM; i += 1) {
        x[i] -= lr * (sign(beta1 * m[i] + (1 - beta1) * g[i]) + weight_decay * x[i]);
        m[i] = beta2 * m[i] + (1 - beta2) * g[i];
      }
    };
  },

  "schedulefree-sgd": ({ lr, beta }) => {
    const z = zeros();
    const y = zeros();
    const slope = zeros();
    return (t, x) => {
      if (t === 1) z.set(x);
      for (let i = 0; i < DIM; i += 1) y[i] = (1 - beta) * z[i] + beta * x[i];
      rosenbrock(y, slope);
      for (let i = 0; i < DIM; i += 1) {
        z[i] -= lr * slope[i];
        x[i] += (z[i] - x[i]) / t;
      }
    };
  },

  adan: ({ lr, beta1, beta2, beta3, eps, weight_decay }) => {
    const m = zeros();
    const v = zeros();
    const n = zeros();
    const before = zeros();
    return (t, x, g) => {
      const c1 = 1 - beta1 ** t;
      const c2 = 1 - beta2 ** t;
      const c3 = 1 - beta3 ** t;
      for (let i = 0; i < DIM; i += 1) {
        const d = t > 1 ? g[i] - before[i] : 0;
        const ahead = g[i] + beta2 * d;
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * d;
        n[i] = beta3 * n[i] + (1 - beta3) * ahead * ahead;
        before[i] = g[i];
        const rate = lr / (sqrt(n[i] / c3) + eps);
        x[i] -= (rate * (m[i] / c1 + (beta2 * v[i]) / c2) + lr * weight_decay * x[i]) / (1 + lr * weight_decay);
      }
    };
  },
};
