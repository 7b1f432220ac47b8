/** `foodspec score`. */
import type { Command } from "../command.ts";
import type { ScoreOptions } from "../work/score.ts";

export const score: Command<ScoreOptions & { readonly predictor: string }> = {
  name: "score",
  says: "predict spectra of a file or a pipe by a saved predictor; no run, no gate, no drift",
  arguments: [{ written: "<predictor>", says: "a file of `export --predictor`, or model.json of a run" }],
  options: [
    { flags: "-i, --input <file>", says: "spectra as a data block reads them; - for standard input", isRequired: true },
    { flags: "-o, --output <file>", says: "where the predictions go (default: standard output)" },
    { flags: "--id <column>", says: "the column that names spectra (default: as the file says, else the row)" },
    { flags: "--sample <column>", says: "the column that names samples: with trust their spectra are judged together" },
    { flags: "--format <format>", says: "csv or jsonl (default: as the input is)", choices: ["csv", "jsonl"] },
  ],
  examples: [
    {
      place: 6.5,
      typed: "score fat.json -i new.csv -o predicted.csv",
      says: "predict new spectra, without a document",
    },
  ],
  async run({ predictor, ...typed }, world) {
    const { scoreCommand } = await import("../work/score.ts");
    return scoreCommand(predictor, typed, world);
  },
};
