/** `foodspec export`. */
import type { Command } from "../command.ts";
import type { ExportOptions } from "../work/export.ts";

export const exportPredictor: Command<ExportOptions & { readonly run: string }> = {
  name: "export",
  says: "write the certified predictor of a run as one file, for a monitoring document",
  arguments: [{ written: "<run>", says: "a run folder, as in runs/latest" }],
  options: [
    { flags: "--predictor <file>", says: "where the predictor goes", isRequired: true },
    { flags: "--block <id>", says: "the trust block whose predictor is meant, where there are several" },
  ],
  examples: [
    {
      place: 6,
      typed: "export runs/latest --predictor fat.json",
      says: "the predictor of a run with trust, for monitoring",
    },
  ],
  async run({ run, ...typed }, world) {
    const { exportCommand } = await import("../work/export.ts");
    return exportCommand(run, typed, world);
  },
};
