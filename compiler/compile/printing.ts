/** Printing: what is asked of a printer and what it answers. */

/** What stands in the margins of every page. */
export interface Margins {
  /** Running title, shortened where it is long. */
  readonly title: string;
  /** Beside it, as in `research mode`. */
  readonly mode: string;
  /** In the footer of every page: the digest a reader compares, and by which a page is known to be printed. */
  readonly token: string;
  /** In capitals across every page, as in `NOT APPROVED`; null for none. */
  readonly mark: string | null;
}

/** A file inside the PDF. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Media type, as in `application/json`. */
  readonly type: string;
}

export interface PrintOrder {
  /** A whole page with a policy for its styles; it keeps it. */
  readonly html: string;
  /** Style for paper, put after those of the page. */
  readonly css: string;
  readonly margins: Margins;
  /** Title of the document: whole, where the margin has it shortened. */
  readonly title: string;
  /** ISO 8601, UTC: date of the PDF. */
  readonly time: string;
  /** As in `FoodSpec 0.1.0`. */
  readonly creator: string;
  readonly attachments?: readonly Attachment[];
  readonly form?: FormOrder;
  /** ICC profile of its colours. */
  readonly profile?: Uint8Array;
}

/** Fields that people sign, and what is filled in is drawn with. */
export interface FormOrder {
  /** As in `author-1`: where the page has a link to `#approval:author-1`, its field is. */
  readonly fields: readonly string[];
  /** TrueType. */
  readonly font: Uint8Array;
  /** JSON: its measures, glyph and width of each letter. */
  readonly letters: string;
}

/** What finding and starting a browser needs. */
export interface PrintMeans {
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Aborted to cancel. */
  readonly signal: AbortSignal;
  /** A browser that npm brings is unpacked there, a browser that runs has its home there. Null where nothing may be left behind. */
  readonly folder: string | null;
  /** Folder of an installed package; null where it is not installed. */
  readonly packageFolder: (name: string) => string | null;
  /** Tells somebody who waits. */
  readonly say: (sentence: string) => void;
}

/** Where browsers come from, in the order in which they are tried. */
export const browserSources = ["FOODSPEC_BROWSER", "playwright", "system", "package"] as const;
export type BrowserSource = (typeof browserSources)[number];

export interface FoundBrowser {
  readonly name: "Chromium";
  readonly version: string;
  readonly source: BrowserSource;
  /** Whether its own sandbox keeps what it draws from the machine. */
  readonly isSandboxed: boolean;
  /** Where it stands on this machine: for the terminal, never for an artifact. */
  readonly path: string;
}

/** What the manifest says of the browser; null where none started. */
export interface UsedBrowser {
  readonly version: string | null;
  readonly isSandboxed: boolean | null;
}

export const noBrowser: UsedBrowser = { version: null, isSandboxed: null };

/** A browser that did not start. */
export interface Skipped {
  readonly source: BrowserSource;
  /** Absolute path; null where Playwright or the package knows it. */
  readonly path: string | null;
  readonly reason: string;
}

export interface Printout {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly browser: FoundBrowser;
  /** Where letters are missing because no font had them, with what stands around; none where all is well. */
  readonly missing: readonly string[];
}

export interface Attempt {
  /** Null where no browser started. */
  readonly browser: FoundBrowser | null;
  /** Browsers that did not start, in the order in which they were tried. */
  readonly skipped: readonly Skipped[];
  /** Null where nothing was printed; then `why` says why, unless no browser started. */
  readonly printout: Printout | null;
  readonly why: string | null;
}
