export { type Engine, type EngineKind, type Engines } from './engine.js';
export { ownEngines, sharedEngines } from './shared-engines.js';
