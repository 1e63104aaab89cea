import { isFromHost, type ToHost } from './messages';
import { factsOf } from './token-facts';

const PATIENCE_MS = 10_000;
/** How long before it expires a token is replaced; a quarter of its life when that is shorter. */
const MARGIN_MS = 60_000;

interface HeldToken {
  readonly token: string;
  readonly renewAt: number;
}

/** The person's token, as the host gives it whenever it is asked. It is held here and nowhere else. */
export class HostTokens {
  private held: HeldToken | null = null;
  private person: string | null = null;
  private asked: Promise<string | null> | null = null;
  private take: ((token: string | null) => void) | null = null;

  /** `startAnew`: the host has given somebody else's token, and what was loaded is not theirs to see. */
  constructor(
    private readonly port: Promise<MessagePort>,
    private readonly startAnew: () => void,
  ) {
    void port.then((open) => {
      open.onmessage = ({ data }: MessageEvent<unknown>) => {
        this.receive(open, data);
      };
    });
  }

  /** A token that is good for a while; null: nobody is signed in, or the host does not answer. */
  async current(): Promise<string | null> {
    if (this.held !== null && Date.now() < this.held.renewAt) return this.held.token;
    this.asked ??= this.ask().finally(() => {
      this.asked = null;
    });
    return this.asked;
  }

  /** A token in place of one that Keyward has refused. */
  async inPlaceOf(refused: string): Promise<string | null> {
    if (this.held?.token === refused) this.held = { ...this.held, renewAt: 0 };
    return this.current();
  }

  private ask(): Promise<string | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        console.warn('The page around this frame has not answered with a token within 10 seconds.');
        settle(this.held?.token ?? null);
      }, PATIENCE_MS);
      const settle = (token: string | null) => {
        clearTimeout(timer);
        this.take = null;
        resolve(token);
      };
      this.take = settle;
      void this.port.then((port) => {
        port.postMessage({ type: 'token-wanted' } satisfies ToHost);
      });
    });
  }

  /** What was not asked for is not taken. */
  private receive(port: MessagePort, data: unknown): void {
    if (this.take === null || !isFromHost(data)) return;
    const { token } = data;
    try {
      if (token !== null && !this.hold(token)) return;
      if (token === null) this.held = null;
      this.take(token);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      port.postMessage({ type: 'token-refused', reason: error.message } satisfies ToHost);
      this.take(null);
    }
  }

  private hold(token: string): boolean {
    const { person, lifetimeMs } = factsOf(token);
    this.person ??= person;
    if (this.person !== person) {
      this.startAnew();
      return false;
    }
    this.held = { token, renewAt: Date.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 4) };
    return true;
  }
}
