/** Model bytes: a graph as an ONNX model, operator set 17. The same graph gives the same bytes. */
import type { Answer, Constant, Graph, Kind, Operation } from "../../../blocks/methods/graph/graph.ts";
import { bytes, type Field, integer, message, text, whole } from "./wire.ts";

/** What a model says of itself. */
export interface ModelWords {
  readonly name: string;
  readonly producer: string;
  readonly version: string;
  readonly doc: string;
  /** In this order. */
  readonly metadata: readonly (readonly [key: string, value: string])[];
}

/** The first version of the format that knows operator set 17. */
const formatVersion = 8;
const operatorSet = 17;

/** Numbers of onnx.proto for what a tensor holds. */
const dataType: { readonly [K in Kind]: number } = { numbers: 11, integers: 7, booleans: 9, texts: 8 };
/** The same for what an attribute holds. */
const attributeType = { integer: 2, integers: 7 } as const;

/** @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, whose field numbers these are */
export function modelBytes(graph: Graph, words: ModelWords): Uint8Array {
  return whole([
    integer(1, formatVersion),
    text(2, words.producer),
    text(3, words.version),
    text(6, words.doc),
    message(7, graphFields(graph, words.name)),
    message(8, [text(1, ""), integer(2, operatorSet)]),
    ...words.metadata.map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

const graphFields = ({ input, operations, constants, answers }: Graph, name: string): readonly Field[] => [
  ...operations.map((one) => message(1, operationFields(one))),
  text(2, name),
  ...constants.map((one) => message(5, constantFields(one))),
  message(11, valueFields({ name: input.name, kind: "numbers", cols: input.points })),
  ...answers.map((one) => message(12, valueFields(one))),
];

function operationFields({ op, inputs, output, attributes }: Operation): readonly Field[] {
  // In code-unit order.
  const all = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...all.map(([name, value]) => message(5, attributeFields(name, value))),
  ];
}

function attributeFields(name: string, value: number | readonly number[]): readonly Field[] {
  if (typeof value === "number") return [text(1, name), integer(3, value), integer(20, attributeType.integer)];
  return [text(1, name), ...value.map((one) => integer(8, one)), integer(20, attributeType.integers)];
}

function constantFields({ name, shape, value }: Constant): readonly Field[] {
  const head = [...shape.map((size) => integer(1, size)), integer(2, dataType[value.kind])];
  if (value.kind === "texts") return [...head, ...value.values.map((one) => text(6, one)), text(8, name)];
  return [...head, text(8, name), bytes(9, rawOf(value))];
}

type NotTexts = Exclude<Constant["value"], { readonly kind: "texts" }>;

/** Little-endian, whatever the machine's own order is. */
function rawOf(value: NotTexts): Uint8Array {
  if (value.kind === "booleans") return Uint8Array.from(value.values);
  const raw = new DataView(new ArrayBuffer(8 * value.values.length));
  value.values.forEach((one: number, k: number) => {
    if (value.kind === "numbers") raw.setFloat64(8 * k, one, true);
    else raw.setBigInt64(8 * k, BigInt(one), true);
  });
  return new Uint8Array(raw.buffer);
}

/** n rows, of as many columns. */
function valueFields({ name, kind, cols }: Answer): readonly Field[] {
  const rows = message(1, [text(2, "n")]);
  const shape = cols === null ? [rows] : [rows, message(1, [integer(1, cols)])];
  return [text(1, name), message(2, [message(1, [integer(1, dataType[kind]), message(2, shape)])])];
}
