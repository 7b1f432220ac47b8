/** Labels beside points: each on the side where it meets no other label and no border. */

export interface Place {
  /** Pixels from the point. */
  readonly dx: number;
  readonly dy: number;
  readonly align: "left" | "center" | "right";
}

/** Mean width of a letter at 12 pixels, on the wide side. */
const letter = 7;
const lineHeight = 14;

const sides: readonly Place[] = [
  { dx: 8, dy: 0, align: "left" },
  { dx: -8, dy: 0, align: "right" },
  { dx: 0, dy: -12, align: "center" },
  { dx: 0, dy: 13, align: "center" },
  { dx: 8, dy: -13, align: "left" },
  { dx: -8, dy: -13, align: "right" },
  { dx: 8, dy: 14, align: "left" },
  { dx: -8, dy: 14, align: "right" },
];

/** Above a peak or below a dip first: beside it runs the line. */
const upright: readonly Place[] = [
  { dx: 0, dy: -11, align: "center" },
  { dx: 0, dy: 12, align: "center" },
  { dx: 5, dy: -11, align: "left" },
  { dx: -5, dy: -11, align: "right" },
  { dx: 5, dy: 12, align: "left" },
  { dx: -5, dy: 12, align: "right" },
  { dx: 10, dy: 0, align: "left" },
  { dx: -10, dy: 0, align: "right" },
];
/** The other way round. */
const upsideDown: readonly Place[] = upright.map(({ dx, dy, align }) => ({ dx, dy: -dy, align }));
const orders = { beside: sides, above: upright, below: upsideDown };
/** Which sides a label tries first. */
export type LabelOrder = keyof typeof orders;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where each label goes, in the order given: on the first of eight sides that is free of labels and of points, else (beside a point)
 * the first that is free of labels; null where none is, so that it is left out rather than printed over another.
 *
 * @param points pixels from the plot's upper left corner
 * @param size of the plot, pixels
 * @param others points without a label, pixels
 */
export function placeLabels(
  points: readonly { readonly x: number; readonly y: number; readonly text: string; readonly side?: LabelOrder }[],
  size: { readonly width: number; readonly height: number },
  others: readonly { readonly x: number; readonly y: number }[] = [],
): readonly (Place | null)[] {
  const spot = ({ x, y }: { x: number; y: number }): Box => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 });
  const taken: Box[] = points.map(spot);
  const dots = others.map(spot);
  return points.map(({ x, y, text, side = "beside" }, k) => {
    const free = orders[side].filter((place) => {
      const box = boxOf(x, y, text, place);
      const inside = box.left >= 0 && box.right <= size.width && box.top >= 0 && box.bottom <= size.height;
      return inside && taken.every((other, i) => i === k || !overlap(box, other));
    });
    const found =
      free.find((place) => dots.every((dot) => !overlap(boxOf(x, y, text, place), dot))) ??
      (side === "beside" ? free[0] : undefined);
    if (found === undefined) return null;
    taken.push(boxOf(x, y, text, found));
    return found;
  });
}

function boxOf(x: number, y: number, text: string, { dx, dy, align }: Place): Box {
  const width = text.length * letter + 4;
  const left = x + dx - (align === "left" ? 0 : align === "right" ? width : width / 2);
  return { left, right: left + width, top: y + dy - lineHeight / 2, bottom: y + dy + lineHeight / 2 };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
