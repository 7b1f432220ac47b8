/**
 * Colours, dashes and shapes of classes: always two marks together, so that no difference rests on colour alone.
 *
 * The colours are those of Okabe and Ito, in an order in which neighbours differ most in lightness too; their yellow is
 * left out because a thin line of it cannot be seen on white.
 * @see Okabe, Ito 2002, Color Universal Design, https://jfly.uni-koeln.de/color/
 */
export const colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#6E6E6E"] as const;

/** Stroke patterns by class, in pixels; the empty one is a full line. */
const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4], [2, 2, 6, 2]];

/** Symbols by class, as vega names them. */
const shapes = ["circle", "triangle-up", "square", "diamond", "cross", "triangle-down", "triangle-right"] as const;

/** The mark of class k: after seven classes colours repeat, with the dashes moved on by one. */
export function classMark(k: number): {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly shape: string;
} {
  const turn = Math.floor(k / colours.length);
  return {
    colour: colours[k % colours.length],
    dash: dashes[(k + turn) % dashes.length],
    shape: shapes[(k + turn) % shapes.length],
  };
}

/** One neutral for axes and text that every drawing shares; the page's style sheet replaces it where the page is dark. */
export const ink = "#1b1f24";
export const faint = "#8a9099";
