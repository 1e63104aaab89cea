// Generated from /v1/openapi.json by npm run console-types.
export interface paths {
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller’s keys, newest first */
        get: operations["listKeys"];
        put?: never;
        /** Creates a key and shows its secret, once */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/revoke-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes all of the caller’s keys at once */
        post: operations["revokeAllKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one key */
        get: operations["getKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Renames a key, changes its expiry, or both
         * @description Not for a revoked key. An expired key can be given a later expiry, or none; it then counts against the limit of active keys again. The grace of a replaced secret ends with the expiry at the latest, and a later expiry does not extend it again.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/v1/keys/{keyId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what happened to a key, when and by whom, oldest first */
        get: operations["getKeyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a key until it is resumed; repeating it is not an error
         * @description No secret of the key works until then. A paused key still counts against the limit of active keys and keeps its reminder; it can be rotated and revoked, and expires.
         */
        post: operations["pauseKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a paused key work again; repeating it is not an error */
        post: operations["resumeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a new secret; the old one works until its grace ends */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/end-grace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the retired secrets of a key now */
        post: operations["endGrace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a key; repeating it is not an error */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a rotation reminder by mail */
        put: operations["setReminder"];
        post?: never;
        /** Clears the rotation reminder */
        delete: operations["clearReminder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the known members of an organisation
         * @description Members who have called with their own token, and members whose role or activation a service has set.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a member: role, activation, and how many keys are in force */
        get: operations["getMember"];
        /**
         * Changes a member’s role, or deactivates or reactivates the member
         * @description A service may change every member, owners too, also before their first visit (known: false). A person may not change an owner or themselves, may not assign the role owner, and may set roles only with ROLE_SOURCE=members. For a person, a member whose role neither a token nor a service has named yet is member-unknown.
         */
        put: operations["changeMember"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what changed a member’s access, when and by whom, oldest first
         * @description Role, activation, and everything about the member’s keys except reminders. A role that a newer token only repeats is not listed.
         */
        get: operations["getMemberHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}/revoke-all-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revokes all keys of a member at once
         * @description Allowed to the same callers as changing the member.
         */
        post: operations["revokeMemberKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erases a member’s e-mail address
         * @description The address and the name stored with it are erased everywhere. The member gets no reminder by mail until they set one again. Allowed to the member, and to the same callers as changing the member. Repeating it is not an error.
         */
        delete: operations["eraseContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the caller’s role and permissions, and what keys inherit from them */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/republish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends again the events of one owner, or of all owners changed since a time
         * @description From the event store to key-events, in order. Consumer groups that parked the owner resume; consumers that have the events already ignore them. Answers once all are acknowledged, and can be repeated.
         */
        post: operations["republish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/replicas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the verification replicas, and the changes that wait for them */
        get: operations["listReplicas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows when, how often and for what a key was used, across rotations */
        get: operations["getKeyActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums up the uses of all of the caller’s keys, newest first */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["data_sources_list"];
        put?: never;
        post: operations["data_sources_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["data_sources_get"];
        put: operations["data_sources_replace"];
        post?: never;
        delete: operations["data_sources_remove"];
        options?: never;
        head?: never;
        patch: operations["data_sources_update"];
        trace?: never;
    };
    "/api/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["dashboards_list"];
        put?: never;
        post: operations["dashboards_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["dashboards_get"];
        put: operations["dashboards_replace"];
        post?: never;
        delete: operations["dashboards_remove"];
        options?: never;
        head?: never;
        patch: operations["dashboards_update"];
        trace?: never;
    };
    "/api/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["reports_list"];
        put?: never;
        post: operations["reports_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["reports_get"];
        put: operations["reports_replace"];
        post?: never;
        delete: operations["reports_remove"];
        options?: never;
        head?: never;
        patch: operations["reports_update"];
        trace?: never;
    };
    "/api/goals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["goals_list"];
        put?: never;
        post: operations["goals_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["goals_get"];
        put: operations["goals_replace"];
        post?: never;
        delete: operations["goals_remove"];
        options?: never;
        head?: never;
        patch: operations["goals_update"];
        trace?: never;
    };
    "/api/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["milestones_list"];
        put?: never;
        post: operations["milestones_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["milestones_get"];
        put: operations["milestones_replace"];
        post?: never;
        delete: operations["milestones_remove"];
        options?: never;
        head?: never;
        patch: operations["milestones_update"];
        trace?: never;
    };
    "/api/data-sources/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboards/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/queries/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["analytics_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["analytics_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["files_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["users_replaceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["users_updateSettings"];
        trace?: never;
    };
    "/api/users/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["users_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users_get"];
        put: operations["users_replace"];
        post?: never;
        delete: operations["users_remove"];
        options?: never;
        head?: never;
        patch: operations["users_update"];
        trace?: never;
    };
    "/api/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["organization_show"];
        put: operations["organization_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["organization_update"];
        trace?: never;
    };
    "/api/billing/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["billing_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["billing_changePlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["changeSubscription"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["apiKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It does. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            status: "live";
                        };
                    };
                };
                400: components["responses"]["Problem400"];
                408: components["responses"]["Problem408"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can do its work */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It can. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            status: "ready";
                        };
                    };
                };
                400: components["responses"]["Problem400"];
                408: components["responses"]["Problem408"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Text format. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                400: components["responses"]["Problem400"];
                408: components["responses"]["Problem408"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OpenAPI 3.1. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                400: components["responses"]["Problem400"];
                408: components["responses"]["Problem408"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify one key
         * @description May name a permission or an endpoint to check. Without either, `valid: true` says only that the key works. Needs a service token, except on a loopback address or with VERIFY_AUTH=none.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerifyRequest"];
                };
            };
            responses: {
                /** @description A verdict could be given. */
                200: {
                    headers: {
                        "Cache-Control"?: "no-store";
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerifyAnswer"];
                    };
                };
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                408: components["responses"]["Problem408"];
                413: components["responses"]["Problem413"];
                415: components["responses"]["Problem415"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verify/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify up to 100 keys
         * @description Answers in the order of the items; an item without a verdict is `{valid: false, code: "verdict-unavailable"}`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerifyBatchRequest"];
                };
            };
            responses: {
                /** @description A verdict could be given. */
                200: {
                    headers: {
                        "Cache-Control"?: "no-store";
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerifyBatchAnswer"];
                    };
                };
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                408: components["responses"]["Problem408"];
                413: components["responses"]["Problem413"];
                415: components["responses"]["Problem415"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        get: operations["authorize_get"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        put: operations["authorize_put"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        post: operations["authorize_post"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        delete: operations["authorize_delete"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        options: operations["authorize_options"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        head: operations["authorize_head"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        patch: operations["authorize_patch"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        trace: operations["authorize_trace"];
    };
    "/v1/authorize/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        get: operations["authorizePath_get"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        put: operations["authorizePath_put"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        post: operations["authorizePath_post"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        delete: operations["authorizePath_delete"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        options: operations["authorizePath_options"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        head: operations["authorizePath_head"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        patch: operations["authorizePath_patch"];
        /**
         * For gateways: decides whether a request may pass
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.
         */
        trace: operations["authorizePath_trace"];
    };
    "/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** There is no such route */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        trace: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
    };
    "/api/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** There is no such route */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
        /** There is no such route */
        trace: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description May contain slashes. */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                400: components["responses"]["Problem400"];
                401: components["responses"]["Problem401"];
                403: components["responses"]["Problem403"];
                404: components["responses"]["Problem404"];
                408: components["responses"]["Problem408"];
                429: components["responses"]["Problem429"];
                431: components["responses"]["Problem431"];
                500: components["responses"]["Problem500"];
                503: components["responses"]["Problem503"];
            };
        };
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CreateKeyBody: {
            /**
             * @description What the key is for: 1 to 100 characters, at most 3000 bytes in UTF-8. Characters as a person counts them: an emoji of several code points is one. At least one is visible; no control characters, line breaks, marks that change the direction of text, or API keys. Stored composed (NFC), without spaces around it. maxLength counts code points, so it is what 100 characters can have at most.
             * @example Weekly Report Script
             */
            name: string;
            /** @enum {string} */
            scope: "read-only" | "read-write";
            /**
             * @default live
             * @enum {string}
             */
            mode?: "live" | "test";
            expiresAt?: (string) | null;
        };
        ReminderAnswer: {
            /** @enum {number} */
            intervalDays: 30 | 60 | 90;
            /** Format: date-time */
            dueAt: string;
        };
        CredentialAnswer: {
            credentialId: string;
            /**
             * @description Prefix and first 4 characters of the secret.
             * @example claribi_sk_live_a1B2
             */
            hint: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description grace: replaced by a rotation, still accepted.
             * @enum {string}
             */
            status: "current" | "grace" | "retired";
            /**
             * Format: date-time
             * @description When it stops or stopped working; null: no end is set.
             */
            activeUntil: string | null;
        };
        KeyAnswer: {
            keyId: string;
            name: string;
            /** @enum {string} */
            scope: "read-only" | "read-write";
            /** @enum {string} */
            mode: "live" | "test";
            /**
             * @description paused: no secret of the key works until it is resumed.
             * @enum {string}
             */
            status: "active" | "paused" | "expired" | "revoked";
            /** @description Prefix and first 4 characters of the current secret. */
            hint: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            rotatedAt: string | null;
            /** @description Whole days since the current credential was issued. */
            ageDays: number;
            /** @description The key is neither revoked nor expired, and its current credential is older than 90 days. */
            rotationDue: boolean;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            revokedReason: string | null;
            reminder: components["schemas"]["ReminderAnswer"] | null;
            /** @description Newest first: the current one, those in grace, and the newest 20 retired ones. */
            credentials: components["schemas"]["CredentialAnswer"][];
            /** @description How many retired credentials are older than those in credentials. The history of the key has them. */
            olderCredentials: number;
        };
        PropagationAnswer: {
            /** @description "partition:offset" of the change; null when there is nothing to wait for, or the change is not published yet. */
            position: string | null;
            /** @description true: no replica can still answer from before the change. */
            confirmed: boolean;
            replicas: number;
            waitedMs: number;
        };
        KeyWithSecretAnswer: {
            key: components["schemas"]["KeyAnswer"];
            propagation: components["schemas"]["PropagationAnswer"];
            /** @description The secret, in this one answer only. Store it now: Keyward does not keep it and cannot show it again. */
            secret?: string;
            /**
             * @description In place of secret in the answer to a retry (same Idempotency-Key): only the first answer contains the secret; it is not stored, so it cannot be repeated. If that answer was lost, rotate the key.
             * @enum {boolean}
             */
            secretShown?: true;
        };
        KeyListAnswer: {
            /** @description Newest first. */
            keys: components["schemas"]["KeyAnswer"][];
            /** @description cursor of the next page; null: this is the last one. */
            nextCursor: string | null;
        };
        RevokeBody: {
            /**
             * @description For the history: at most 500 characters and 6000 bytes in UTF-8. Characters as a person counts them: an emoji of several code points is one. At least one is visible; no control characters, line breaks, marks that change the direction of text, or API keys. Stored composed (NFC), without spaces around it. Spaces alone count as no reason.
             * @example leaked in a log
             */
            reason?: string | null;
        };
        RevokedKeysAnswer: {
            /** @description How many keys were active or paused until now. */
            revoked: number;
            propagation: components["schemas"]["PropagationAnswer"];
        };
        OneKeyAnswer: {
            key: components["schemas"]["KeyAnswer"];
        };
        HistoryEntryAnswer: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            type: "KeyCreated" | "KeyRotated" | "KeyRevoked" | "GraceEnded" | "AllKeysRevoked" | "OwnerRoleChanged" | "OwnerSeen" | "OwnerDeactivated" | "OwnerReactivated" | "RotationReminderSet" | "KeyRenamed" | "KeyExpiryChanged" | "KeyPaused" | "KeyResumed" | "RotationReminderCleared";
            /**
             * @description user:<orgId>/<userId> or service:<name>
             * @example user:acme/ann
             */
            by: string;
            details: {
                [key: string]: unknown;
            };
        };
        HistoryAnswer: {
            /** @description Oldest first. */
            events: components["schemas"]["HistoryEntryAnswer"][];
            /** @description cursor of the next page; null: this is the last one. */
            nextCursor: string | null;
        };
        ChangeKeyBody: {
            /**
             * @description What the key is for: 1 to 100 characters, at most 3000 bytes in UTF-8. Characters as a person counts them: an emoji of several code points is one. At least one is visible; no control characters, line breaks, marks that change the direction of text, or API keys. Stored composed (NFC), without spaces around it. maxLength counts code points, so it is what 100 characters can have at most.
             * @example Weekly Report Script
             */
            name?: string;
            expiresAt?: (string) | null;
        };
        KeyAfterChangesAnswer: {
            key: components["schemas"]["KeyAnswer"];
            propagation: components["schemas"]["PropagationAnswer"];
            /**
             * @description Of a key with a reminder, when expiresAt was sent. Present when the mail will not come as set: the key expires before the reminder is due, or mail to the known address was refused.
             * @example This key expires on 31 January 2027, 23:30 UTC, before the reminder would be due. A mail goes out 7 days before the expiry instead.
             */
            note?: string;
        };
        ChangedKeyAnswer: {
            key: components["schemas"]["KeyAnswer"];
            propagation: components["schemas"]["PropagationAnswer"];
        };
        RotateKeyBody: {
            /** @description How many hours the replaced credential keeps working. 0: it stops at once. Left out: GRACE_HOURS of this installation, 24 by default. */
            graceHours?: number;
        };
        ReminderBody: {
            /**
             * @description Days after the current credential was issued.
             * @enum {number}
             */
            intervalDays: 30 | 60 | 90;
        };
        ReminderSetAnswer: {
            key: components["schemas"]["KeyAnswer"];
            /**
             * @description Present when the mail will not come as set: the key expires before the reminder is due, or mail to the known address was refused.
             * @example This key expires on 31 January 2027, 23:30 UTC, before the reminder would be due. A mail goes out 7 days before the expiry instead.
             */
            note?: string;
        };
        ListedMemberAnswer: {
            userId: string;
            /**
             * @description The role that the member’s keys have. null: not known yet.
             * @enum {string|null}
             */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner" | null;
            active: boolean;
            /** @description How many keys are in force. */
            keys: number;
        };
        MemberListAnswer: {
            /** @description Sorted by user id. A member whose events this version cannot read has role null and active false: their keys do not work. */
            members: components["schemas"]["ListedMemberAnswer"][];
            /** @description cursor of the next page; null: this is the last one. */
            nextCursor: string | null;
        };
        MemberAnswer: {
            userId: string;
            /**
             * @description The role that the member’s keys have. null: not known yet.
             * @enum {string|null}
             */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner" | null;
            active: boolean;
            /** @description false: Keyward has never seen a token of this member. */
            known: boolean;
            /** @description How many keys are in force. */
            keys: number;
        };
        OneMemberAnswer: {
            member: components["schemas"]["MemberAnswer"];
        };
        ChangeMemberBody: {
            /**
             * @description Services may set every role. People may set roles only with ROLE_SOURCE=members, and never owner.
             * @enum {string}
             */
            role?: "viewer" | "member" | "analyst" | "administrator" | "owner";
            /** @description While false, the member’s keys are refused and the member cannot manage keys. */
            active?: boolean;
            /**
             * @description Only with active: true. restore: the member’s keys work again; revoke: they are revoked before the member is active again. No effect on a member who is active already.
             * @default restore
             * @enum {string}
             */
            keys?: "restore" | "revoke";
        };
        AffectedMemberAnswer: {
            userId: string;
            /**
             * @description The role that the member’s keys have. null: not known yet.
             * @enum {string|null}
             */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner" | null;
            active: boolean;
            /** @description false: Keyward has never seen a token of this member. */
            known: boolean;
            /** @description How many keys this call stopped or restored: by a deactivation, by a reactivation, or revoked by keys: "revoke". 0 for a change of the role and for a repeated call. */
            keys: number;
        };
        ChangedMemberAnswer: {
            member: components["schemas"]["AffectedMemberAnswer"];
            propagation: components["schemas"]["PropagationAnswer"];
        };
        RevokedMemberKeysAnswer: {
            /** @description How many keys were active or paused until now. */
            revoked: number;
            propagation: components["schemas"]["PropagationAnswer"];
            /** @description false: Keyward has never seen a token of this member. */
            known: boolean;
        };
        ScopesAnswer: {
            "read-only": string[];
            "read-write": string[];
        };
        MeAnswer: {
            /** @example acme/ann */
            ownerId: string;
            orgId: string;
            /** @description From the token; null: the token has none. */
            name: string | null;
            /** @description From the token; null: the token has none. */
            email: string | null;
            /** @enum {string} */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner";
            /** @description Permissions that the role gives. */
            rolePermissions: string[];
            /** @description Permissions that every active member has. */
            baseline: string[];
            /** @description What a key of each scope may do for this person. */
            scopes: components["schemas"]["ScopesAnswer"];
        };
        RepublishBody: {
            /**
             * @description The owner whose events are sent again.
             * @example acme/ann
             */
            ownerId?: string;
            /** @description Sends again the events of every owner whose keys were changed then or later (a day: from its beginning in UTC); of those owners all events, the older ones too. */
            since?: string;
        };
        RepublishedAnswer: {
            /** @description How many owners’ events were sent again. */
            owners: number;
            /** @description Owners whose stored events cannot be read and were not sent: see the log of this service. */
            unreadable: string[];
        };
        ReplicaAnswer: {
            /** @description One run of one verification replica in the registry; it gets a new id when it joins again. */
            incarnation: string;
            /** @description Number of its last renewal; 0: it has only joined. */
            sequence: number;
            leaseMs: number;
            /** @description Time since its last renewal was read. A healthy replica renews every leaseMs/5. */
            unchangedForMs: number;
            /**
             * @description Per partition of key-events, the last offset up to which it has applied everything.
             * @example {
             *       "0": 41,
             *       "7": 12
             *     }
             */
            positions: {
                [key: string]: number;
            };
        };
        WaitingAnswer: {
            /**
             * @description "partition:offset" on key-events.
             * @example 7:13
             */
            position: string;
            waitedMs: number;
            /** @description The incarnations that may still answer from the state before it. */
            behind: string[];
        };
        ReplicasAnswer: {
            replicas: components["schemas"]["ReplicaAnswer"][];
            /** @description Changes that wait for confirmation in this process. Other processes may have others. */
            waiting: components["schemas"]["WaitingAnswer"][];
        };
        EndpointAnswer: {
            /** @example GET */
            method: string;
            /**
             * @description Without query, at most 256 characters.
             * @example /api/data-sources
             */
            path: string;
        };
        CredentialActivityAnswer: {
            /**
             * Format: date-time
             * @description The latest accepted request; null: never used.
             */
            lastUsedAt: string | null;
            /** @description Requests in the last 24 hours to the minute, accepted and denied. */
            last24h: number;
            /** @description The same of the last 7 days. */
            last7d: number;
            /** @description The same of the last 30 days. */
            last30d: number;
            credentialId: string;
            /**
             * @description Prefix and first 4 characters of the secret.
             * @example claribi_sk_live_a1B2
             */
            hint: string;
            /**
             * @description grace: replaced by a rotation, still accepted.
             * @enum {string}
             */
            status: "current" | "grace" | "retired";
        };
        OlderCredentialsAnswer: {
            /**
             * Format: date-time
             * @description The latest accepted request; null: never used.
             */
            lastUsedAt: string | null;
            /** @description Requests in the last 24 hours to the minute, accepted and denied. */
            last24h: number;
            /** @description The same of the last 7 days. */
            last7d: number;
            /** @description The same of the last 30 days. */
            last30d: number;
            /** @description How many they are. */
            credentials: number;
        };
        HourlyUsesAnswer: {
            /**
             * Format: date-time
             * @description Start of the hour.
             */
            at: string;
            accepted: number;
            denied: number;
        };
        KeyActivityAnswer: {
            /**
             * Format: date-time
             * @description The latest accepted request; null: never used.
             */
            lastUsedAt: string | null;
            /** @description Requests in the last 24 hours to the minute, accepted and denied. */
            last24h: number;
            /** @description The same of the last 7 days. */
            last7d: number;
            /** @description The same of the last 30 days. */
            last30d: number;
            lastEndpoint: components["schemas"]["EndpointAnswer"] | null;
            /** @description Newest first: after a rotation it shows who still uses the old secret. Those that are accepted, and retired ones up to 20 in all. */
            byCredential: components["schemas"]["CredentialActivityAnswer"][];
            olderCredentials: components["schemas"]["OlderCredentialsAnswer"] | null;
            /** @description Every hour of the last 7 days, oldest first, the first and the last in part: they add up to last7d. */
            hourly: components["schemas"]["HourlyUsesAnswer"][];
        };
        KeySummaryAnswer: {
            /**
             * Format: date-time
             * @description The latest accepted request; null: never used.
             */
            lastUsedAt: string | null;
            /** @description Requests in the last 24 hours to the minute, accepted and denied. */
            last24h: number;
            /** @description The same of the last 7 days. */
            last7d: number;
            /** @description The same of the last 30 days. */
            last30d: number;
            keyId: string;
            lastEndpoint: components["schemas"]["EndpointAnswer"] | null;
            /**
             * @description idle: not used for 30 days. busy: over 1,000 requests in 24 hours, and among the top 10 % of the caller’s keys. Revoked keys have none.
             * @enum {string|null}
             */
            flag: "idle" | "busy" | null;
            /** @description Requests in each six hours of the last 7 days, accepted and denied, oldest first. The last number ends with the current hour, which is not over yet; the first includes what the 7 days still contain of the hour before it: they add up to last7d. */
            series: number[];
        };
        ActivityListAnswer: {
            /** @description Newest first, revoked keys too. */
            keys: components["schemas"]["KeySummaryAnswer"][];
            /** @description cursor of the next page; null: this is the last one. */
            nextCursor: string | null;
        };
        VerifyRequest: {
            key: string;
            permission?: string;
            endpoint?: {
                method: string;
                path: string;
            };
        };
        VerifyAnswer: {
            /** @constant */
            valid: true;
            /** @constant */
            code: "valid";
            keyId: string;
            credentialId: string;
            ownerId: string;
            orgId: string;
            /** @enum {string} */
            scope: "read-only" | "read-write";
            /** @enum {string} */
            mode: "live" | "test";
            /** @enum {string} */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner";
            permissions: string[];
            expiresAt: string | null;
            activeUntil: string | null;
        } | ({
            /** @constant */
            valid: false;
            /** @enum {string} */
            code: "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive" | "route-unmapped";
        } | {
            /** @constant */
            valid: false;
            /** @constant */
            code: "permission-denied";
            permission: string;
            /** @enum {string} */
            reason: "role" | "scope";
        });
        VerifyBatchRequest: {
            items: {
                key: string;
                permission?: string;
                endpoint?: {
                    method: string;
                    path: string;
                };
            }[];
        };
        VerifyBatchAnswer: {
            results: ({
                /** @constant */
                valid: true;
                /** @constant */
                code: "valid";
                keyId: string;
                credentialId: string;
                ownerId: string;
                orgId: string;
                /** @enum {string} */
                scope: "read-only" | "read-write";
                /** @enum {string} */
                mode: "live" | "test";
                /** @enum {string} */
                role: "viewer" | "member" | "analyst" | "administrator" | "owner";
                permissions: string[];
                expiresAt: string | null;
                activeUntil: string | null;
            } | ({
                /** @constant */
                valid: false;
                /** @enum {string} */
                code: "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive" | "route-unmapped";
            } | {
                /** @constant */
                valid: false;
                /** @constant */
                code: "permission-denied";
                permission: string;
                /** @enum {string} */
                reason: "role" | "scope";
            }) | {
                /** @constant */
                valid: false;
                /** @constant */
                code: "verdict-unavailable";
            })[];
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description What is wrong here and what to do about it. */
            detail: string;
            /** @enum {unknown} */
            code: "invalid-json" | "invalid-request" | "token-missing" | "token-invalid" | "token-expired" | "session-refused" | "service-token-invalid" | "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "paused" | "grace-ended" | "owner-inactive" | "permission-denied" | "route-unmapped" | "forbidden" | "key-not-found" | "member-unknown" | "not-found" | "request-timeout" | "key-limit-reached" | "keys-ever-limit-reached" | "too-many-live-credentials" | "key-revoked" | "key-expired" | "role-from-token" | "concurrent-change" | "request-too-large" | "unsupported-media-type" | "idempotency-key-reused" | "contact-unknown" | "too-many-requests" | "change-limit-reached" | "headers-too-large" | "internal" | "verdict-unavailable" | "stream-unreadable" | "not-ready";
            requestId: string;
        };
    };
    responses: {
        /** @description `invalid-json`: The body is not JSON. `invalid-request`: The request is not valid. */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "invalid-json" | "invalid-request";
                };
            };
        };
        /** @description `token-missing`: No user token. `token-invalid`: The token is not valid. `token-expired`: The token has expired. `session-refused`: The session is not accepted here. `service-token-invalid`: No valid service token. `gateway-token-invalid`: No valid gateway token. `key-missing`: No API key. `key-ambiguous`: More than one API key. `malformed`: Not an API key. `mode-refused`: Keys of this mode are not accepted here. `unknown`: The API key is not known. `revoked`: The API key was revoked. `expired`: The API key has expired. `paused`: The API key is paused. `grace-ended`: The API key was rotated and its grace period is over. `owner-inactive`: The owner is deactivated. */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "token-missing" | "token-invalid" | "token-expired" | "session-refused" | "service-token-invalid" | "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "paused" | "grace-ended" | "owner-inactive";
                };
            };
        };
        /** @description `owner-inactive`: The owner is deactivated. `permission-denied`: The permission is missing. `route-unmapped`: No rule allows this route. `forbidden`: Not allowed. */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "owner-inactive" | "permission-denied" | "route-unmapped" | "forbidden";
                };
            };
        };
        /** @description `key-not-found`: No such key. `member-unknown`: No such member. `not-found`: No such route. */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "key-not-found" | "member-unknown" | "not-found";
                };
            };
        };
        /** @description `request-timeout`: The request did not arrive in time. */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 408;
                    /** @enum {unknown} */
                    code?: "request-timeout";
                };
            };
        };
        /** @description `key-limit-reached`: Too many active keys. `keys-ever-limit-reached`: Too many keys were ever created. `too-many-live-credentials`: Too many live credentials. `key-revoked`: The key is revoked. `key-expired`: The key has expired. `role-from-token`: Roles come from user tokens here. `concurrent-change`: The keys were changed at the same time. */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "key-limit-reached" | "keys-ever-limit-reached" | "too-many-live-credentials" | "key-revoked" | "key-expired" | "role-from-token" | "concurrent-change";
                };
            };
        };
        /** @description `request-too-large`: The request is too large. */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {unknown} */
                    code?: "request-too-large";
                };
            };
        };
        /** @description `unsupported-media-type`: Unsupported media type. */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "unsupported-media-type";
                };
            };
        };
        /** @description `idempotency-key-reused`: The Idempotency-Key was used for another request. `contact-unknown`: No e-mail address is known. */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "idempotency-key-reused" | "contact-unknown";
                };
            };
        };
        /** @description `too-many-requests`: Too many requests. `change-limit-reached`: Too many changes within an hour. */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "too-many-requests" | "change-limit-reached";
                };
            };
        };
        /** @description `headers-too-large`: The headers are too large. */
        Problem431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 431;
                    /** @enum {unknown} */
                    code?: "headers-too-large";
                };
            };
        };
        /** @description `internal`: Something went wrong here. */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {unknown} */
                    code?: "internal";
                };
            };
        };
        /** @description `verdict-unavailable`: No verdict can be given now. `stream-unreadable`: The keys were changed by a newer version. `not-ready`: Not ready. */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "verdict-unavailable" | "stream-unreadable" | "not-ready";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listKeys: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description Lists revoked keys, too. */
                include?: "revoked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyListAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecretAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeAllKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKeysAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKeysAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneKeyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeKeyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyAfterChangesAnswer"];
                };
            };
            /** @description Only for an expiry that was brought forward. The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyAfterChangesAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getKeyHistory: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    pauseKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    resumeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecretAnswer"];
                };
            };
            /** @description Only without grace. The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecretAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    endGrace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    setReminder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReminderBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderSetAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    clearReminder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
                /** @description A part of the user id; upper and lower case are the same. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberListAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMember: {
        parameters: {
            query?: {
                /** @description The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneMemberAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    changeMember: {
        parameters: {
            query?: {
                /** @description The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMemberBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMemberAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMemberAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMemberHistory: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeMemberKeys: {
        parameters: {
            query?: {
                /** @description The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedMemberKeysAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedMemberKeysAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    eraseContact: {
        parameters: {
            query?: {
                /** @description The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    republish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepublishBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepublishedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listReplicas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicasAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getKeyActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyActivityAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listActivity: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityListAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    data_sources_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dashboards_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    goals_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    milestones_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    generate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    analytics_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    analytics_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    files_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_replaceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_updateSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    users_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    organization_show: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    organization_replace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    organization_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    billing_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    billing_changePlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    apiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_options: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_head: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorize_trace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_options: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_head: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorizePath_trace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Method"?: string;
                /** @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded). */
                "X-Forwarded-Uri"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-Method"?: string;
                /** @description The same with AUTHORIZE_SOURCE=original. */
                "X-Original-URI"?: string;
                /** @description Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count. */
                "X-Original-URL"?: string;
            };
            path: {
                /** @description The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request may pass; the headers name the key and its owner. There is no body. */
            200: {
                headers: {
                    "Content-Length"?: 0;
                    "X-Key-Id"?: string;
                    "X-Key-Owner"?: string;
                    "X-Key-Org"?: string;
                    "X-Key-Role"?: string;
                    "X-Key-Scope"?: string;
                    "X-Key-Mode"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
                    };
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code"?: string;
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission-denied" | "route-unmapped";
                        permission?: string;
                        /** @enum {unknown} */
                        reason?: "role" | "scope";
                    };
                };
            };
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
