/** Failure: why a unit left no record, as plain data that any process can read. It is kept beside the records, until one stands. */
import { Refusal } from "../../blocks/contract/refusal.ts";
import { asked } from "../../schemas/asked.ts";
import { type Failure, type LeftFailure, leftFailureSchema } from "../../schemas/records.ts";
import type { Store } from "../store/store.ts";
import { ProductMismatch } from "./product.ts";

/** What was thrown, as plain data. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return { refused: error.remarks } as Failure;
  if (error instanceof ProductMismatch)
    return { bug: error.message, product: { path: error.path, problem: error.problem } };
  return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What was thrown, made again: its finding is the same, at the same place. */
export function thrownBy(failure: Failure): Error {
  if ("refused" in failure) {
    const [{ code, facts, ...place }, ...more] = failure.refused;
    return new Refusal(code, facts, place, more);
  }
  const { bug, product } = failure;
  if (product !== undefined) return new ProductMismatch(product.path, product.problem);
  const [first] = bug.split("\n");
  return Object.assign(new Error(first.replace(/^(?:[A-Za-z]*Error): /, "")), { stack: bug });
}

const noteOf = (key: string): string => `failure of ${key}`;

/** Keeps why a unit failed, with what its block said before; null: forgets it. */
export const leaveFailure = (store: Store, key: string, left: LeftFailure | null): void =>
  store.leave(noteOf(key), JSON.parse(JSON.stringify(left)));

/** Why a unit failed when it was done last; null where it did not, or nobody can say. */
export function failureLeft(store: Store, key: string): LeftFailure | null {
  const found = asked(leftFailureSchema, store.note(noteOf(key)));
  return found.success ? (found.data as LeftFailure) : null;
}
