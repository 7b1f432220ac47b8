/** A drawing as a tree, for what makes its text shorter. It reads what vega writes and our own drawings, no SVG of anybody else. */

export interface SvgElement {
  readonly name: string;
  /** In the order they stand in. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SvgNode[];
}
export type SvgNode = SvgElement | string;

/** @throws Error where tags do not match */
export function parseSvg(text: string): SvgElement {
  const open: { name: string; attributes: Map<string, string>; children: SvgNode[] }[] = [
    { name: "", attributes: new Map(), children: [] },
  ];
  const add = (node: SvgNode): void => {
    open[open.length - 1].children.push(node);
  };
  for (const [token, end, name, attributes, single] of text.matchAll(/<(\/?)(\w+)([^>]*?)(\/?)>|[^<]+/g)) {
    if (name === undefined) add(token);
    else if (end === "/") {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`</${name}> closes <${closed?.name}>`);
      add(closed);
    } else {
      const element = { name, attributes: new Map(pairs(attributes)), children: [] };
      if (single === "/") add(element);
      else open.push(element);
    }
  }
  const [root] = open[0].children;
  if (open.length > 1 || typeof root === "string") throw new Error("a drawing is one element");
  return root;
}

const pairs = (text: string): (readonly [string, string])[] =>
  [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);

export function svgText(node: SvgNode): string {
  if (typeof node === "string") return node;
  const { name, children } = node;
  const tag = `${name}${[...node.attributes].map(([key, value]) => ` ${key}="${value}"`).join("")}`;
  return children.length === 0 ? `<${tag}/>` : `<${tag}>${children.map(svgText).join("")}</${name}>`;
}
