/**
 * Who may call what, written out by hand from the guide and the permission catalogue: never computed. Five groups, one
 * for each role in the order of `GOLDEN_ROLES`; in a group, the read-only key, the read-write key and the person's own
 * user token. Y: let through, -: refused.
 */
export const GOLDEN_ROLES = ['viewer', 'member', 'analyst', 'administrator', 'owner'] as const;

export const GOLDEN_TABLE = `
                                            viewer member analyst administrator owner
  GET     /api/data-sources                 YYY    YYY    YYY     YYY           YYY
  GET     /api/data-sources/ds1             YYY    YYY    YYY     YYY           YYY
  POST    /api/data-sources                 ---    ---    ---     -YY           -YY
  PUT     /api/data-sources/ds1             ---    ---    ---     -YY           -YY
  PATCH   /api/data-sources/ds1             ---    ---    ---     -YY           -YY
  DELETE  /api/data-sources/ds1             ---    ---    ---     -YY           -YY
  POST    /api/data-sources/ds1/sync        ---    ---    ---     -YY           -YY

  GET     /api/dashboards                   YYY    YYY    YYY     YYY           YYY
  GET     /api/dashboards/d1                YYY    YYY    YYY     YYY           YYY
  POST    /api/dashboards                   ---    ---    -YY     -YY           -YY
  PUT     /api/dashboards/d1                ---    ---    -YY     -YY           -YY
  PATCH   /api/dashboards/d1                ---    ---    -YY     -YY           -YY
  DELETE  /api/dashboards/d1                ---    ---    ---     -YY           -YY
  POST    /api/dashboards/d1/refresh        ---    ---    -YY     -YY           -YY

  GET     /api/reports                      YYY    YYY    YYY     YYY           YYY
  GET     /api/reports/r1                   YYY    YYY    YYY     YYY           YYY
  GET     /api/reports/r1/download          YYY    YYY    YYY     YYY           YYY
  POST    /api/reports                      ---    -YY    -YY     -YY           -YY
  POST    /api/reports/r1/generate          ---    -YY    -YY     -YY           -YY
  PUT     /api/reports/r1                   ---    ---    -YY     -YY           -YY
  PATCH   /api/reports/r1                   ---    ---    -YY     -YY           -YY
  DELETE  /api/reports/r1                   ---    ---    ---     -YY           -YY

  GET     /api/analytics                    YYY    YYY    YYY     YYY           YYY
  GET     /api/analytics/queries/q1/results YYY    YYY    YYY     YYY           YYY
  POST    /api/analytics/query              ---    ---    -YY     -YY           -YY
  POST    /api/files                        ---    -YY    -YY     -YY           -YY

  GET     /api/goals                        YYY    YYY    YYY     YYY           YYY
  GET     /api/goals/g1                     YYY    YYY    YYY     YYY           YYY
  POST    /api/goals                        ---    ---    -YY     -YY           -YY
  PUT     /api/goals/g1                     ---    ---    -YY     -YY           -YY
  PATCH   /api/goals/g1                     ---    ---    -YY     -YY           -YY
  DELETE  /api/goals/g1                     ---    ---    -YY     -YY           -YY
  GET     /api/milestones                   YYY    YYY    YYY     YYY           YYY
  GET     /api/milestones/m1                YYY    YYY    YYY     YYY           YYY
  POST    /api/milestones                   ---    ---    -YY     -YY           -YY
  PUT     /api/milestones/m1                ---    ---    -YY     -YY           -YY
  PATCH   /api/milestones/m1                ---    ---    -YY     -YY           -YY
  DELETE  /api/milestones/m1                ---    ---    -YY     -YY           -YY

  GET     /api/organization                 YYY    YYY    YYY     YYY           YYY
  PUT     /api/organization                 ---    ---    ---     -YY           -YY
  PATCH   /api/organization                 ---    ---    ---     -YY           -YY
  GET     /api/users/me                     YYY    YYY    YYY     YYY           YYY
  PUT     /api/users/me/settings            -YY    -YY    -YY     -YY           -YY
  PATCH   /api/users/me/settings            -YY    -YY    -YY     -YY           -YY
  GET     /api/users                        ---    ---    ---     YYY           YYY
  GET     /api/users/grace                  ---    ---    ---     YYY           YYY
  POST    /api/users/invitations            ---    ---    ---     -YY           -YY
  PUT     /api/users/grace                  ---    ---    ---     -YY           -YY
  PATCH   /api/users/grace                  ---    ---    ---     -YY           -YY
  DELETE  /api/users/grace                  ---    ---    ---     -YY           -YY

  GET     /api/billing/usage                YYY    YYY    YYY     YYY           YYY
  POST    /api/billing/plan                 ---    ---    ---     ---           --Y
  PUT     /api/billing/plan                 ---    ---    ---     ---           --Y
  PATCH   /api/billing/plan                 ---    ---    ---     ---           --Y
  DELETE  /api/billing/plan                 ---    ---    ---     ---           --Y
  POST    /api/subscription                 ---    ---    ---     ---           --Y
  PUT     /api/subscription                 ---    ---    ---     ---           --Y
  PATCH   /api/subscription                 ---    ---    ---     ---           --Y
  DELETE  /api/subscription                 ---    ---    ---     ---           --Y
  GET     /api/api-keys                     ---    ---    ---     --Y           --Y
  POST    /api/api-keys                     ---    ---    ---     --Y           --Y
  PUT     /api/api-keys/k1                  ---    ---    ---     --Y           --Y
  PATCH   /api/api-keys/k1                  ---    ---    ---     --Y           --Y
  DELETE  /api/api-keys/k1                  ---    ---    ---     --Y           --Y
  GET     /api/audit                        ---    ---    ---     YYY           YYY

  HEAD    /api/reports                      YYY    YYY    YYY     YYY           YYY
  HEAD    /api/audit                        ---    ---    ---     YYY           YYY
  OPTIONS /api/reports                      ---    ---    ---     ---           ---
  OPTIONS /api/api-keys                     ---    ---    ---     ---           ---
  DELETE  /api/reports                      ---    ---    ---     ---           ---
  GET     /api/billing                      ---    ---    ---     ---           ---
  GET     /api/subscription                 ---    ---    ---     ---           ---
  GET     /api/nowhere                      ---    ---    ---     ---           ---
`;

export type GoldenRole = (typeof GOLDEN_ROLES)[number];

/** May the caller call the endpoint? */
export interface GoldenCell {
  readonly method: string;
  readonly path: string;
  readonly role: GoldenRole;
  readonly credential: 'read-only' | 'read-write' | 'user-token';
  readonly allowed: boolean;
}

const CREDENTIALS = ['read-only', 'read-write', 'user-token'] as const;

export const GOLDEN_CELLS: readonly GoldenCell[] = GOLDEN_TABLE.trim().split(/\s*\n\s*/).slice(1).flatMap((line) => {
  const [method = '', path = '', ...groups] = line.split(/\s+/);
  if (groups.length !== GOLDEN_ROLES.length || !groups.every((group) => /^[Y-]{3}$/.test(group))) throw new Error(`unreadable line: ${line}`);
  return GOLDEN_ROLES.flatMap((role, at) => CREDENTIALS.map((credential, nth) => ({ method, path, role, credential, allowed: groups[at]?.[nth] === 'Y' })));
});
