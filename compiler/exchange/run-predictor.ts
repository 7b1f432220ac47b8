/** Run predictor: the predictor of a run that is meant when one is to be exported, certified where trust stands behind it. */

import type { CertifiedPredictor } from "../../blocks/contract/certified.ts";
import { closest } from "../../blocks/contract/closest.ts";
import type { Predictor } from "../../blocks/contract/model.ts";
import { readPredictor } from "../../blocks/methods/recipe/predict.ts";
import { readCertified } from "../../blocks/methods/trust/certified.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { RunFolder } from "../verify/run-folder.ts";

export interface RunPredictor {
  /** Id of the block that gave it. */
  readonly block: string;
  readonly path: string;
  readonly predictor: Predictor;
  /** Null where no trust stands behind it. */
  readonly certified: CertifiedPredictor | null;
}

const certifiedName = "certified_predictor.json";
const modelName = "model.json";

/**
 * That of a trust block where there is one, else of the model that stands first among the run's files: the primary one.
 *
 * @param wanted id of a trust or model block; undefined where nobody said
 */
export function runPredictor(run: RunFolder, manifest: Manifest, wanted: string | undefined): RunPredictor | Finding {
  const { run_id, mode, success, exit_code, blocks } = manifest;
  if (!success) return finding("FS9141", null, { run: run_id, mode, code: exit_code });
  const all = blocks.flatMap(({ id, artifacts }) =>
    Object.keys(artifacts)
      .filter((path) => path.endsWith(`/${certifiedName}`) || path.endsWith(`/${modelName}`))
      .map((path) => ({ block: id, path })),
  );
  if (all.length === 0) return finding("FS9145", null, { run: run_id, what: "no model", suggestion: null });
  const trusted = all.filter(({ path }) => path.endsWith(certifiedName));
  if (wanted !== undefined) {
    const chosen = all.find(({ block }) => block === wanted);
    const suggestion = closest(
      wanted,
      all.map(({ block }) => block),
    );
    if (chosen === undefined)
      return finding("FS9145", null, { run: run_id, what: `no model or trust \`${wanted}\``, suggestion });
    return opened(run, chosen);
  }
  if (trusted.length > 1) {
    const names = trusted.map(({ block }) => block);
    return finding("FS9143", null, { run: run_id, blocks: names, suggestion: null, first: names[0] });
  }
  const primary = all.find(({ path }) => path === `model/${modelName}`);
  return opened(run, trusted[0] ?? primary ?? all[0]);
}

function opened(run: RunFolder, { block, path }: { readonly block: string; readonly path: string }): RunPredictor {
  const text = new TextDecoder().decode(run.read(path) ?? new Uint8Array());
  if (path.endsWith(modelName)) return { block, path, predictor: readPredictor(text), certified: null };
  const certified = readCertified(text);
  return { block, path, predictor: certified.predictor, certified };
}
