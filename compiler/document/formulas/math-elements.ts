/** Elements and attributes of MathML Core that a formula may be made of. */

export const mathElements: ReadonlySet<string> = new Set(
  "math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split(
    " ",
  ),
);
export const mathAttributes: ReadonlySet<string> = new Set(
  "accent accentunder columnspan depth display displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy symmetric voffset width".split(
    " ",
  ),
);
/** What temml says of the place of cells, as our style sheet reads it. */
export const mathClasses: ReadonlySet<string> = new Set(
  "tml-left tml-right tml-jot tml-overline tml-underline tml-accent tml-place tml-placed".split(" "),
);
