/** The page of the formats: how each is known, what is read of it, and what it was tried on. */

import { formats } from "../../blocks/data/formats/formats.ts";
import { parquetFiles } from "../../blocks/data/formats/parquet/declaration.ts";
import type { Described } from "../../blocks/data/formats/spectra-file.ts";
import { workbooks } from "../../blocks/data/formats/xlsx/declaration.ts";
import { page, sentence, table } from "./markdown.ts";

export const formatsPage = (): string =>
  page(
    "Formats",
    "What files the `data` block reads beside delimited text. A format is known by its bytes, never by the name of the file. A form is *tried* where files that no test wrote are read in the tests as another reader reads them; what was only made from a description is *experimental*: [`FS3119`](findings.md#fs3119) says so, and regulatory mode refuses it.",
    "A file is never read by halves: one that ends before what it announces, or contradicts itself, is [`FS3120`](findings.md#fs3120) with the byte or line.",
    ...[...formats, workbooks, parquetFiles].flatMap(formatPart),
  );

const formatPart = ({ name, knownBy, gives, refuses, forms, sources }: Described): readonly string[] => [
  `## ${name}`,
  table(
    ["", ""],
    [
      ["known by", sentence(knownBy)],
      ["becomes", sentence(gives)],
      ["refused", sentence(refuses)],
      ["read after", sources.join("; ")],
    ],
  ),
  table(
    ["form", "status", "tried on"],
    Object.values(forms).map(({ title, tried }) => [
      sentence(title),
      tried === null ? "experimental" : "tried",
      tried ?? "",
    ]),
  ),
];
