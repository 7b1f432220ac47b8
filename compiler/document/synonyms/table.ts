/**
 * Synonyms: words of Quarto, R Markdown, R's pls, prospectr and mdatools, scikit-learn, scipy, PLS_Toolbox and Unscrambler, where
 * they are written, and what is written here. Asked before spelling. A test writes every one of them into a document.
 */
import { ofDocuments } from "./of-documents.ts";
import { ofModels } from "./of-models.ts";
import { ofSteps } from "./of-steps.ts";
import type { Synonym } from "./synonym.ts";

export const synonyms: readonly Synonym[] = [...ofSteps, ...ofModels, ...ofDocuments];
