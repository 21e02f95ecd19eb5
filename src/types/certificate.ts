// What `certify` answers.

/** What `certify` found. */
export interface Certificate {
  /** Whether `violations` is empty. */
  valid: boolean;
  /**
   * What is wrong, each with its path, value and what was expected; at most 100 are listed.
   */
  violations: string[];
  /** The sum of `weight * accuracy`, recomputed from the works. */
  value: number;
  /** The mean accuracy, recomputed from the works. */
  meanAccuracy: number;
  /** The upper bound on the value of any schedule that the schedule's prices prove. */
  bound: number;
  /**
   * Whether this bound supports the bound that the schedule claims. For a valid schedule it is
   * false only where "multipliers" or "branch" proves the claimed bound. To check such a bound,
   * solve again.
   */
  supported: boolean;
  /** `bound - value` of this certificate. */
  gap: number;
}
