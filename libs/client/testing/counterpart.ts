import { type ClosableVerifier, type Counterpart, type VerifierOptions } from './remote-key-verifier.contract.js';

export interface CounterpartParts extends Pick<Counterpart, 'comeBack' | 'leave'> {
  /** Makes a verifier that asks at `host`. */
  readonly connect: (host: string, options: VerifierOptions) => ClosableVerifier;
}

/** Is there from now on; a verifier with a `lookup` asks it by a name, others by its address. */
export async function counterpartOf({ comeBack, leave, connect }: CounterpartParts): Promise<Counterpart> {
  const verifiers: ClosableVerifier[] = [];
  await comeBack();
  return {
    comeBack,
    leave,
    verifier: (options = {}) => {
      const verifier = connect(options.lookup === undefined ? '127.0.0.1' : 'verification', options);
      verifiers.push(verifier);
      return verifier;
    },
    close: async () => {
      await Promise.all(verifiers.map((verifier) => verifier.close()));
      await leave();
    },
  };
}
