/** As much of XML as a workbook's parts need, on bytes: tags in their order, attributes, texts with their entities. */

const lessThan = 60;
const greaterThan = 62;
const slash = 47;
const quote = 34;
const apostrophe = 39;

const utf8 = new TextDecoder();

/** A tag: where it stands, and where what follows it begins. */
export interface Tag {
  /** Without its prefix; `/name` where it closes. */
  readonly name: string;
  readonly from: number;
  /** Behind its `>`. */
  readonly end: number;
  /** `<name/>`. */
  readonly isEmpty: boolean;
}

/** The next tag from there on; null where there is none that is closed. Comments and declarations are passed over. */
export function nextTag(bytes: Uint8Array, at: number): Tag | null {
  for (let from = bytes.indexOf(lessThan, at); from !== -1; from = bytes.indexOf(lessThan, from + 1)) {
    const sign = bytes[from + 1];
    if (sign === 33 || sign === 63) continue;
    const end = tagEnd(bytes, from + 1);
    if (end === -1) return null;
    let behind = from + 1;
    while (behind < end && !isNameEnd(bytes[behind], behind > from + 1)) behind++;
    const written = utf8.decode(bytes.subarray(from + 1, behind));
    const name = written.replace(/^(\/?)[^:]*:/, "$1");
    return { name, from, end, isEmpty: bytes[end - 2] === slash };
  }
  return null;
}

const isNameEnd = (byte: number, isBehindFirst: boolean): boolean =>
  byte <= 32 || byte === greaterThan || (byte === slash && isBehindFirst);

/** Behind the `>` that closes a tag; one in an attribute's value does not. −1 where there is none. */
export function tagEnd(bytes: Uint8Array, at: number): number {
  let open = 0;
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i];
    if (open !== 0) {
      if (byte === open) open = 0;
    } else if (byte === quote || byte === apostrophe) open = byte;
    else if (byte === greaterThan) return i + 1;
  }
  return -1;
}

/** An attribute's value, its prefix passed over; null where the tag has none of that name. */
export function attribute(bytes: Uint8Array, { from, end }: Tag, name: string): string | null {
  const text = utf8.decode(bytes.subarray(from, end));
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*("([^"]*)"|'([^']*)')`).exec(text);
  return found === null ? null : withoutEntities(found[2] ?? found[3]);
}

/** Text between two places, entities and Excel's own escapes (`_x000D_`) as what they stand for. */
export function textBetween(bytes: Uint8Array, from: number, to: number): string {
  const text = withoutEntities(utf8.decode(bytes.subarray(from, to)));
  return text.includes("_x")
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

const named = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));/g, (all, hex, decimal, name) => {
    if (name !== undefined) return named.get(name) ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/**
 * The texts of all `<t>` up to the tag that closes, joined; what is written above a text for its sound is left out.
 *
 * @param within called with the bytes of the texts so far, before the last of them becomes a text; may refuse
 * @returns null where the tag is not closed
 */
export function richText(
  bytes: Uint8Array,
  at: number,
  closing: string,
  within: (length: number) => void,
): { readonly text: string; readonly end: number } | null {
  let text = "";
  let length = 0;
  let isSound = false;
  for (let tag = nextTag(bytes, at); tag !== null; tag = nextTag(bytes, tag.end)) {
    if (tag.name === closing) return { text, end: tag.end };
    if (tag.name === "rPh" || tag.name === "/rPh") isSound = tag.name === "rPh" && !tag.isEmpty;
    if (tag.name !== "t" || tag.isEmpty || isSound) continue;
    const to = bytes.indexOf(lessThan, tag.end);
    if (to === -1) return null;
    length += to - tag.end;
    within(length);
    text += textBetween(bytes, tag.end, to);
  }
  return null;
}
