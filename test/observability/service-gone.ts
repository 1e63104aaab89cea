import { type AlertCase } from './alert-case.js';

const every = (labels: string, values: string) => ({ [`keyward_build_info{version="1.0.0", ${labels}}`]: values });
/** A process of Keyward, with what each shows. `values`: of all series, `1x10 stale` for one that ends. */
export const ofKeyward = (labels: string, values = '1x30') => ({
  ...every(labels, values),
  [`keyward_metrics_sample_age_seconds{metric="any", ${labels}}`]: values,
});
/** The sample API, which only asks for verdicts. */
export const ofSampleApi = (labels: string, values = '1x30') => every(`${labels}, pod="sample"`, values);
/** A process that shows what its service alone shows. */
const process = (metric: string, labels: string, values = '1x30') => ({
  ...ofKeyward(labels, values),
  [`${metric}{${labels}}`]: values,
});

/** @param metric what its processes show, and `other` what those of another service do. */
export const aServiceIsGone = (metric: string, other: string): AlertCase => ({
  fires: {
    'none of its processes was ever there': { at: '10m', series: process(other, 'pod="b"') },
    'the last of them goes': {
      at: '10m',
      series: { ...process(other, 'pod="b"'), ...process(metric, 'pod="a"', '1x3 stale') },
    },
    'it is there in another namespace only': {
      at: '10m',
      series: { ...process(other, 'namespace="one"'), ...process(metric, 'namespace="two"') },
    },
  },
  rests: {
    'one of two goes': {
      at: '10m',
      series: { ...process(metric, 'pod="a"'), ...process(metric, 'pod="b"', '1x3 stale') },
    },
    'its only process is replaced within a minute': {
      at: '10m',
      series: {
        ...process(other, 'pod="b"'),
        ...process(metric, 'pod="a"', '1x7 stale'),
        ...process(metric, 'pod="c"', '_x9 1x10'),
      },
    },
    'it does not know its value yet': {
      at: '10m',
      series: { ...ofKeyward('pod="a"'), [`${metric}{pod="a"}`]: 'NaN '.repeat(11).trim() },
    },
    'one process is all of Keyward': {
      at: '10m',
      series: { ...process(metric, 'pod="a"'), ...process(other, 'pod="a"') },
    },
    'the sample API is alone in a namespace': {
      at: '10m',
      series: {
        ...ofSampleApi('namespace="one"'),
        ...process(metric, 'namespace="two"'),
        ...process(other, 'namespace="two"'),
      },
    },
    'everything is gone': { at: '10m', series: {} },
  },
});
