// Generated from /v1/openapi.json by npm run console-types.
export interface paths {
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the caller’s keys, newest first
         * @description In pages of `limit`; `nextCursor` leads to the next one. Revoked keys are left out unless asked for.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Creates a key and shows its secret, once
         * @description The key works at once, everywhere. Its secret is in this answer only; a retry with the same Idempotency-Key gets the key without it.
         */
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
        /**
         * Revokes all of the caller’s keys at once
         * @description Answers 200 when no replica accepts any of them any more. Repeating it is not an error.
         */
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
        /**
         * Shows one key
         * @description A key of another owner is not found.
         */
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
        /**
         * Lists what happened to a key, when and by whom, oldest first
         * @description Every event of the key, in pages. No secret is ever among the details.
         */
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
        /**
         * Lets a paused key work again; repeating it is not an error
         * @description Its secrets work as before; what expired or ended meanwhile stays so.
         */
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
        /**
         * Issues a new secret; the old one works until its grace ends
         * @description Name, scope, mode and expiry stay. Without grace the old secret stops at once.
         */
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
        /**
         * Stops the retired secrets of a key now
         * @description The current secret goes on working. Answers 200 when no replica accepts a retired one any more.
         */
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
        /**
         * Revokes a key; repeating it is not an error
         * @description For good. Answers 200 when no replica accepts the key any more, 202 when the change stands and this is not confirmed yet.
         */
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
        /**
         * Sets a rotation reminder by mail
         * @description A mail goes out some days before the current secret has the given age.
         */
        put: operations["setReminder"];
        post?: never;
        /**
         * Clears the rotation reminder
         * @description Repeating it is not an error.
         */
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
        /**
         * Shows a member: role, activation, and how many keys are in force
         * @description For administrators and owners of the organisation, and for services.
         */
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
        /**
         * Shows the caller’s role and permissions, and what keys inherit from them
         * @description What a key of each scope may do is the smaller of its scope and what its owner’s role allows at that moment.
         */
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
        /**
         * Lists the verification replicas, and the changes that wait for them
         * @description As this process sees the registry: every replica that may still answer, and what keeps confirmations waiting.
         */
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
        /**
         * Shows when, how often and for what a key was used, across rotations
         * @description Counts are of accepted and denied requests, a few seconds late at most; last used and latest endpoint are of accepted ones.
         */
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
        /**
         * Sums up the uses of all of the caller’s keys, newest first
         * @description In pages of `limit`; `nextCursor` leads to the next one. Flags rank all keys, not those of the page.
         */
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
        /**
         * List (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["data_sources_list"];
        put?: never;
        /**
         * Create (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["data_sources_get"];
        /**
         * Replace (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["data_sources_replace"];
        post?: never;
        /**
         * Remove (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["data_sources_remove"];
        options?: never;
        head?: never;
        /**
         * Update (data-sources)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * List (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["dashboards_list"];
        put?: never;
        /**
         * Create (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["dashboards_get"];
        /**
         * Replace (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["dashboards_replace"];
        post?: never;
        /**
         * Remove (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["dashboards_remove"];
        options?: never;
        head?: never;
        /**
         * Update (dashboards)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * List (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["reports_list"];
        put?: never;
        /**
         * Create (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["reports_get"];
        /**
         * Replace (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["reports_replace"];
        post?: never;
        /**
         * Remove (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["reports_remove"];
        options?: never;
        head?: never;
        /**
         * Update (reports)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * List (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["goals_list"];
        put?: never;
        /**
         * Create (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["goals_get"];
        /**
         * Replace (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["goals_replace"];
        post?: never;
        /**
         * Remove (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["goals_remove"];
        options?: never;
        head?: never;
        /**
         * Update (goals)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * List (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["milestones_list"];
        put?: never;
        /**
         * Create (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["milestones_get"];
        /**
         * Replace (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["milestones_replace"];
        post?: never;
        /**
         * Remove (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["milestones_remove"];
        options?: never;
        head?: never;
        /**
         * Update (milestones)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Sync ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Refresh ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Generate ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Download ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Results (analytics)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Query (analytics)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Upload (files)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * List (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Me (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Replace settings (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["users_replaceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update settings (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Invite (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Get (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["users_get"];
        /**
         * Replace (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["users_replace"];
        post?: never;
        /**
         * Remove (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        delete: operations["users_remove"];
        options?: never;
        head?: never;
        /**
         * Update (users)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Show (organization)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        get: operations["organization_show"];
        /**
         * Replace (organization)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
        put: operations["organization_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update (organization)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Usage (billing)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Change plan (billing)
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Change subscription ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Api keys ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Audit ()
         * @description Needs the permission that the route table names for it, of a key or of a user token.
         */
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
        /**
         * Whether the process runs
         * @description A process that does not answer this is to be started again.
         */
        get: operations["getLiveness"];
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
        /**
         * Whether it can do its work
         * @description A process that is not ready gets no requests until it is. The answer says what it waits for.
         */
        get: operations["getReadiness"];
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
        /**
         * Prometheus metrics
         * @description What they are and mean: docs/operations.md.
         */
        get: operations["getMetrics"];
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
        /**
         * This document
         * @description For generators of clients, and for people.
         */
        get: operations["getOpenApi"];
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
         * Verifies one key
         * @description May name a permission or an endpoint to check, not both. Without either, `valid: true` says only that the key works. Needs a service token, except on a loopback address or with VERIFY_AUTH=none.
         */
        post: operations["verifyKey"];
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
         * Verifies up to 100 keys
         * @description Answers in the order of the items; an item without a verdict is `{valid: false, code: "verdict-unavailable"}` in its place.
         */
        post: operations["verifyKeys"];
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
         * @description Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names or, with request-line, from the method and from what follows /v1/authorize in the path. Gateways append to the address: a query after /v1/authorize is ignored or, with request-line, part of the request to decide on.
         */
        get: operations["authorize"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
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
             * @description Left out: live.
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
        SetRoleBody: {
            /**
             * @description Services may set every role. People may set roles only with ROLE_SOURCE=members, and never owner.
             * @enum {string}
             */
            role: "viewer" | "member" | "analyst" | "administrator" | "owner";
        };
        DeactivateMemberBody: {
            /**
             * @description While false, the member’s keys are refused and the member cannot manage keys.
             * @enum {boolean}
             */
            active: false;
        };
        ReactivateMemberBody: {
            /**
             * @description While false, the member’s keys are refused and the member cannot manage keys.
             * @enum {boolean}
             */
            active: true;
            /**
             * @description restore: the member’s keys work again; revoke: they are revoked before the member is active again. Left out: restore. No effect on a member who is active already.
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
        RepublishOwnerBody: {
            /**
             * @description The owner whose events are sent again.
             * @example acme/ann
             */
            ownerId: string;
        };
        RepublishSinceBody: {
            /** @description Sends again the events of every owner whose keys were changed then or later (a day: from its beginning in UTC); of those owners all events, the older ones too. */
            since: string;
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
        VerifyBatchRequest: {
            items: components["schemas"]["VerifyRequest"][];
        };
        VerifyAccepted: {
            /** @constant */
            valid: true;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
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
        };
        VerifyRefused: {
            /** @constant */
            valid: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive" | "route-unmapped";
        };
        VerifyDenied: {
            /** @constant */
            valid: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "permission-denied";
            permission: string;
            /** @enum {string} */
            reason: "role" | "scope";
        };
        VerifyUnavailable: {
            /** @constant */
            valid: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "verdict-unavailable";
        };
        /** @description The verdict on a key. Without a permission or an endpoint it authorises nothing in particular. */
        VerifyAnswer: components["schemas"]["VerifyAccepted"] | components["schemas"]["VerifyRefused"] | components["schemas"]["VerifyDenied"];
        /** @description The verdict on an item, or that there is none. */
        VerifyBatchResult: components["schemas"]["VerifyAccepted"] | components["schemas"]["VerifyRefused"] | components["schemas"]["VerifyDenied"] | components["schemas"]["VerifyUnavailable"];
        VerifyBatchAnswer: {
            /** @description In the order of the items. */
            results: components["schemas"]["VerifyBatchResult"][];
        };
        AuthorizeKeyRefused: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 401;
            /** @enum {string} */
            code: "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "grace-ended" | "paused" | "owner-inactive";
        };
        AuthorizeDenied: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 403;
            /** @enum {string} */
            code: "permission-denied" | "route-unmapped";
        };
        /**
         * Problem
         * @description RFC 9457 problem details. `code` says what is wrong, from one closed list; what a reader does not know of the other members it ignores.
         */
        Problem: {
            /**
             * Format: uri
             * @description The code as a URI.
             * @example urn:keyward:error:key-not-found
             */
            type: string;
            /** @description What the code means, always the same. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What is wrong here and what to do about it. */
            detail: string;
            /** @enum {string} */
            code: "invalid-json" | "invalid-request" | "token-missing" | "token-invalid" | "token-expired" | "session-refused" | "service-token-invalid" | "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "paused" | "grace-ended" | "owner-inactive" | "permission-denied" | "route-unmapped" | "forbidden" | "key-not-found" | "member-unknown" | "not-found" | "method-not-allowed" | "request-timeout" | "key-limit-reached" | "keys-ever-limit-reached" | "too-many-live-credentials" | "key-revoked" | "key-expired" | "role-from-token" | "concurrent-change" | "request-too-large" | "unsupported-media-type" | "idempotency-key-reused" | "contact-unknown" | "too-many-requests" | "change-limit-reached" | "headers-too-large" | "internal" | "verdict-unavailable" | "stream-unreadable" | "not-ready";
            /** @description The X-Request-Id of the answer. */
            requestId: string;
            /** @description The id of the trace that the request is part of, where it is recorded. */
            traceId?: string;
            /** @description Of `invalid-request`: what is wrong with each field of the request. */
            fields?: {
                [key: string]: string[];
            };
            /** @description Of `permission-denied`: the permission that is missing. */
            permission?: string;
            /**
             * @description Of `permission-denied`: the role of the owner does not include it, or no key of this scope may do it.
             * @enum {string}
             */
            reason?: "role" | "scope";
            /** @description Seconds to wait before trying again, as Retry-After has them in whole ones. */
            retryAfter?: number;
            /** @description Of `not-ready`: what the process waits for. */
            reasons?: {
                [key: string]: string;
            };
        };
        Problem400: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 400;
            /** @enum {string} */
            code: "invalid-json" | "invalid-request";
        };
        Problem401: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 401;
            /** @enum {string} */
            code: "token-missing" | "token-invalid" | "token-expired" | "session-refused" | "service-token-invalid" | "gateway-token-invalid" | "key-missing" | "key-ambiguous" | "malformed" | "mode-refused" | "unknown" | "revoked" | "expired" | "paused" | "grace-ended" | "owner-inactive";
        };
        Problem403: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 403;
            /** @enum {string} */
            code: "owner-inactive" | "permission-denied" | "route-unmapped" | "forbidden";
        };
        Problem404: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 404;
            /** @enum {string} */
            code: "key-not-found" | "member-unknown" | "not-found";
        };
        Problem405: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 405;
            /** @enum {string} */
            code: "method-not-allowed";
        };
        Problem408: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 408;
            /** @enum {string} */
            code: "request-timeout";
        };
        Problem409: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 409;
            /** @enum {string} */
            code: "key-limit-reached" | "keys-ever-limit-reached" | "too-many-live-credentials" | "key-revoked" | "key-expired" | "role-from-token" | "concurrent-change";
        };
        Problem413: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 413;
            /** @enum {string} */
            code: "request-too-large";
        };
        Problem415: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 415;
            /** @enum {string} */
            code: "unsupported-media-type";
        };
        Problem422: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 422;
            /** @enum {string} */
            code: "idempotency-key-reused" | "contact-unknown";
        };
        Problem429: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 429;
            /** @enum {string} */
            code: "too-many-requests" | "change-limit-reached";
        };
        Problem431: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 431;
            /** @enum {string} */
            code: "headers-too-large";
        };
        Problem500: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 500;
            /** @enum {string} */
            code: "internal";
        };
        Problem503: components["schemas"]["Problem"] & {
            /** @enum {integer} */
            status: 503;
            /** @enum {string} */
            code: "verdict-unavailable" | "stream-unreadable" | "not-ready";
        };
    };
    responses: {
        /** @description `invalid-json`: The body is not JSON. `invalid-request`: The request is not valid. */
        Problem400: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem400"];
            };
        };
        /** @description `token-missing`: No user token. `token-invalid`: The token is not valid. `token-expired`: The token has expired. `session-refused`: The session is not accepted here. `service-token-invalid`: No valid service token. `gateway-token-invalid`: No valid gateway token. `key-missing`: No API key. `key-ambiguous`: More than one API key. `malformed`: Not an API key. `mode-refused`: Keys of this mode are not accepted here. `unknown`: The API key is not known. `revoked`: The API key was revoked. `expired`: The API key has expired. `paused`: The API key is paused. `grace-ended`: The API key was rotated and its grace period is over. `owner-inactive`: The owner is deactivated. */
        Problem401: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem401"];
            };
        };
        /** @description `owner-inactive`: The owner is deactivated. `permission-denied`: The permission is missing. `route-unmapped`: No rule allows this route. `forbidden`: Not allowed. */
        Problem403: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem403"];
            };
        };
        /** @description `key-not-found`: No such key. `member-unknown`: No such member. `not-found`: No such route. */
        Problem404: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem404"];
            };
        };
        /** @description `method-not-allowed`: The path does not take this method. */
        Problem405: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem405"];
            };
        };
        /** @description `request-timeout`: The request did not arrive in time. */
        Problem408: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem408"];
            };
        };
        /** @description `key-limit-reached`: Too many active keys. `keys-ever-limit-reached`: Too many keys were ever created. `too-many-live-credentials`: Too many live credentials. `key-revoked`: The key is revoked. `key-expired`: The key has expired. `role-from-token`: Roles come from user tokens here. `concurrent-change`: The keys were changed at the same time. */
        Problem409: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem409"];
            };
        };
        /** @description `request-too-large`: The request is too large. */
        Problem413: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem413"];
            };
        };
        /** @description `unsupported-media-type`: Unsupported media type. */
        Problem415: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem415"];
            };
        };
        /** @description `idempotency-key-reused`: The Idempotency-Key was used for another request. `contact-unknown`: No e-mail address is known. */
        Problem422: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem422"];
            };
        };
        /** @description `too-many-requests`: Too many requests. `change-limit-reached`: Too many changes within an hour. */
        Problem429: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem429"];
            };
        };
        /** @description `headers-too-large`: The headers are too large. */
        Problem431: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem431"];
            };
        };
        /** @description `internal`: Something went wrong here. */
        Problem500: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem500"];
            };
        };
        /** @description `verdict-unavailable`: No verdict can be given now. `stream-unreadable`: The keys were changed by a newer version. `not-ready`: Not ready. */
        Problem503: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem503"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this exchange in the log; the one that was sent, or a new one. */
        "X-Request-Id": string;
        /** @description Answers are for their reader, now. */
        "Cache-Control": "no-store";
        /** @description What to prove who one is with. */
        "WWW-Authenticate": string;
        /** @description Seconds to wait before trying again. */
        "Retry-After": number;
    };
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKeysAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyAfterChangesAnswer"];
                };
            };
            /** @description Only for an expiry that was brought forward. The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecretAnswer"];
                };
            };
            /** @description Only without grace. The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKeyAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                /** @description The member’s user id: the sub of their token, percent-encoded. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The member’s user id: the sub of their token, percent-encoded. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRoleBody"] | components["schemas"]["DeactivateMemberBody"] | components["schemas"]["ReactivateMemberBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMemberAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                /** @description The member’s user id: the sub of their token, percent-encoded. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: {
                /** @description Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The member’s user id: the sub of their token, percent-encoded. */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedMemberKeysAnswer"];
                };
            };
            /** @description The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The organisation. Needed with a service token; with a user token it can only be the caller’s own. */
                orgId?: string;
            };
            header?: never;
            path: {
                /** @description The member’s user id: the sub of their token, percent-encoded. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                "application/json": components["schemas"]["RepublishOwnerBody"] | components["schemas"]["RepublishSinceBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                /** @description The keyId of the key, as answers have it. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    getLiveness: {
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    getReadiness: {
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the text format; in OpenMetrics, which has exemplars, where Accept asks for that. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/openmetrics-text": string;
                };
            };
            400: components["responses"]["Problem400"];
            408: components["responses"]["Problem408"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
        };
    };
    getOpenApi: {
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    verifyKey: {
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    verifyKeys: {
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
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
    authorize: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The method that the client asked for (AUTHORIZE_SOURCE=forwarded).
                 * @example GET
                 */
                "X-Forwarded-Method"?: string;
                /**
                 * @description The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded).
                 * @example /api/reports
                 */
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
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description 0 */
                    "Content-Length": 0;
                    /** @description The keyId of the key. */
                    "X-Key-Id": string;
                    /** @description Its owner: `<orgId>/<userId>`. */
                    "X-Key-Owner": string;
                    /** @description The organisation of its owner. */
                    "X-Key-Org": string;
                    /** @description The role of its owner now. */
                    "X-Key-Role": string;
                    /** @description read-only or read-write. */
                    "X-Key-Scope": string;
                    /** @description live or test. */
                    "X-Key-Mode": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            /** @description No key, more than one key, or a key that does not work; or the gateway token is missing or wrong. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AuthorizeKeyRefused"];
                };
            };
            /** @description The permission is missing. No rule allows this route. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AuthorizeDenied"];
                };
            };
            408: components["responses"]["Problem408"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            /** @description No verdict can be given now. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    /** @description The code of the problem, for gateways that drop the body. */
                    "X-Keyward-Code": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem503"];
                };
            };
        };
    };
}
