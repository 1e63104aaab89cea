export { FaultProxy } from './fault-proxy.js';
export { type Engine, type EngineKind, type Engines, type KafkaEngine, type KafkaOptions } from './engine.js';
export { enginesOf, ownEngines, sharedEngines } from './shared-engines.js';
