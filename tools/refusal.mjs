/** A reason to stop that is the reader's to mend: shown as its message alone, without a stack. */
export class Refusal extends Error {}
