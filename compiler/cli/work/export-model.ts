/** `foodspec export --onnx` and `--mlflow-model`: a run's predictor in the form in which programs of others carry it out. */
import { join, resolve } from "node:path";
import { row } from "../../../blocks/contract/matrix.ts";
import { answersOf } from "../../../blocks/methods/graph/answers.ts";
import { exampleSpectra } from "../../../blocks/methods/graph/example-spectra.ts";
import type { Graph } from "../../../blocks/methods/graph/graph.ts";
import { predictorGraph, type Unwritten } from "../../../blocks/methods/graph/predictor-graph.ts";
import { registry } from "../../../blocks/registry.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { savedText } from "../../../schemas/saved-predictor.ts";
import { datasetAgain } from "../../compile/dataset-again.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { besideDocument, inputsOfRun } from "../../compile/inputs-of-run.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { type ModelFolder, modelFolderFiles } from "../../exchange/model-folder.ts";
import { modelBytes } from "../../exchange/onnx/model-bytes.ts";
import { modelWords } from "../../exchange/onnx/model-words.ts";
import { type RunPredictor, runPredictor } from "../../exchange/run-predictor.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { contentOf, exportable, refuse } from "./exportable.ts";

export interface ModelOptions {
  /** Where the model goes that any ONNX runtime carries out, or else the folder that MLflow serves. */
  readonly onnx?: string;
  readonly mlflowModel?: string;
  /** Files the run read, `NAME=PATH`. */
  readonly input?: readonly string[];
  /** The trust or model block whose predictor is meant. */
  readonly block?: string;
}

/** Writes the file, or the folder, and prints the digest of each file. The same run gives the same bytes. */
export async function exportModel(run: string, options: ModelOptions, world: World): Promise<number> {
  const verified = exportable(run, world);
  if ("findings" in verified) return refuse(verified.findings, world);
  const found = runPredictor(verified.folder, verified.manifest, options.block);
  if ("code" in found) return refuse([found], world);
  const graph = predictorGraph(registry.methods, found.predictor, found.certified);
  if (options.onnx !== undefined) {
    if ("what" in graph) return refuse([noForm(options.onnx, graph)], world);
    return written(new Map([[options.onnx, bytesOf(graph, verified.manifest, found)]]), world);
  }
  const files = await modelFiles(run, verified, found, options.input ?? [], world);
  if ("findings" in files) return refuse(files.findings, world);
  if ("what" in graph)
    world.err(`no ONNX in it: ${nameOf(graph)} has no such form; \`foodspec score\` carries the model out\n`);
  const place = options.mlflowModel ?? "";
  return written(new Map([...files].map(([name, bytes]) => [join(place, name), bytes])), world);
}

/**
 * The folder of MLflow of a run's predictor, by name; why it cannot be made.
 *
 * @param given files the run read, `NAME=PATH`, where they lie elsewhere
 */
export async function modelFiles(
  run: string,
  verified: Verified,
  found: RunPredictor,
  given: readonly string[],
  world: World,
): Promise<ReturnType<typeof modelFolderFiles> | { readonly findings: readonly Finding[] }> {
  const graph = predictorGraph(registry.methods, found.predictor, found.certified);
  const example = await exampleOf(resolve(world.cwd, run), verified, found, given, world);
  return "findings" in example ? example : modelFolderFiles(folderOf(graph, verified, found, example));
}

interface Verified {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
}

const bytesOf = (graph: Graph, manifest: Manifest, { block, predictor }: RunPredictor): Uint8Array =>
  modelBytes(graph, modelWords(manifest, block, predictor));

function folderOf(
  graph: Graph | Unwritten,
  { folder, manifest }: Verified,
  found: RunPredictor,
  example: ModelFolder["example"],
): ModelFolder {
  const { run_id, content_digest, foodspec_version, timestamp } = manifest;
  return {
    onnx:
      "what" in graph
        ? null
        : { bytes: bytesOf(graph, manifest, found), points: graph.input.points, answers: graph.answers },
    predictor: predictorFile(folder, manifest, found),
    example,
    source: { run_id, content_digest, block: found.block, foodspec_version, timestamp },
  };
}

/** What `score` reads: the file that `--predictor` writes, or the model's own where no trust stands behind it. */
function predictorFile(
  folder: RunFolder,
  manifest: Manifest,
  { block, path, certified }: RunPredictor,
): ModelFolder["predictor"] {
  if (certified === null) return { file: "model.json", text: new TextDecoder().decode(folder.read(path) ?? undefined) };
  const content = contentOf(folder, manifest, block);
  if ("code" in content) throw new Error(`a predictor that was found is not: ${content.code}`);
  return { file: "saved_predictor.json", text: savedText(content, digestOf) };
}

/** Mean training spectra, and what is said of them; why the spectra cannot be had. */
async function exampleOf(
  run: string,
  { folder, manifest }: Verified,
  { block, predictor, certified }: RunPredictor,
  given: readonly string[],
  world: World,
): Promise<ModelFolder["example"] | { readonly findings: readonly Finding[] }> {
  const { files, findings } = inputsOfRun(manifest, besideDocument(run, world.disk), given, world);
  if (findings.length > 0) return { findings };
  const data = await datasetAgain(folder, manifest, block, files, world);
  if ("code" in data) return { findings: [data] };
  const means = exampleSpectra(data, predictor, certified);
  return {
    spectra: Array.from({ length: means.rows }, (_, i) => [...row(means, i)]),
    expected: answersOf(registry.methods, predictor, certified, means),
  };
}

const nameOf = ({ what, name, by }: Unwritten): string => `the ${what} \`${name}\`${by === null ? "" : ` (${by})`}`;

const noForm = (path: string, graph: Unwritten): Finding =>
  finding("FS8404", null, { path, name: graph.name, which: nameOf(graph) });

function written(files: ReadonlyMap<string, Uint8Array | string>, world: World): number {
  for (const [path, bytes] of files) {
    try {
      world.disk.write(resolve(world.cwd, path), bytes);
    } catch (error) {
      return refuse([finding("FS9144", null, { path, problem: diskWords(error) })], world);
    }
  }
  for (const [path, bytes] of files) world.out(`${hexOf(digestOf(bytes))}  ${path}\n`);
  return 0;
}
