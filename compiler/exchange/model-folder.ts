/** Model folder: an exported predictor as MLflow keeps models, so that it is registered and served by those who know MLflow alone. */
import { stringify } from "yaml";
import type { Answer, Kind } from "../../blocks/methods/graph/graph.ts";
import { canonicalJson } from "../store/canonical.ts";

/** Versions that were held against this export; `.ci/services` has the same ones. @internal */
export const runtimes = { mlflow: "3.17.2", onnx: "1.23.2", onnxruntime: "1.31.1", python: "3.11" } as const;

export interface ModelFolder {
  /** Null where it has no such form. */
  readonly onnx: { readonly bytes: Uint8Array; readonly points: number; readonly answers: readonly Answer[] } | null;
  /** The predictor as `foodspec score` reads it: a saved predictor, or what no trust stands behind. */
  readonly predictor: { readonly file: "saved_predictor.json" | "model.json"; readonly text: string };
  /** Spectra, and what must be answered to them. */
  readonly example: {
    readonly spectra: readonly (readonly number[])[];
    readonly expected: { readonly [answer: string]: unknown };
  };
  readonly source: {
    readonly run_id: string;
    readonly content_digest: string;
    readonly block: string;
    readonly foodspec_version: string;
    /** When the run began, ISO 8601 in UTC. */
    readonly timestamp: string;
  };
}

/** Its files by name. The same model gives the same bytes. */
export function modelFolderFiles(model: ModelFolder): ReadonlyMap<string, Uint8Array | string> {
  const { onnx, predictor, example } = model;
  const environment = { python: runtimes.python, build_dependencies: ["pip"], dependencies: ["-r requirements.txt"] };
  const { mlflow, onnx: format, onnxruntime } = runtimes;
  return new Map<string, Uint8Array | string>([
    [predictor.file, predictor.text],
    ["serving_input_example.json", json({ inputs: { spectra: example.spectra } })],
    ["expected.json", json({ predictions: example.expected })],
    ...(onnx === null
      ? []
      : ([
          ["model.onnx", onnx.bytes],
          ["requirements.txt", `mlflow==${mlflow}\nonnx==${format}\nonnxruntime==${onnxruntime}\n`],
          ["python_env.yaml", stringify(environment)],
        ] as const)),
    // Last: a folder that was written halfway is no model.
    ["MLmodel", stringify(mlModel(model), quoted)],
  ]);
}

/** Texts in quotes: readers of YAML 1.1 take a time, or digits with underscores, for something else. */
const quoted = { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;

const json = (value: unknown): string => `${canonicalJson(value as Parameters<typeof canonicalJson>[0])}\n`;

function mlModel({ onnx, predictor, source }: ModelFolder) {
  const foodspec = {
    predictor: predictor.file,
    score: `foodspec score ${predictor.file} -i spectra.csv`,
    ...source,
  };
  const head = {
    artifact_path: "model",
    mlflow_version: runtimes.mlflow,
    run_id: null,
    utc_time_created: source.timestamp.replace("T", " ").replace(/\.\d+Z$|Z$/, ".000000"),
  };
  if (onnx === null) return { ...head, flavors: { foodspec } };
  const { points, answers } = onnx;
  return {
    ...head,
    flavors: {
      foodspec,
      onnx: {
        code: null,
        data: "model.onnx",
        onnx_version: runtimes.onnx,
        onnx_session_options: null,
        providers: ["CPUExecutionProvider"],
      },
      python_function: {
        data: "model.onnx",
        env: { virtualenv: "python_env.yaml" },
        loader_module: "mlflow.onnx",
        python_version: runtimes.python,
      },
    },
    signature: {
      inputs: JSON.stringify([tensorOf("spectra", "numbers", points)]),
      outputs: JSON.stringify(answers.map(({ name, kind, cols }) => tensorOf(name, kind, cols))),
      params: null,
    },
  };
}

/** Types of numpy. */
const types: { readonly [K in Kind]: string } = {
  numbers: "float64",
  integers: "int64",
  booleans: "bool",
  texts: "object",
};

const tensorOf = (name: string, kind: Kind, cols: number | null) => ({
  type: "tensor",
  "tensor-spec": { dtype: types[kind], shape: cols === null ? [-1] : [-1, cols] },
  name,
});
