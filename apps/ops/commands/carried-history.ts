import { type PastCommit } from '#event-store';
import { z } from 'zod';
import { type CommandContext } from '../command.js';

const REPORT_EVERY = 50_000;

/** How much was carried over, and how fast. */
export class WhatWasCarried {
  private readonly startedAt = performance.now();
  private readonly streams = new Set<string>();
  private commits = 0;
  private events = 0;

  constructor(private readonly context: CommandContext) {}

  add({ stream, envelopes }: PastCommit): void {
    this.streams.add(stream);
    this.events += envelopes.length;
    if (++this.commits % REPORT_EVERY === 0) this.context.tell(this.text());
  }

  json(): { readonly owners: number; readonly commits: number; readonly events: number; readonly seconds: number } {
    return { owners: this.streams.size, commits: this.commits, events: this.events, seconds: this.seconds() };
  }

  text(): string {
    const { owners, commits, events, seconds } = this.json();
    const rate = Math.round(commits / Math.max(seconds, 0.001));
    return `${String(owners)} owners, ${String(commits)} commits, ${String(events)} events in ${seconds.toFixed(1)} s (${String(rate)} commits/s)`;
  }

  private seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }
}

const issuing = z.object({ credential: z.object({ pepperId: z.string() }) });

/** The peppers under which credentials in it were ever issued. */
export class PeppersNeeded {
  private readonly found = new Set<string>();

  add({ envelopes }: PastCommit): void {
    for (const { data } of envelopes) {
      const parsed = issuing.safeParse(data);
      if (parsed.success) this.found.add(parsed.data.credential.pepperId);
    }
  }

  ids(): readonly string[] {
    return [...this.found].sort();
  }

  lines(): readonly string[] {
    if (this.found.size === 0) return [];
    return [
      `Its keys were issued under ${this.ids().join(', ')}: they work where KEY_PEPPERS holds the same peppers under the same ids.`,
    ];
  }
}
