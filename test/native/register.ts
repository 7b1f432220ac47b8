/** Register: tells a worker of the tests, before its first test file, where Node finds the JavaScript of a source. */
import { register } from "node:module";

const marked: { foodspecNative?: boolean } = globalThis as object;
if (marked.foodspecNative !== true) {
  marked.foodspecNative = true;
  register(new URL("./hooks.mjs", import.meta.url), { data: process.env.FOODSPEC_NATIVE });
}
