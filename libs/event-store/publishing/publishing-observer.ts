import { type OwnerId } from '#contracts';

/** A step that failed and is tried again after a back-off. */
export interface PublishingFailure {
  readonly step: 'read' | 'send' | 'save positions' | 'sweep';
  /** Null where more than one stream is concerned. */
  readonly stream: OwnerId | null;
  /** How often it has failed in a row; 1 at first. */
  readonly attempt: number;
  readonly error: unknown;
}

/** For logs and metrics. What it throws is not caught. */
export interface PublishingObserver {
  failed?(failure: PublishingFailure): void;
  /** A commit was acknowledged. */
  published?(stream: OwnerId, firstVersion: number): void;
  /** The sweep found a stream that no process here can publish: its commits stay unpublished until somebody acts. */
  stuck?(stream: OwnerId, error: unknown): void;
}
