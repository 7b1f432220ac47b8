/** Boxes: projects with a lockbox, their sealed rows called so that their names can be found wherever they stand. */
import type { Place } from "../../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const model = "estimator: {pls-da: {components: [1, 2]}}\nscheme: {group_kfold: {folds: 4}}\n";

/** Lines of the season, the header first; of the last two of six months ids and samples begin with `zealed`. */
export function seasonRows(samples = 30): string[][] {
  return seasonCsv({ months: 6, samples })
    .trimEnd()
    .split("\n")
    .map((line, i) => {
      const cells = line.split(",");
      if (i === 0) return [...cells.slice(0, 6), "hold", ...cells.slice(6)];
      const mark = isLate(i, samples) ? "zealed" : "open";
      return [
        `${mark}-${i}`,
        `${mark}-sample-${i}`,
        ...cells.slice(2, 6),
        isLate(i, samples) ? "yes" : "no",
        ...cells.slice(6),
      ];
    });
}

const isLate = (line: number, samples: number): boolean => line > 4 * samples;

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => cells.join(",")).join("\n")}\n`;

/** The last third of the samples is sealed: without batches by their own times. */
export const lastThird = (more = "", frontMatter = "", data = "lockbox: {last: 0.333}\nlayout: wide\n"): string =>
  seasonProtocol({ data, model, more, frontMatter }).replace("batch: batch\n", "");

export const withTrust = "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n";

/** A sealed season in its one file. */
export const sealedSeason = (more = ""): { readonly [path: string]: string } => ({
  "season.csv": csvOf(seasonRows()),
  "protocol.md": lastThird(more),
  "foodspec.config.yaml": "",
});

/** Files of a run by their path in it. */
export function filesOf(place: Place, run: string): ReadonlyMap<string, Uint8Array> {
  const paths = place
    .names(`runs/${run}`)
    .filter((path) => place.disk.stands(`${place.folder}/runs/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/runs/${run}/${path}`)]));
}

/** Bytes as text in which every byte can be looked for. */
export const latin = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? new Uint8Array()).toString("latin1");

/** Paths of files that hold a text. */
export const holding = (files: ReadonlyMap<string, Uint8Array>, text: string): readonly string[] =>
  [...files].filter(([, bytes]) => latin(bytes).includes(text)).map(([path]) => path);
