/** Hostile stores: what a stranger left in `.foodspec`, met by a compile that must come to the same. */
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import type { Member } from "./member.ts";

const marker = { ".foodspec/foodspec-store": "" };
const contents: readonly (readonly [what: string, content: string])[] = [
  ["nothing", ""],
  ["no JSON", "{"],
  ["levels without an end", "[".repeat(50_000)],
  ["a key that every object has", '{"__proto__": {"polluted": true}}'],
  ["a record without a seal", '{"schema_version": 1, "key": "x", "results": {"accuracy": 1}}'],
];
const places = [
  ["a record", `keys/${"0".repeat(64)}.json`],
  ["an object", `objects/00/${"0".repeat(62)}`],
  ["a lock", `locks/${"0".repeat(64)}`],
  ["a journal", "journal/20260101_000000-000000000000-1.jsonl"],
] as const;

export const hostileStores: readonly Member[] = places.flatMap(([place, path]) =>
  contents.map(
    ([what, content]): Member => ({
      kind: "store",
      tries: `${what} as ${place}`,
      exit: 0,
      codes: [],
      files: () => ({
        ...marker,
        [`.foodspec/${path}`]: content,
        "protocol.md": smallProtocol(),
        "small.csv": smallCsv({ samples: 16, points: 12 }),
      }),
      words: ["compile", "protocol.md"],
    }),
  ),
);
