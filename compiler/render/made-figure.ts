/** Made figure: a view's drawing, or a table that is worked out, with its words and numbers, as it is kept; the same view of the same values is made once. */
import { z } from "zod";
import type { TableView } from "../../blocks/contract/view.ts";
import type { Store } from "../store/store.ts";

/** Plain data; who keeps it made it, and its bytes are those that were kept. */
const isTable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (value as { readonly type?: unknown }).type === "table";

/** What making and drawing a view gave, before it has a number and a place. */
export const madeFigureSchema = z.union([
  z.strictObject({ na: z.string() }),
  z.strictObject({
    svg: z.string(),
    /** The same, drawn for a narrow screen. */
    narrow: z.string(),
    /** What a reader must know about how it was drawn. */
    note: z.string().nullable(),
    alt: z.string(),
    caption: z.string(),
    csv: z.string().nullable(),
    /** As the view says it: with the short path of the artifact. */
    from: z.strictObject({ artifact: z.string(), pointer: z.string(), how: z.string().optional() }).nullable(),
  }),
  z.strictObject({
    table: z.custom<TableView>(isTable),
    note: z.null(),
    alt: z.string(),
    caption: z.string(),
    csv: z.string().nullable(),
    /** A table says cell by cell where its numbers come from. */
    from: z.null(),
  }),
]);
export type MadeFigure = z.output<typeof madeFigureSchema>;

export interface KeptFigures {
  /** Null where nothing sound is kept under this key. */
  get(key: string): MadeFigure | null;
  keep(key: string, figure: MadeFigure): void;
}

const stored = z.strictObject({ key: z.string(), figure: madeFigureSchema });

/**
 * Figures kept in the store. The object says under which key it was made, so that a note that leads to another's is found out;
 * its bytes are verified by their digest as every object is.
 *
 * @param isForced nothing kept is taken; what is drawn takes its place
 */
export function figuresIn(store: Store, isForced: boolean): KeptFigures {
  const noteOf = (key: string): string => `figure ${key}`;
  return {
    get(key) {
      const digest = isForced ? null : store.note(noteOf(key));
      const bytes = typeof digest === "string" ? store.get(digest) : null;
      if (bytes === null) return null;
      try {
        const found = stored.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
        return found.success && found.data.key === key ? found.data.figure : null;
      } catch {
        return null;
      }
    },
    keep(key, figure) {
      store.leave(noteOf(key), store.put(JSON.stringify({ key, figure })));
    },
  };
}
