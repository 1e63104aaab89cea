import { type MessagePort } from 'node:worker_threads';
import { describeThrown, type Thrown, thrownAgain } from './thrown.js';

/** What one thread may ask of another, by name. What is asked and answered is cloned; a Buffer arrives as Uint8Array. */
export type Calls = Readonly<Record<string, (asked: never) => unknown>>;
type Asked<Call> = Call extends (asked: infer A) => unknown ? A : never;
type Answer<Call> = Call extends (asked: never) => infer A ? Awaited<A> : never;

export type CallThread<Theirs extends Calls> = Link<Theirs>['call'];

type Message =
  | { readonly id: number | null; readonly name: string; readonly asked: unknown }
  | { readonly to: number; readonly answer: unknown }
  | { readonly to: number; readonly thrown: Thrown };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One end of a line between two threads. What is sent arrives in order, all of one turn of the event loop together;
 * calls are answered in any.
 */
export class Link<Theirs extends Calls> {
  private readonly waiting = new Map<number, Waiting>();
  private outgoing: Message[] = [];
  private calls = 0;
  private ended: Error | undefined;

  /** @param answer what the other thread is answered; what it throws, or rejects with, is thrown there. */
  constructor(
    private readonly port: MessagePort,
    private readonly answer: (name: string, asked: unknown) => unknown,
  ) {
    port.on('message', (messages: readonly Message[]) => {
      for (const message of messages) this.take(message);
    });
  }

  /** @throws what the other side throws, without its class · the reason of `end`, if that comes first. */
  call<N extends keyof Theirs & string>(name: N, asked: Asked<Theirs[N]>): Promise<Answer<Theirs[N]>> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) throw this.ended;
      const id = ++this.calls;
      this.send({ id, name, asked });
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
    });
  }

  /** The same without an answer. What it causes over there, nobody learns here. */
  tell<N extends keyof Theirs & string>(name: N, asked: Asked<Theirs[N]>): void {
    if (this.ended === undefined) this.send({ id: null, name, asked });
  }

  /** There is no other side any more: whoever waits for it, or asks it from now on, gets `reason`. */
  end(reason: Error): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.port.close();
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  private take(message: Message): void {
    if ('name' in message) {
      void this.answerTo(message);
      return;
    }
    const waiting = this.waiting.get(message.to);
    this.waiting.delete(message.to);
    if ('thrown' in message) waiting?.reject(thrownAgain(message.thrown));
    else waiting?.resolve(message.answer);
  }

  private async answerTo({ id, name, asked }: Extract<Message, { readonly name: string }>): Promise<void> {
    try {
      const answer = await this.answer(name, asked);
      if (id !== null) this.send({ to: id, answer });
    } catch (error) {
      if (id !== null) this.send({ to: id, thrown: describeThrown(error) });
    }
  }

  private send(message: Message): void {
    if (this.outgoing.length === 0)
      setImmediate(() => {
        this.flush();
      });
    this.outgoing.push(message);
  }

  private flush(): void {
    const messages = this.outgoing.splice(0);
    try {
      this.port.postMessage(messages);
    } catch {
      for (const message of messages) this.sendAlone(message);
    }
  }

  /** What cannot be cloned is thrown to whoever asked for it, or with it; where there is no answer, nobody learns of it. */
  private sendAlone(message: Message): void {
    try {
      this.port.postMessage([message]);
    } catch (error) {
      if ('to' in message) this.port.postMessage([{ to: message.to, thrown: describeThrown(error) }]);
      else if (message.id !== null) this.take({ to: message.id, thrown: describeThrown(error) });
    }
  }
}

/** Answers from `calls`. */
export function answering(calls: Calls): (name: string, asked: unknown) => unknown {
  return (name, asked) => {
    const call = calls[name];
    if (call === undefined) throw new TypeError(`nobody answers to ${name}`);
    return call(asked as never);
  };
}
