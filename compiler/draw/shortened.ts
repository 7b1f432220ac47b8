/** Shortened: the text of a drawing in fewer bytes, with what is seen as it was. */
import { cornersOf } from "./line-path.ts";
import { parseSvg, type SvgElement, type SvgNode, svgText } from "./svg-tree.ts";

/** Lines in steps, rules of one look as one path, groups that say nothing gone, what marks in a row share said once. */
export function shortened(svg: string, font: string): string {
  const root = simplified(parseSvg(svg), font);
  return svgText({ ...root, attributes: new Map([...root.attributes, ["font-family", font]]) });
}

/** Classes that page, files and tests know. */
const known = new Set(["ink", "ink-stroke", "marks", "role-mark", "role-legend-entry"]);

function simplified({ name, attributes, children }: SvgElement, font: string): SvgElement {
  const kept = new Map<string, string>();
  for (const [key, value] of attributes) {
    const classes = value.split(" ").filter((one) => known.has(one));
    if (key === "class" && classes.length > 0) kept.set(key, classes.join(" "));
    else if (key === "font-family" ? value !== font : key !== "class" && value !== "translate(0,0)")
      kept.set(key, value);
  }
  const inside = children.map((child) => (typeof child === "string" ? child : simplified(child, font)));
  return shaped({ name, attributes: kept, children: name === "g" ? inRuns(inside.flatMap(unwrapped)) : inside });
}

/** The children of a group that says nothing; a group of one group with the sum of what they are moved by. */
function unwrapped(node: SvgNode): readonly SvgNode[] {
  if (typeof node === "string" || node.name !== "g") return [node];
  if (node.children.length === 0) return [];
  if (node.attributes.size === 0) return node.children;
  const [only] = node.children;
  if (node.children.length > 1 || typeof only === "string" || only.name !== "g") return [node];
  const [outer, inner] = [moveOf(node), moveOf(only)];
  const isMovedOnly = node.attributes.size === 1 && outer !== null;
  if (!isMovedOnly || (only.attributes.has("transform") && inner === null)) return [node];
  const sum = `translate(${tenths(outer[0] + (inner?.[0] ?? 0), 100)},${tenths(outer[1] + (inner?.[1] ?? 0), 100)})`;
  return [
    {
      ...only,
      attributes: new Map([["transform", sum], ...[...only.attributes].filter(([key]) => key !== "transform")]),
    },
  ];
}

function moveOf({ attributes }: SvgElement): readonly [number, number] | null {
  const found = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/.exec(attributes.get("transform") ?? "");
  return found === null ? null : [Number(found[1]), Number(found[2])];
}

/** Circles by their middle, rules as paths, lines in steps; the opacity of what has no stroke as that of its fill, which a group hands down. */
function shaped(element: SvgElement): SvgElement {
  const { name, attributes } = element;
  const move = moveOf(element);
  const rest = [...attributes].filter(([key]) => key !== "transform");
  if (name === "circle" && move !== null) {
    const place = [["cx", tenths(move[0])] as const, ["cy", tenths(move[1])] as const];
    return { ...element, attributes: new Map([...place, ...withFillOpacity(rest)]) };
  }
  if (name === "text" && move !== null) {
    const place = [["x", tenths(move[0])] as const, ["y", tenths(move[1])] as const];
    return { ...element, attributes: new Map([...place, ...rest.filter(([, value]) => value !== "normal")]) };
  }
  if (name === "line" && (move !== null || !attributes.has("transform"))) {
    const [x, y] = move ?? [0, 0];
    const [dx, dy] = ["x2", "y2"].map((key) => Number(attributes.get(key) ?? 0));
    const d = inSteps(`M${x},${y}L${x + dx},${y + dy}`);
    const looks = rest.filter(([key]) => key !== "x2" && key !== "y2");
    return { name: "path", attributes: new Map([["d", d], ...looks]), children: [] };
  }
  const d = attributes.get("d");
  if (name !== "path" || d === undefined) return element;
  const path = /^(?:[ML]-?[\d.]+,-?[\d.]+)+$/.test(d) ? inSteps(d) : d;
  return { ...element, attributes: new Map(withFillOpacity([...new Map([...attributes, ["d", path]])])) };
}

const withFillOpacity = (attributes: readonly (readonly [string, string])[]): (readonly [string, string])[] =>
  attributes.some(([key]) => key === "stroke")
    ? [...attributes]
    : attributes.map(([key, value]) => [key === "opacity" ? "fill-opacity" : key, value]);

/** Rounding is of places, not of steps, so that no error adds up. */
function inSteps(d: string): string {
  let [x, y] = [0, 0];
  let text = "";
  let isOpen = false;
  for (const { isMove, across, up } of needed(d)) {
    const [toX, toY] = [Math.round(across * 10), Math.round(up * 10)];
    const [dx, dy] = isMove ? [toX, toY] : [toX - x, toY - y];
    const pair = `${tenths(dx / 10)}${spaced(tenths(dy / 10))}`;
    text += isMove ? `M${pair}` : isOpen ? spaced(pair) : `l${pair}`;
    isOpen = !isMove;
    [x, y] = [toX, toY];
  }
  return text;
}

interface Corner {
  readonly isMove: boolean;
  readonly across: number;
  readonly up: number;
}

/** Pixels that a line may be off, and points from which it is worth looking. */
const tolerance = 0.2;
const fewest = 24;

/** The corners of a path; of one long line that runs to one side those that are seen. */
function needed(d: string): readonly Corner[] {
  const all = [...d.matchAll(/([ML])(-?[\d.]+),(-?[\d.]+)/g)].map(
    ([, letter, across, up]): Corner => ({ isMove: letter === "M", across: Number(across), up: Number(up) }),
  );
  if (all.length < fewest || all.slice(1).some(({ isMove }) => isMove)) return all;
  const way = Math.sign(all[all.length - 1].across - all[0].across);
  if (way === 0 || all.slice(1).some(({ across }, k) => way * (across - all[k].across) < 0)) return all;
  return cornersOf(
    all.flatMap(({ across, up }) => [way * across, up]),
    tolerance,
  ).map((k) => all[k]);
}

const spaced = (number: string): string => (number.startsWith("-") ? number : ` ${number}`);

/** Rounded to tenths, or another part, without a zero that says nothing. */
function tenths(value: number, part = 10): string {
  const text = String(Math.round(value * part) / part + 0);
  return text.replace(/^(-?)0\./, "$1.");
}

/** What a group hands down to its marks. */
const inherited = new Set([
  ...[
    "class",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "fill-opacity",
    "stroke-dasharray",
    "stroke-linejoin",
  ],
  ...["text-anchor", "font-size", "font-weight"],
]);
const looksOf = ({ attributes }: SvgElement): string =>
  [...attributes].flatMap(([key, value]) => (inherited.has(key) ? [`${key}=${value}`] : [])).join(" ");

/** Neighbours that are drawn alike stand in a group that says how; rules among them are one path. */
function inRuns(all: readonly SvgNode[]): SvgNode[] {
  const result: SvgNode[] = [];
  for (let k = 0; k < all.length; ) {
    const first = all[k];
    let end = k + 1;
    if (isMark(first))
      while (end < all.length && isMark(all[end]) && looksOf(all[end] as SvgElement) === looksOf(first)) end += 1;
    result.push(...run(all.slice(k, end)));
    k = end;
  }
  return result;
}

const isMark = (node: SvgNode): node is SvgElement =>
  typeof node !== "string" && ["circle", "path", "text"].includes(node.name) && looksOf(node) !== "";

function run(nodes: readonly SvgNode[]): readonly SvgNode[] {
  const marks = nodes.filter(isMark);
  if (marks.length < 2) return nodes;
  if (marks.every(isRule)) {
    const d = marks.map(({ attributes }) => attributes.get("d")).join("");
    return [{ ...marks[0], attributes: new Map([...marks[0].attributes, ["d", d]]) }];
  }
  const looks = [...marks[0].attributes].filter(([key]) => inherited.has(key));
  const own = marks.map((mark) => ({
    ...mark,
    attributes: new Map([...mark.attributes].filter(([key]) => !inherited.has(key))),
  }));
  return [{ name: "g", attributes: new Map(looks), children: own }];
}

/** A straight line, of no sample and moved by nothing. */
const isRule = ({ name, attributes }: SvgElement): boolean =>
  name === "path" &&
  /^M[-\d. ]+l[-\d. ]+$/.test(attributes.get("d") ?? "") &&
  (attributes.get("d") ?? "").length < 30 &&
  [...attributes.keys()].every((key) => key === "d" || inherited.has(key));
