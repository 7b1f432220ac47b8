/** Times of files against those of the engine. */

import { describe, expect } from "vitest";
import { isoTime } from "../../../../blocks/methods/numeric/civil-date.ts";
import { fc, it as test } from "../../../fixtures/property.ts";

describe("the time of a file", () => {
  test.prop([fc.integer({ min: -11_644_473_600_000, max: 16_725_225_600_000 })])("is that of the engine", (time) => {
    expect(isoTime(time)).toBe(new Date(time).toISOString());
  });
});
