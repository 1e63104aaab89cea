import { Module } from '@nestjs/common';
import { type Feature } from '#process';
import { type RegistryBarrier } from './command/registry-barrier.js';
import { type BarrierParts, createBarrier } from './create-propagation.js';

/** The command's side of confirmed revocation; that of a replica is the lease that verification is given. */
@Module({})
export class PropagationModule {
  static forRoot(parts: BarrierParts): Feature & { readonly barrier: RegistryBarrier } {
    const barrier = createBarrier(parts);
    return { module: PropagationModule, barrier, tasks: { registry: barrier } };
  }
}
