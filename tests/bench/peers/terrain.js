// The peer of `terrain.rs`: a surface's picture as one makes it with d3-contour. Its own levels and colours are given. One surface
// to an instance of this module (`?surface=himmelblau`), so that the engine may put the formula into the loops.

/** The formulas, by the catalogue's ids. */
export const SURFACES = {
  rosenbrock(x, y) {
    const a = 1 - x;
    const b = y - x * x;
    return a * a + 100 * b * b;
  },
  himmelblau(x, y) {
    const a = x * x + y - 11;
    const b = x + y * y - 7;
    return a * a + b * b;
  },
  rastrigin(x, y) {
    return 20 + x * x - 10 * Math.cos(2 * Math.PI * x) + y * y - 10 * Math.cos(2 * Math.PI * y);
  },
};

/** The number of levels that lie at or below the value, as d3.bisectRight has it. */
function bisect(levels, value) {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (levels[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Colours, as [red, green, blue], as pixels of an ImageData. */
export const palette = (colors) => Uint32Array.from(colors, ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);

/**
 * The colour of its band for each pixel of the canvas.
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => number} surface
 * @param {{ x: [number, number], y: [number, number] }} window
 * @param {Float64Array} levels
 * @param {Uint32Array} colors
 */
export function raster(context, surface, { x: [left, right], y: [bottom, top] }, levels, colors) {
  const { width, height } = context.canvas;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let j = 0, k = 0; j < height; j += 1) {
    const y = top - ((j + 0.5) / height) * (top - bottom);
    for (let i = 0; i < width; i += 1, k += 1) {
      const x = left + ((i + 0.5) / width) * (right - left);
      pixels[k] = colors[bisect(levels, surface(x, y))];
    }
  }
  context.putImageData(image, 0, 0);
}

/**
 * d3-contour's polygons over a grid of so many nodes a side.
 * @param {(x: number, y: number) => number} surface
 * @param {{ x: [number, number], y: [number, number] }} window
 * @param {number[]} levels
 * @param {number} nodes
 */
export function contours(surface, { x: [left, right], y: [bottom, top] }, levels, nodes) {
  const values = new Float64Array(nodes * nodes);
  for (let j = 0, k = 0; j < nodes; j += 1) {
    const y = bottom + (j / (nodes - 1)) * (top - bottom);
    for (let i = 0; i < nodes; i += 1, k += 1) values[k] = surface(left + (i / (nodes - 1)) * (right - left), y);
  }
  return globalThis.d3.contours().size([nodes, nodes]).thresholds(levels)(values);
}

/** Strokes them, those of a level at once. Their first node lies half a cell inside. */
export function stroke(context, polygons, nodes) {
  const { width, height } = context.canvas;
  const dx = width / (nodes - 1);
  const dy = height / (nodes - 1);
  for (const { coordinates } of polygons) {
    context.beginPath();
    for (const polygon of coordinates) {
      for (const ring of polygon) {
        context.moveTo((ring[0][0] - 0.5) * dx, height - (ring[0][1] - 0.5) * dy);
        for (let i = 1; i < ring.length; i += 1) context.lineTo((ring[i][0] - 0.5) * dx, height - (ring[i][1] - 0.5) * dy);
      }
    }
    context.stroke();
  }
}

/** Their length in cells, without what d3-contour adds to close them: half a cell outside of the grid. */
export function length(polygons, nodes) {
  const inside = ([x, y]) => x >= 0.5 && y >= 0.5 && x <= nodes - 0.5 && y <= nodes - 0.5;
  let sum = 0;
  for (const { coordinates } of polygons) {
    for (const ring of coordinates.flat()) {
      for (let i = 1; i < ring.length; i += 1) {
        const [a, b] = [ring[i - 1], ring[i]];
        if (inside(a) && inside(b)) sum += Math.hypot(b[0] - a[0], b[1] - a[1]);
      }
    }
  }
  return sum;
}
