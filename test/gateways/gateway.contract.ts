import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { availabilityCases } from './cases/availability.js';
import { identityCases } from './cases/identity.js';
import { oddPathCases } from './cases/odd-paths.js';
import { pageCases } from './cases/pages.js';
import { refusalCases } from './cases/refusals.js';
import { requestCases } from './cases/requests.js';
import { type GatewayTraits, limitsOf } from './gateway-traits.js';
import { type GatewayRecipe } from './real-gateway.js';
import { readmeOf, Stage } from './stage.js';

/** A loaded machine is slow, not wrong. */
const START_MS = 180_000;

/** What every gateway does with the configuration that is shipped for it. */
export function gatewayContract(recipe: GatewayRecipe, traits: GatewayTraits): void {
  describe(traits.name, () => {
    let set: Stage | undefined;
    beforeAll(async () => {
      set = await Stage.set(recipe, traits.source);
    }, START_MS);
    afterAll(() => set?.strike());
    const stage = () => {
      if (set === undefined) throw new Error('the stage is not set');
      return set;
    };

    for (const cases of [identityCases, requestCases, refusalCases, oddPathCases, pageCases, availabilityCases])
      cases({ stage, traits });

    it('does what its README says that it cannot do better', () => {
      const readme = readmeOf(traits.readme);
      for (const limit of limitsOf(traits)) expect(readme).toContain(limit);
    });
  });
}
