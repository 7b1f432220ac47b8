/** The contract of a kind: what every one must keep, whatever it does. A new kind's test calls it with the kind. */
import { expect, it } from "vitest";
import { z } from "zod";
import { type Kind, lanes } from "../../blocks/contract/kind.ts";
import { stages } from "../../schemas/stages.ts";

/** Registers the tests of one kind. */
export function keepsTheContractOfKinds(kind: Kind): void {
  it("is declared: a name, one sentence, a lane and a stage there is", () => {
    expect(kind.kind).toMatch(/^[a-z][a-z-]*$/);
    expect(kind.summary).toMatch(/\.$/);
    expect(lanes).toContain(kind.lane);
    expect(stages).toContain(kind.stage);
  });

  it("has closed options with words for each, none of which is presentation too", () => {
    for (const schema of [kind.options, kind.presentation]) {
      const json = z.toJSONSchema(schema, { io: "input" });
      expect(json.additionalProperties).toBe(false);
      for (const [option, said] of Object.entries(json.properties ?? {})) {
        const { description, $ref } = said as { description?: string; $ref?: string };
        expect(description ?? $ref, option).toBeTruthy();
      }
    }
    const both = Object.keys(kind.options.shape).filter((option) => option in kind.presentation.shape);
    expect(both).toEqual([]);
  });

  it("describes its results and every JSON artifact by a schema that can be written down, closed and with its version", () => {
    expect(() => z.toJSONSchema(kind.results)).not.toThrow();
    for (const [path, schema] of Object.entries(kind.artifacts)) {
      const json = z.toJSONSchema(schema, { io: "input" });
      expect(path).toMatch(/^[\w{}./]+\.json$/);
      for (const shape of json.anyOf ?? json.oneOf ?? [json])
        expect((shape as { required?: string[] }).required, path).toContain("schema_version");
    }
  });

  it("has a title for each of its views", () => {
    for (const [name, view] of Object.entries(kind.views)) {
      expect(name).toMatch(/^[a-z][a-z0-9_-]*$/);
      expect(["figure", "table"]).toContain(view.shape);
      expect(view.title.length, name).toBeGreaterThan(0);
    }
  });

  it("refuses in its other forms, where it has them, to be anything but written with its word", () => {
    for (const [key, form] of Object.entries(kind.forms ?? {})) {
      expect(form.word).toBe(kind.kind);
      expect(form.options.shape).toHaveProperty(key);
    }
  });
}
