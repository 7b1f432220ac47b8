/** SVG: taken as it is or refused, never mended. What could run, load or be expanded is refused by name. */

const refusedElements: ReadonlyMap<string, string> = new Map([
  ["script", "a script"],
  ["handler", "a script"],
  ["listener", "a script"],
  ["style", "a style sheet"],
  ["foreignobject", "foreignObject"],
  ["iframe", "another page"],
  ["object", "another page"],
  ["embed", "another page"],
  ["audio", "sound"],
  ["video", "a film"],
  ["set", "an animation"],
  ["animate", "an animation"],
  ["animatemotion", "an animation"],
  ["animatetransform", "an animation"],
  ["animatecolor", "an animation"],
]);

/** Null of what is no SVG at all. Depth and number of elements are the browser's to bear: the file has at most 2 MB. */
export function svgImage(
  bytes: Uint8Array,
):
  | { readonly type: "image/svg+xml"; readonly width: null; readonly height: null }
  | { readonly problem: string }
  | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  if (!/^\s*(?:<\?xml|<!--|<!DOCTYPE svg|<(?:\w+:)?svg[\s>/])/i.test(text) || !/<(?:\w+:)?svg[\s>/]/.test(text))
    return null;
  const problem = problemIn(text);
  return problem === null ? { type: "image/svg+xml", width: null, height: null } : { problem };
}

/** One piece of XML after another: what is none of them is no XML that is read here. */
const piece =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^<>[\]]*>|<\/[\w:.-]+\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function problemIn(text: string): string | null {
  const open: string[] = [];
  let at = 0;
  let elements = 0;
  piece.lastIndex = 0;
  for (let met = piece.exec(text); met !== null; met = piece.exec(text)) {
    at = piece.lastIndex;
    const [all, name, attributes, isEmpty] = met;
    if (all.startsWith("<?")) {
      if (!/^<\?xml\s/.test(all)) return "it holds an instruction to programs (`<?…?>`)";
    } else if (all.startsWith("</")) {
      if (open.pop() !== all.slice(2, -1).trim()) return malformed;
    } else if (name !== undefined) {
      if (elements === 0 && local(name) !== "svg") return malformed;
      if (elements === 0 && !/\sxmlns(?::\w+)?\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/.test(attributes))
        return 'its first element lacks `xmlns="http://www.w3.org/2000/svg"`';
      if (elements > 0 && open.length === 0) return malformed;
      elements += 1;
      if (open.length > deepest) return `it has more than ${deepest} elements in one another`;
      const refused = refusedElements.get(local(name)) ?? refusedIn(attributes);
      if (refused !== null && refused !== undefined) return `it holds ${refused}`;
      if (isEmpty === "") open.push(name);
    } else if (open.length > 0 && /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/.test(all))
      return malformed;
  }
  return at === text.length && open.length === 0 && elements > 0 ? null : malformed;
}

const deepest = 100;
const malformed = "it is not well-formed XML";
const local = (name: string): string => (name.split(":").pop() ?? "").toLowerCase();

/** What an attribute would run or load. Nothing outside the drawing: only `#id` and images that are written out. */
function refusedIn(attributes: string): string | null {
  for (const [, key, double, single] of attributes.matchAll(attribute)) {
    const name = local(key);
    const value = plain(double ?? single ?? "");
    if (name.startsWith("on")) return `a script (\`${key}\`)`;
    if ((name === "href" || name === "src") && !/^\s*(?:#|data:image\/(?:png|jpeg|gif|webp);base64,)/i.test(value))
      return `a link out of it (\`${key}\`)`;
    if (/@import|javascript:|expression\s*\(/i.test(value)) return `a script or style sheet (\`${key}\`)`;
    for (const [, inside] of value.matchAll(/url\s*\(\s*["']?\s*([^)]*)/gi))
      if (!inside.startsWith("#")) return `a link out of it (\`${key}\`)`;
    // A backslash hides letters in styles.
    if ((name === "style" || /url/i.test(value)) && value.includes("\\")) return `a style that hides its letters`;
  }
  return null;
}

/** With the letters that entities stand for, which is how a browser reads it. */
const plain = (value: string): string =>
  value.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (_, decimal, hex, name) =>
    name !== undefined
      ? (named[name as keyof typeof named] as string)
      : letter(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10)),
  );
const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" } as const;
const letter = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "");
