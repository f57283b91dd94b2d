/**
 * What is said of a system: who runs it, which document names it where, which models are it, and how deep it is modelled.
 */

/** The three documents that the simulated world is made after. */
export const foundingDocuments = {
  plans: 'Mobile Plans overview',
  architecture: 'Mobile Plans system architecture',
  broadband: 'Overview of mobile broadband',
} as const;
type FoundingDocument = keyof typeof foundingDocuments;

export const runners = {
  people: 'People',
  device: 'Device',
  windows: 'Windows',
  operator: 'Mobile operator',
  microsoft: 'Microsoft',
  others: 'Others',
} as const;
export type Runner = keyof typeof runners;

export interface System {
  name: string;
  /** The section of each founding document that names it; empty for a system that only other documents name. */
  named: { readonly [D in FoundingDocument]?: string };
  /** The document that describes it; its models may follow others beside. */
  source: string;
  /** The models that are it, by name. A name that no model bears yet is of one that is not built. */
  models: readonly string[];
  /** Files that are it beside the models, from src/models/. */
  files?: readonly string[];
  /** What is missing of it when all its models are there. */
  lacks?: string;
  /** Of one without any model: what it will be. */
  willBe?: string;
}

/** `full`: as the documents describe it. `part`: something is missing. */
export const depths = ['full', 'part', 'not built yet'] as const;
export type Depth = (typeof depths)[number];

/** How deep a system is modelled, given the names of all models that exist, with what is missing or what it will be. */
export function depthOf(
  { models, files, lacks, willBe }: System,
  built: ReadonlySet<string>,
): { depth: Depth; remark: string } {
  const waiting = models.filter(name => !built.has(name));
  const nothing = waiting.length === models.length && (files === undefined || models.length > 0);
  const missing = [...(waiting.length > 0 ? [`${waiting.join(', ')} not built yet`] : []), ...(lacks ? [lacks] : [])];
  if (nothing) return { depth: 'not built yet', remark: willBe ?? '' };
  return { depth: missing.length === 0 ? 'full' : 'part', remark: missing.join('; ') };
}
