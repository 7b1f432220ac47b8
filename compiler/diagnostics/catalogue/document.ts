/** FS20xx and FS22xx: the document itself: its bytes, front matter, blocks, inline values and references. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "protocol", 4);
const warning = entryMaker("warning", "protocol", 4);
const note = entryMaker("note", "protocol", 4);

const bytes: Entries = {
  FS2001: wrong("Document too large", "the document has {size} bytes; {limit} is the most", [
    "move data into files and name them under `inputs`; the document holds prose and blocks only",
  ]),
  FS2002: wrong("Document is not UTF-8", "the document is not text in UTF-8 (byte {byte})", [
    "save it again with the encoding UTF-8; in most editors this stands in the save dialogue",
  ]),
  FS2003: wrong("Document holds NUL characters", "the document holds a NUL character and is probably not a text file", [
    "check that this is the Markdown document and not a binary file; save it again as UTF-8 text",
  ]),
  FS2004: wrong("Document is empty", "the document is empty", [
    "start from a template: `foodspec init NAME`",
    "or begin with `---`, a `title:`, and `---`",
  ]),
  FS2005: wrong("Document nested too deeply", "the document is nested more than {limit} levels deep", [
    "write lists, quotes and brackets less deep; nothing in FoodSpec needs more than ten levels",
  ]),
  FS2006: wrong("Too many table cells", "the tables of the document have more than {limit} cells", [
    "move data into files and name them under `inputs`; results are printed by `table` blocks",
  ]),
  FS2610: wrong(
    "Backticks of too many lengths",
    "this paragraph is too long for so many different runs of backticks: it would take long to find which belong together",
    [
      "mark code with one backtick on either side, or put it into a fenced block; leave an empty line between paragraphs",
    ],
  ),
  FS2611: wrong(
    "Paragraph too long",
    "this paragraph has more than {limit} lines without an empty one: it would take long to read",
    [
      "leave an empty line between paragraphs",
      "move data into files and name them under `inputs`; what must stand here as it is goes into a fenced block",
    ],
  ),
  FS2612: wrong(
    "Too many paragraphs",
    "the document has more than {limit} paragraphs, items of lists and headings: it would take long to read",
    [
      "move data into files and name them under `inputs`",
      "or divide the document; what must stand here as it is goes into a fenced block",
    ],
  ),
  FS2070: wrong("Beyond a limit", "there are {found} {things}, and at most {limit} are read", [
    "move data into files and name them under `inputs`; values that follow a rule are written as a range where the option has one",
    "or divide the document; every limit stands under `reference/limits`",
  ]),
  FS2071: note(
    "Findings that are not listed",
    "{count|more finding/more findings} of these codes {count|is//are} not listed: {codes|plain}",
    ["mend what is listed first: much of the rest may go with it"],
  ),
  FS2007: wrong(
    "Protocol of the Python FoodSpec",
    "this is a protocol of the Python FoodSpec ({signs|and} are its fields), not a FoodSpec document",
    [
      "write a Markdown document with the same steps: `foodspec init NAME` gives one to fill in, with a fenced block for each stage",
      "data and parameters can be taken over; the numbers will differ where the Python FoodSpec fitted on all rows",
    ],
  ),
};

const file: Entries = {
  FS2008: wrong("Document cannot be read", "`{path}` cannot be read: {problem}", [
    "did you mean `{suggestion}`? || name the Markdown document in it: {documents}",
    "check the path: it is relative to where you stand",
  ]),
};

const frontMatter: Entries = {
  FS2542: wrong(
    "Version that stands for something else",
    "a regulatory run of version {version} ended with 0, and now {fields|and} differ from what was asked of it",
    [
      "raise `version`, and say in `change` what differs and why",
      "what was typed counts too: `foodspec register show` lists the runs",
    ],
  ),
  FS2543: wrong(
    "Change that nobody explained",
    "{fields|and} differ from the regulatory run before, and no `change` of this run says why",
    ["{same}", "say it in the front matter, in 10 to 500 characters: `change: …`", "{typed}"],
  ),
  FS2521: wrong("Study that cannot be judged", "the study {problem|plain}", ["{advice|plain}"], "this study"),
  FS2544: wrong(
    "Fewer signatures than regulatory mode asks for",
    "`signatures` asks for {count} {role|plain}; regulatory mode asks for {least} at least",
    ["leave the line out, or raise it: `{role}: {least}`"],
  ),
  FS2010: wrong("Front matter is missing", "the document does not begin with front matter", [
    "let the first line be `---`, then `title: …`, then `---`",
  ]),
  FS2011: wrong(
    "Front matter in a language",
    "the front matter opens with `{fence}`; it is always YAML, and the line is `---` alone",
    ["let the first line be `---` and nothing else"],
    "nothing may follow the three dashes",
  ),
  FS2012: wrong(
    "Malformed end of the front matter",
    "a line of the front matter begins with `---` and goes on",
    ["close the front matter with a line that is `---` alone", "inside a text, put the line between quotation marks"],
    "only `---` alone closes the front matter",
  ),
  FS2013: wrong("Front matter is never closed", "the front matter is never closed", [
    "close it with a line that is `---` alone, before the text begins",
  ]),
  FS2014: wrong(
    "Front matter is not a mapping",
    "the front matter is {found}; fields such as `title: …` are expected",
    ["write one field a line: a name, a colon, a space, a value"],
  ),
  FS2015: wrong("Title is missing", "the document has no title", [
    "add `title: …` to the front matter; it stands above the report",
  ]),
  FS2016: wrong(
    "Unknown version of the document format",
    "the document asks for version {value} of the document format; this FoodSpec knows version 1",
    ["leave out `foodspec`, or say `foodspec: 1`", "a newer FoodSpec may know that version"],
  ),
  FS2017: wrong("Claims are missing in regulatory mode", "regulatory mode needs `claims` with {missing|and}", [
    "add {missing|and} below `claims`: the standard, the use and the limitations that you, the owner, declare",
    "or use `mode: research`",
  ]),
  FS2018: wrong("Primary names no model", "`primary: {name}` is no block that gives a model", [
    "did you mean `{suggestion}`? || blocks that give a model: {allowed|and}",
    "add a model block with `#{name}`",
  ]),
  FS2541: wrong(
    "Input is not pinned in regulatory mode",
    "the input `{name}` has no `sha256`: in regulatory mode nobody may exchange its files unseen",
    [
      "write it below `{name}` in `inputs`, once you have made sure that these are the files: `{line}`",
      "or use `mode: research`",
    ],
    "no `sha256`",
  ),
  FS2019: wrong("Primary model is not declared", "regulatory mode needs `primary`, because {models|and} give models", [
    "say `primary: {first}` (or another of them) in the front matter: the model that gates, trust and statement judge",
  ]),
  FS2020: wrong(
    "Nothing is known as of a time",
    "`as_of` is declared, and no block has a feature view: nothing is left out by it",
    [
      "say in the entry of `join` which column holds the time of its rows: `time: COLUMN`, and `recorded: COLUMN` for the time of entry",
      "or take `as_of` out",
    ],
    "read by no block",
  ),
};

const yaml: Entries = {
  FS2050: wrong("YAML cannot be read", "{what}", ["{advice}"]),
  FS2051: wrong(
    "Field written twice",
    "`{key}` stands twice in the same place",
    ["keep one of the two"],
    "the second `{key}`",
  ),
  FS2052: wrong("YAML anchors and aliases", "anchors (`&name`) and aliases (`*name`) are not allowed", [
    "write the value out, or name it once under `params` and use it as `= params.name`",
    "a text that begins with & or * goes between quotation marks",
  ]),
  FS2053: wrong("YAML tags", "tags such as `{tag}` are not allowed", [
    "leave out the tag; a text that begins with ! goes between quotation marks",
  ]),
  FS2055: wrong("Name is not plain text", "a list or a mapping cannot be a name", [
    "let a plain word stand before the colon; a text that holds brackets goes between quotation marks",
  ]),
  FS2056: wrong("YAML directives and several documents", "{what}", [
    "leave the line out: the text between the fences is one YAML mapping and nothing else",
  ]),
  FS2057: warning(
    "Typographic quotation marks",
    "the quotation marks of `{value}` are typographic: to YAML they are letters of the text",
    ['write `"{inner}"`, with straight ones, or leave them out'],
    "straight quotation marks are meant",
  ),
};

const blocks: Entries = {
  FS2060: warning("Document without blocks", "the document has no `foodspec` block, so nothing is computed", [
    "add a fenced block: three backticks and `foodspec data`, its options, three backticks",
  ]),
  FS2061: wrong(
    "Unknown kind of block",
    "unknown kind of block `{kind}`",
    ["did you mean `{suggestion}`? || kinds of block: {allowed|and}"],
    "not a kind of block",
  ),
  FS2062: wrong("Malformed first line of a block", "the first line of the block cannot be read: {what}", [
    "behind the backticks write `foodspec KIND` or `foodspec KIND #name`, with one of {allowed} for KIND",
  ]),
  FS2063: wrong("Block inside a list or a quote", "a `foodspec` block stands inside a {container}", [
    "let the fence begin at the left margin, outside of lists, quotes and footnotes",
  ]),
  FS2064: wrong(
    "Blocks need names",
    "the document has {count} `{kind}` blocks, and this one has no name",
    ["give each its name: `foodspec {kind} #name` behind the backticks"],
    "needs a `#name`",
  ),
  FS2065: wrong("Two blocks with one name", "the name `{id}` is already that of the block in line {line}", [
    "give one of the two another name: `foodspec {kind} #name` behind the backticks",
    "upper and lower case count as the same",
  ]),
  FS2066: wrong("Name of a block", "`{id}` cannot be the name of a block: {what}", [
    "use letters, digits, - and _, and begin with a letter",
  ]),
  FS2067: wrong(
    "Block is never closed",
    "the block is not closed: everything down to {end|plain} is in it",
    ["close it with a line of {fence}"],
    "not closed",
  ),
  FS2068: wrong(
    "Block is not a mapping",
    "the body of the block is {found}; options such as `name: value` are expected",
    ["write one option a line: a name, a colon, a space, a value"],
  ),
  FS2069: wrong(
    "First line of a block in another form",
    "`{lang}` begins no block of FoodSpec, so nothing would be computed here",
    ["write this as its first line: {line|plain}", "kinds of block: {allowed|and}"],
  ),
  FS2072: wrong(
    "Choice left open",
    "block `{block}` leaves a choice open: {what|plain}",
    ["write the option on a line of its own, and take the line with `# choose:` away"],
    "nobody has decided this yet",
  ),
};

const prose: Entries = {
  FS2201: wrong("Malformed inline value", "`= {source}` cannot be read: {what}", [
    'write `= block.name : .1%`; a name with spaces as `= block.by_class["over 20 %"].recall`',
  ]),
  FS2202: wrong("Inline value of an unknown block", "there is no block `{id}`", [
    "did you mean `{suggestion}`? || blocks of the document: {allowed|and}",
    "{advice}",
  ]),
  FS2203: wrong("Unknown inline value", "`{parent}` has no `{name}`", [
    "did you mean `{suggestion}`? || {instead} || what it has: {allowed|and}",
    "{advice}",
  ]),
  FS2204: wrong("Malformed number format", "`{format}` is not a number format: {what}", [
    "write for example `.1%` (89.1 %), `.3f` (0.891), `,d` (1,234) or `.3s`; or leave out the format",
  ]),
  FS2205: wrong("Inline value names a group", "`{path}` is not one value but a group of values", [
    "name one of {allowed} || name one of its entries, or print it with a `table` block",
  ]),
  FS2206: wrong(
    "Inline value does not say of which target",
    "`{id}` is one block a target, and `{name}` is of one of them",
    ["write `= {first}.{name}`; the blocks are {targets|and}"],
  ),
  FS2211: wrong("Reference to an unknown block", "`#{address}` refers to a block `{id}`, which does not exist", [
    "did you mean `{suggestion}`? || blocks of the document: {allowed|and}",
    "a link to a heading has no full stop in it",
  ]),
  FS2212: wrong("Reference to an unknown figure or table", "block `{id}` has no figure or table `{name}`", [
    "did you mean `{suggestion}`? || figures and tables of `{id}`: {allowed|and} || a `{kind}` block has no figures or tables",
  ]),
  FS2213: wrong("Malformed address of a figure or table", "`{address}` is not the address of a figure or table", [
    "write the name of the block, a full stop and the name of the figure or table: `plsda.confusion`",
  ]),
};

const leftOut: Entries = {
  FS2221: note("Link left out", "the link to `{url}` will not be in the report; its text will", [
    "link to https:, http:, mailto: or to a heading of the document",
  ]),
  FS2222: warning("HTML that is not read", "of `{html}`: {what}", [
    "of HTML these are read: {allowed|and}",
    "write the rest in Markdown: **bold**, *italics*, tables and links; `\\<` is the sign itself",
  ]),
  FS2223: wrong("Image that cannot be shown", "the image `{url}` cannot stand in the report: {what}", [
    "name a png, jpeg, gif, webp or svg file below the folder of the project, relative to the file in which it is written",
    "an svg may hold no script, style sheet, foreignObject, animation or link out of it: save it as png otherwise",
  ]),
};

const unread: Entries = {
  FS2224: wrong("Reference to nothing", "`#{id}` leads to no heading, figure, table or block of the document", [
    "did you mean `#{suggestion}`? || give what is meant an id: `## Heading {#id}`, or `: Caption {#id}` below a table",
  ]),
  FS2225: wrong("Id that cannot be", "`#{id}` cannot be an id here: {what}", [
    "choose another; headings, figures, tables and blocks share one space of names",
  ]),
  FS2226: wrong("Formula that is not understood", "`{written}` cannot be set as a formula: {what}", [
    "write TeX as in LaTeX's mathematics: `\\frac`, `\\sqrt`, `\\sum`, `\\ce`; a dollar is `\\$`",
  ]),
  FS2227: wrong("Citation that leads nowhere", "`{written}` cannot be cited: {what}", [
    "did you mean `@{suggestion}`? || name the file that holds it in the front matter: `bibliography: sources.bib`",
    "to show it as it is, write `\\@` or mark it as code",
  ]),
  FS2228: wrong("Bibliography", "the bibliography `{path}` cannot be used as it is: {what}", [
    "a bibliography is BibTeX (`.bib`) or CSL-JSON (`.json`), in UTF-8, below the folder of the project",
  ]),
  FS2229: wrong(
    "Shortcode, directive or fence of another program",
    "`{written}` is not read here and would stand raw",
    ["write {instead}", "to show it as it is, mark it as code"],
  ),
  FS2230: wrong("Part that cannot be taken in", "the part `{path}` cannot be taken in: {what}", [
    "a part is a text file without front matter below the folder of the project, named relative to the file that takes it in",
  ]),
  FS2231: wrong(
    "Attributes that nothing takes",
    "`{written}` stands behind nothing that takes it and would stand raw",
    ["take it out", "to show it as it is, write `\\{` or mark it as code"],
  ),
  FS2232: wrong("LaTeX outside a formula", "`{written}` is LaTeX, which is not read here and would stand raw", [
    "write it in Markdown; a new page is `{{< pagebreak >}}` on a line of its own",
    "to show it as it is, mark it as code",
  ]),
  FS2235: wrong("Too many formulas or references", "the text has more than {limit} {things}", [
    "split the document: what is read of it is limited, see the page of the limits",
  ]),
  FS2234: note(
    "Document or laboratory not stated",
    'the front matter of this regulatory protocol has no {missing|plain}: the report says "not stated"',
    ["write {missing|plain} into the front matter; neither enters a key"],
  ),
  FS2233: warning("Inline value without its blank", "`{written}` stays code: an inline value begins with `= `", [
    "write `= {value}`",
  ]),
};

export const documentEntries: Entries = {
  ...bytes,
  ...file,
  ...frontMatter,
  ...yaml,
  ...blocks,
  ...prose,
  ...leftOut,
  ...unread,
};
