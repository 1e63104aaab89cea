import { z } from 'zod';
import { ALERTS } from './rules.js';

const notScraped = ALERTS.find(({ alert }) => alert === 'KeywardNotScraped')?.expr ?? '';

/** The values of `job` by which KeywardNotScraped knows a target of Keyward's, matched whole as Prometheus does. */
export const jobsOfKeyward = new RegExp(`^(?:${z.string().parse(/\bjob=~"([^"]+)"/.exec(notScraped)?.[1])})$`);
