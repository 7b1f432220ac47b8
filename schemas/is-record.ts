/** Whether a value is a mapping of names to values: an object that is neither null nor a list. */
export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value; none of what has no fields. */
export const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});
