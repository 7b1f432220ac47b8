/** Names: where the ids of blocks and the names of inputs and parameters stand in a text, for going to them and renaming them. */
import { inputsIn } from "./complete.ts";
import { outlineOf } from "./outline.ts";

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Named {
  readonly sort: "block" | "input" | "param";
  readonly name: string;
  /** Where it is given; null of a block that has its kind's name. */
  readonly definition: Place | null;
  /** Every place where it is named, that one too. */
  readonly places: readonly Place[];
}

/** The name at an offset, and all its places; null where none is. */
export const namedAt = (text: string, at: number): Named | null =>
  namesIn(text).find(({ places }) => places.some(({ start, end }) => start <= at && at <= end)) ?? null;

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** All matches of a pattern whose first group is the name. */
function matches(text: string, pattern: RegExp, from = 0, to = text.length): readonly Place[] {
  return [...text.slice(from, to).matchAll(pattern)].flatMap((found) => {
    const [start, end] = found.indices?.[1] ?? [];
    return start === undefined || end === undefined ? [] : [{ start: from + start, end: from + end }];
  });
}

function namesIn(text: string): readonly Named[] {
  const outline = outlineOf(text);
  const bodies = (pattern: RegExp) =>
    outline.blocks.flatMap((one) => matches(text, pattern, one.bodyStart, one.bodyEnd));
  const blocks = outline.blocks.flatMap(({ id, idAt, start, kind }): Named[] => {
    if (id === null || kind === null) return [];
    const own = escaped(id);
    const definition = idAt ?? null;
    const places = [
      ...(definition === null ? [] : [definition]),
      ...matches(text, new RegExp(`\`= (${own})(?=[.\\s:\`\\[])`, "dg")),
      ...matches(text, new RegExp(`\\(#(${own})(?=[.)])`, "dg")),
      ...bodies(
        new RegExp(
          `(?:from:[ \\t]*\\[?[ \\t]*|from:[ \\t]*\\[[^\\]\\n]*,[ \\t]*|show:[ \\t]*|of:[ \\t]*\\[?[ \\t]*)(${own})(?=[.,\\]\\s]|$)`,
          "dgm",
        ),
      ),
      ...(outline.front === null
        ? []
        : matches(
            text,
            new RegExp(`^primary:[ \\t]*(${own})(?=[\\s.]|$)`, "dgm"),
            outline.front.bodyStart,
            outline.front.bodyEnd,
          )),
    ];
    // A block without an id of its own is gone to by its opening line.
    return [{ sort: "block", name: id, definition: definition ?? { start, end: start }, places }];
  });
  const front = outline.front;
  if (front === null) return blocks;
  const inFront = (pattern: RegExp) => matches(text, pattern, front.bodyStart, front.bodyEnd);
  const inputs = inputsIn(text, outline).map((name): Named => {
    const own = escaped(name);
    const given = inFront(new RegExp(`^(?:[ \\t]+|inputs:[ \\t]*\\{[ \\t]*)(${own})(?=:)`, "dgm"));
    const used = bodies(new RegExp(`^[ \\t]*input:[ \\t]*(${own})(?=\\s|$)`, "dgm"));
    return { sort: "input", name, definition: given[0] ?? null, places: [...given.slice(0, 1), ...used] };
  });
  const params = [
    ...text.slice(front.bodyStart, front.bodyEnd).matchAll(/^params:[ \t]*\r?\n((?:[ \t]+.*(?:\r?\n|$))*)/gm),
  ]
    .flatMap((found) => [...found[1].matchAll(/^[ \t]+([\w-]+):/gm)].map(([, name]) => name))
    .map((name): Named => {
      const own = escaped(name);
      const given = inFront(new RegExp(`^[ \\t]+(${own})(?=:)`, "dgm"));
      return {
        sort: "param",
        name,
        definition: given[0] ?? null,
        places: [...given.slice(0, 1), ...matches(text, new RegExp(`= params\\.(${own})(?![\\w-])`, "dg"))],
      };
    });
  return [...blocks, ...inputs, ...params];
}
