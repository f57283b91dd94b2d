/** What a run was made from, and where. Two runs are the same run when their `result` parts are equal. */

export const manifestSchema = 'mpsim.manifest/1';

export interface Manifest {
  /** Compared: everything the answer depends on. */
  result: {
    scenario: string;
    variant: string;
    seed: number;
    /** Which of many with this seed, where one was asked for; the folder's name carries it. */
    replication?: number;
    /** SHA-256 of every file that was read, by the path as the scenario names it. */
    files: Record<string, string>;
    /** What `--set` changed, as `path=value`, in a fixed order. Not empty: the folder's name carries their hash. */
    overrides: string[];
    /** The hash over all facts in order. */
    fingerprint: string;
    /** Offsets, preset and whatever else was settled before the run began. */
    settings: Record<string, string | number | boolean>;
    /** Content hash of each table; filled in by the writer, since the bytes of Parquet files are not compared. */
    tables?: Record<string, string>;
  };
  /** Not compared: versions, machine, the command as typed. */
  environment: Record<string, string>;
}

/** The file as written. `complete` is false while results are missing, as after an interruption. */
export interface WrittenManifest extends Manifest {
  schema: typeof manifestSchema;
  complete: boolean;
}

/** The same of an experiment: many runs, one answer. */
export interface ExperimentManifest {
  result: {
    scenario: string;
    kind: 'compare' | 'sweep' | 'capacity';
    seed: number;
    files: Record<string, string>;
    overrides: string[];
    /** Flags that the answer depends on, as they are typed. Not empty: the folder's name carries their hash. */
    flags: string[];
    /** Hash over the fingerprints of all runs, in order. */
    fingerprint: string;
    settings: Record<string, string | number | boolean>;
    tables?: Record<string, string>;
  };
  environment: Record<string, string>;
}
