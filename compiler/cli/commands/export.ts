/** `foodspec export`. */
import type { Command } from "../command.ts";
import { list } from "../values.ts";
import type { ExportOptions } from "../work/export.ts";

export const exportRun: Command<ExportOptions & { readonly run: string }> = {
  name: "export",
  says: "write a run as one archive that anybody can check, or its predictor for monitoring, ONNX or MLflow",
  arguments: [{ written: "<run>", says: "a run folder, as in runs/latest" }],
  options: [
    { flags: "-o, --output <file>", says: "where the archive goes (default: <run id>.zip where you stand)" },
    {
      flags: "--with-data",
      says: "the files that the run read are in it, so that `verify --rerun` needs nothing else",
    },
    {
      flags: "-i, --input <name=path>",
      says: "a file the run read, for --with-data and --mlflow-model, where it does not lie beside the document (repeatable)",
      parse: list,
    },
    {
      flags: "--predictor <file>",
      says: "write the certified predictor there, for a monitoring document, and no archive",
      conflicts: ["output", "withData", "input", "onnx", "mlflowModel"],
    },
    {
      flags: "--onnx <file>",
      says: "write the predictor there as an ONNX model, which any ONNX runtime carries out",
      conflicts: ["output", "withData", "input"],
    },
    {
      flags: "--mlflow-model <folder>",
      says: "write it there as a model of MLflow, with spectra and what must be answered to them",
      conflicts: ["output", "withData", "onnx"],
    },
    { flags: "--block <id>", says: "the trust block (or model) whose predictor is meant, where there are several" },
  ],
  examples: [
    { place: 5.8, typed: "export runs/latest --with-data", says: "a run with all that is needed to check it" },
    {
      place: 6,
      typed: "export runs/latest --predictor fat.json",
      says: "the predictor of a run with trust, for monitoring",
    },
    {
      place: 6.2,
      typed: "export runs/latest --mlflow-model model",
      says: "its predictor as MLflow serves it",
    },
  ],
  async run({ run, ...typed }, world) {
    const { exportCommand } = await import("../work/export.ts");
    return exportCommand(run, typed, world);
  },
};
