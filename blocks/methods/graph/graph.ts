/** Graph: what a predictor computes, as a list of named operations over rows of spectra: plain data that an exporter writes down. */

/**
 * Operations and what they mean: those of ONNX, operator set 17, so that nobody has to translate. A product (`MatMul`) stands beside no
 * factor that is one number: onnxruntime makes one operation of both, and rounds the factor to 32 bits (decision record 0200).
 */
export type OperatorName =
  | "Abs"
  | "Add"
  | "And"
  | "ArgMax"
  | "Cast"
  | "Concat"
  | "Div"
  | "Equal"
  | "Exp"
  | "Gather"
  | "Greater"
  | "GreaterOrEqual"
  | "LessOrEqual"
  | "Log"
  | "MatMul"
  | "Max"
  | "Min"
  | "Mul"
  | "Neg"
  | "Or"
  | "ReduceLogSumExp"
  | "ReduceMax"
  | "ReduceMean"
  | "ReduceMin"
  | "ReduceSum"
  | "Softmax"
  | "Sqrt"
  | "Squeeze"
  | "Sub"
  | "Unsqueeze"
  | "Where";

export type Kind = "numbers" | "integers" | "booleans" | "texts";

export interface Operation {
  readonly op: OperatorName;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: { readonly [name: string]: number | readonly number[] };
}

export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value:
    | { readonly kind: "numbers"; readonly values: Float64Array }
    | { readonly kind: "integers" | "booleans"; readonly values: readonly number[] }
    | { readonly kind: "texts"; readonly values: readonly string[] };
}

/** What is answered: of n rows, n or n × cols of a kind. */
export interface Answer {
  readonly name: string;
  readonly kind: Kind;
  /** Null: one a row. */
  readonly cols: number | null;
}

export interface Graph {
  /** The one input, n × points. */
  readonly input: { readonly name: string; readonly points: number };
  readonly operations: readonly Operation[];
  readonly constants: readonly Constant[];
  readonly answers: readonly Answer[];
}

/** The name of something that was made: an input, a constant, what an operation gave. */
export type Made = string;

/** Writes a graph down, one operation after another. What is asked for twice with the same inputs is made once. */
export interface Writer {
  readonly spectra: Made;
  numbers(values: Float64Array | readonly number[], shape?: readonly number[]): Made;
  integers(values: readonly number[], shape?: readonly number[]): Made;
  booleans(values: readonly boolean[], shape?: readonly number[]): Made;
  texts(values: readonly string[]): Made;
  make(op: OperatorName, inputs: readonly Made[], attributes?: Operation["attributes"]): Made;
  /** Rows are refused where this (n × 1) is false: their answers are no numbers, no class, nothing. */
  demand(isTrue: Made): void;
  /** What was demanded so far. */
  readonly demands: readonly Made[];
  answer(name: string, kind: Kind, cols: number | null, from: Made): void;
  graph(): Graph;
}

/** A graph over spectra of so many points, with nothing in it yet. */
export function writer(points: number): Writer {
  const operations: Operation[] = [];
  const constants: Constant[] = [];
  const answers: (Answer & { readonly from: Made })[] = [];
  const demands: Made[] = [];
  const known = new Map<string, Made>();
  const constant = (shape: readonly number[], value: Constant["value"]): Made => {
    const name = `c${constants.length + 1}`;
    constants.push({ name, shape, value });
    return name;
  };
  return {
    spectra: input,
    demands,
    numbers: (values, shape = []) => constant(shape, { kind: "numbers", values: Float64Array.from(values) }),
    integers: (values, shape = [values.length]) => constant(shape, { kind: "integers", values }),
    booleans: (values, shape = [values.length]) => constant(shape, { kind: "booleans", values: values.map(Number) }),
    texts: (values) => constant([values.length], { kind: "texts", values }),
    make(op, inputs, attributes = {}) {
      const key = JSON.stringify([op, inputs, attributes]);
      const output = known.get(key) ?? `t${operations.length + 1}`;
      if (!known.has(key)) operations.push({ op, inputs, output, attributes });
      known.set(key, output);
      return output;
    },
    demand(isTrue) {
      demands.push(isTrue);
    },
    answer(name, kind, cols, from) {
      answers.push({ name, kind, cols, from });
    },
    graph: () => ({
      input: { name: input, points },
      operations: renamed(operations, answers),
      constants,
      answers: answers.map(({ name, kind, cols }) => ({ name, kind, cols })),
    }),
  };
}

const input = "spectra";

/** What is answered has the name of its answer. */
function renamed(
  operations: readonly Operation[],
  answers: readonly { readonly name: string; readonly from: Made }[],
): readonly Operation[] {
  const names = new Map(answers.map(({ name, from }) => [from, name]));
  const named = (made: Made): Made => names.get(made) ?? made;
  return operations.map((one) => ({ ...one, inputs: one.inputs.map(named), output: named(one.output) }));
}
