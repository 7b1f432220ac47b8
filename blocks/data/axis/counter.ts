/** Counter: 0 or 1 upwards by 1. */

/** Whether values only count: numbers of columns or rows, and no axis. */
export const isCounter = (values: readonly number[]): boolean =>
  values.length > 0 && (values[0] === 0 || values[0] === 1) && values.every((value, i) => value === values[0] + i);
