/** The numbers that a bench reports. */

/** The value below which `share` (0 to 1) of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new Error('A quantile needs at least one sample.')
  return value
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

export interface Row {
  readonly what: string
  readonly ours: number
  readonly reference?: number
  readonly unit: string
  /** Pairs or samples behind the figures. */
  readonly samples: number
  /** From `performance.md`. */
  readonly target: string
}

/** Two measurements in turn, so that a noisy machine disturbs both alike. */
export async function interleave(
  pairs: number,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<{ ours: number[]; reference: number[] }> {
  const result = { ours: [] as number[], reference: [] as number[] }
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) {
      result.ours.push(await ours())
      result.reference.push(await reference())
    } else {
      result.reference.push(await reference())
      result.ours.push(await ours())
    }
  }
  return result
}
