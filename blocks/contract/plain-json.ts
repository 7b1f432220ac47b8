/** Plain JSON: a value as it will be read back from a file. */
import type { Json } from "../../schemas/plain-json.ts";

/** What is undefined is gone, and nothing is shared with the value given. */
export const plainJson = <T = Json>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;
