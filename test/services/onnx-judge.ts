/** The judge of ONNX: what onnx's checker and onnxruntime say of models. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Matrix } from "../../blocks/contract/matrix.ts";
import type { Tensor } from "../fixtures/onnx.ts";
import { programOf } from "./services.ts";

export type Told = { readonly [output: string]: Tensor };

/** What each model answers to its spectra, in order. Throws with the judge's words where one is no model, or cannot be answered. */
export function judged(cases: readonly { readonly model: Uint8Array; readonly spectra: Matrix }[]): readonly Told[] {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-onnx-"));
  try {
    const written = cases.map(({ model, spectra }, k) => {
      const paths = { model: join(folder, `${k}.onnx`), spectra: join(folder, `${k}.f8`) };
      writeFileSync(paths.model, model);
      writeFileSync(paths.spectra, new Uint8Array(Float64Array.from(spectra.data).buffer));
      return paths;
    });
    const list = join(folder, "cases.json");
    writeFileSync(list, JSON.stringify(written));
    const script = join(import.meta.dirname, "judge-onnx.py");
    const { status, stderr } = spawnSync(programOf("onnx", "python"), [script, list], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the judge ended with ${status}:\n${stderr.slice(-4000)}`);
    // JSON has no number that is none.
    return JSON.parse(readFileSync(`${list}.told`, "utf8"), (_, value) => (value === null ? Number.NaN : value));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
