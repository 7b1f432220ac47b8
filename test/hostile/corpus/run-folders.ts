/** Hostile run folders: one of a small protocol, one file of it put aside for another. */
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import type { Files, Member } from "./member.ts";

let made: Promise<{ readonly [path: string]: Uint8Array }> | null = null;

/** The files of an honest run, made once. */
export function honestRun(): Promise<{ readonly [path: string]: Uint8Array }> {
  made ??= (async () => {
    const place = inMemory({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const { exitCode } = await place.compile();
    if (exitCode !== 0) throw new Error("the honest run failed");
    const [run] = place.runs();
    const folder = `${place.folder}/runs/${run}`;
    const paths = place.names(`runs/${run}`).filter((path) => place.disk.stands(`${folder}/${path}`) === "file");
    return Object.fromEntries(paths.map((path) => [path, place.disk.read(`${folder}/${path}`)]));
  })();
  return made;
}

const contents: readonly (readonly [what: string, content: string])[] = [
  ["nothing", ""],
  ["a brace that never ends", "{"],
  ["null", "null\n"],
  ["a list", "[]\n"],
  ["levels without an end", "[".repeat(100_000)],
  ["a key that every object has", '{"__proto__": {"polluted": true}}\n'],
  ["no text", "\u0000\ufffd"],
];
const files = [
  "manifest.json",
  "report.json",
  "run_summary.json",
  "model/metrics.json",
  "model/model.json",
  "logs/run.jsonl",
  "rows.csv",
  "model/predictions.csv",
];
const paths: readonly (readonly [what: string, path: string])[] = [
  ["a file above the folder", "../../../outside.csv"],
  ["a file of the system", "/outside.csv"],
  ["a file of another drive", "C:\\outside.csv"],
  ["a file of a name with a zero", "a\u0000b"],
  ["a file that every object has", "__proto__"],
  ["a file of a way that turns back", "model/../../../../outside.csv"],
];

/** @param honest of `honestRun` */
export function hostileRuns(honest: { readonly [path: string]: Uint8Array }): readonly Member[] {
  const member = (tries: string, own: () => Files, exit = 9): Member => ({
    kind: "run folder",
    tries,
    exit,
    codes: [
      "FS9110",
      "FS9111",
      "FS9112",
      "FS9113",
      "FS9114",
      "FS9115",
      "FS9116",
      "FS9117",
      "FS9118",
      "FS9119",
      "FS9120",
      "FS9121",
      "FS9122",
      "FS9123",
      "FS9124",
      "FS9130",
    ],
    files: () =>
      Object.fromEntries(Object.entries({ ...honest, ...own() }).map(([path, content]) => [`run/${path}`, content])),
    words: ["verify", "run"],
  });
  const manifest = () => JSON.parse(new TextDecoder().decode(honest["manifest.json"]));
  return [
    ...files
      .filter((path) => path in honest)
      .flatMap((path) => contents.map(([what, content]) => member(`${what} as ${path}`, () => ({ [path]: content })))),
    ...paths.map(([what, path]) =>
      member(`${what} in the manifest`, () => {
        const own = manifest();
        return {
          "manifest.json": JSON.stringify({ ...own, files: { ...own.files, [path]: `sha256:${"0".repeat(64)}` } }),
        };
      }),
    ),
    member("a file that nobody lists", () => ({ "model/more.json": "{}" })),
    member("a key twice in the manifest", () => ({
      "manifest.json": new TextDecoder().decode(honest["manifest.json"]).replace("{", '{"success": false,'),
    })),
  ];
}
