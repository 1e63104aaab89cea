import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers that one seed determines. */
export class Draws {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** From 0 to below `below`. */
  uniform(below: number): number {
    return uniformFloat64(this.generator) * below;
  }

  /** A whole number from 0 to below `below`. */
  pick(below: number): number {
    return Math.floor(this.uniform(below));
  }

  /** Of a log-normal distribution: half of them below `median`, two of three within a factor of e^`spread`. */
  logNormal(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.uniform(1))) * Math.cos(2 * Math.PI * this.uniform(1));
    return median * Math.exp(spread * normal);
  }

  /** The time to the next of independent events that come every `mean` on average. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform(1));
  }
}
