/** The `pca` block: principal components to look at, of which no model learns. */
import { kindOf } from "../contract/kind.ts";
import { pcaCompute } from "./compute.ts";
import { pcaFace } from "./face.ts";
import { pcaRules } from "./rules.ts";

export const pca = kindOf(pcaCompute, pcaFace, pcaRules);
