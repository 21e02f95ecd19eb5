// What `certify` answers.

/** What `certify` found. */
export interface Certificate {
  /** Whether `violations` is empty. */
  valid: boolean;
  /**
   * What does not hold, each with its path, value and what was expected; at most 100 are listed.
   */
  violations: string[];
  /** The sum of `weight * accuracy`, recomputed from the works. */
  value: number;
  /** The mean accuracy, recomputed from the works. */
  meanAccuracy: number;
  /** The upper bound on the value of any schedule that the schedule's prices prove. */
  bound: number;
  /**
   * Whether that supports the bound of the schedule. False in a valid one only where it says that
   * "branch" proves it: to check that, solve again.
   */
  supported: boolean;
  /** `bound - value` of this certificate. */
  gap: number;
}
