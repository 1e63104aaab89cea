/**
 * What a gateway makes of Keyward's answers with the configuration that is shipped for it. Every value is tested, the
 * lesser ones too, and what is lesser must stand in its README.
 */
export interface GatewayTraits {
  readonly name: string;
  /** The folder below deploy/gateways whose README tells about it. */
  readonly readme: string;
  /** AUTHORIZE_SOURCE that goes with it. */
  readonly source: 'forwarded' | 'original' | 'request-line';
  /**
   * The body of a 401 or 403: Keyward's problem document, one that the gateway writes with Keyward's code and request
   * id, or the gateway's own page.
   */
  readonly refusal: 'of Keyward' | 'with the code' | 'of the gateway';
  /** The answer when Keyward says that nobody may say yes now. */
  readonly unavailable: 'of Keyward' | '503 of the gateway' | '500 of the gateway';
  /** The answer when Keyward is away. */
  readonly away: '503 of the gateway' | '500 of the gateway';
  /** The answer where the gateway shows a wrong token. */
  readonly wrongToken: '401 of Keyward' | '503 of the gateway';
  /** How long a client waits when Keyward does not answer, at most. */
  readonly patienceMs: number;
  /** The answer to headers that are longer than Keyward takes. */
  readonly tooLong: 431 | 500;
  /** Whether a key that came as Authorization: Bearer reaches the upstream. */
  readonly bearer: 'removed' | 'shown';
  readonly connections: 'kept' | 'one for each question';
  /** How a path reaches the upstream: `decoded` where only %-escapes of letters, digits and `-._~` were resolved. */
  readonly path: 'as written' | 'decoded';
  /** The answer to a good question in HTTP/1.0. */
  readonly http10: 200 | 426;
}

/** What its README must tell of a gateway with these traits, word for word. */
export function limitsOf(traits: GatewayTraits): readonly string[] {
  const { refusal, unavailable, away, wrongToken, patienceMs, tooLong, bearer, connections, path, http10 } = traits;
  return [
    refusal === 'with the code' ? 'A 401 or 403 has no `detail`' : [],
    refusal === 'of the gateway' ? 'A 401 or 403 has no problem document' : [],
    unavailable === '503 of the gateway' ? 'A 503 is written by the gateway' : [],
    unavailable === '500 of the gateway' ? 'A 503 of Keyward becomes a 500' : [],
    away === '500 of the gateway' ? 'When Keyward cannot be reached the answer is 500' : [],
    wrongToken === '401 of Keyward' ? [] : 'A wrong gateway token is a 503',
    patienceMs > 5000 ? `A Keyward that does not answer is waited for ${String(patienceMs / 1000)} s` : [],
    tooLong === 500 ? 'Headers that are too long for Keyward are a 500' : [],
    bearer === 'shown' ? 'A key in `Authorization` reaches the upstream' : [],
    connections === 'kept' ? [] : 'Each question costs a new connection',
    http10 === 426 ? 'HTTP/1.0 is refused with 426' : [],
    path === 'decoded' ? 'A path is normalised before Keyward is asked' : [],
  ].flat();
}
