// Made of sdk/openapi.json by `make sdk`. Do not edit.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the public keys of access tokens (JWKS)
         * @description For services of yours that check access tokens themselves: Ed25519, by `kid`.
         */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the process lives */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what can be reached */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, newest first
         * @description Needs the permission `keys:read`.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Make an API key
         * @description The answer holds the secret, this one time. A key may do what its scopes say, as long as the person who made it may do that too.
         *
         *     Needs the permission `keys:write`.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description Needs the permission `keys:read`.
         */
        get: operations["get_key"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Needs the permission `keys:write`.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        /**
         * Rename an API key
         * @description Needs the permission `keys:write`.
         */
        patch: operations["rename_key"];
        trace?: never;
    };
    "/v1/artifacts/{digest}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Answers with the address of the file in object storage, valid for an hour.
         *
         *     Needs the permission `media:read`.
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
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who changed what, newest first
         * @description Needs the permission `audit:read`.
         */
        get: operations["list_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with e-mail address and password */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See who you are, where you belong and what you may do */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name */
        patch: operations["rename_me"];
        trace?: never;
    };
    "/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Your other sessions end.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the next access token
         * @description Each refresh token is good for one time; one that comes again ends the session.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up, with a new organisation or by an invitation */
        post: operations["sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get an access token for another organisation of yours */
        post: operations["switch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand-kits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List brand kits, newest first
         * @description Needs the permission `brands:read`.
         */
        get: operations["list_brand_kits"];
        put?: never;
        /**
         * Make a brand kit
         * @description Needs the permission `brands:write`.
         */
        post: operations["create_brand_kit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand-kits/{kit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a brand kit
         * @description Needs the permission `brands:read`.
         */
        get: operations["get_brand_kit"];
        put?: never;
        post?: never;
        /**
         * Delete a brand kit that no project uses
         * @description Needs the permission `brands:write`.
         */
        delete: operations["delete_brand_kit"];
        options?: never;
        head?: never;
        /**
         * Change a brand kit
         * @description Needs the permission `brands:write`.
         */
        patch: operations["update_brand_kit"];
        trace?: never;
    };
    "/v1/brand-kits/{kit_id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a file of a brand kit
         * @description A logo (PNG, JPEG, WebP; 10 MiB), a font (TTF, OTF, WOFF2; 20 MiB), an intro or an outro (MP4, MOV, WebM; 256 MiB). PUT it to `url` with exactly `headers`, then complete it; its contents are checked then.
         *
         *     Needs the permission `brands:write`.
         */
        post: operations["announce_brand_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand-kits/{kit_id}/assets/{asset_id}": {
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
         * Take a file out of a brand kit
         * @description Needs the permission `brands:write`.
         */
        delete: operations["remove_brand_asset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand-kits/{kit_id}/assets/{upload_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a file of a brand kit has been sent
         * @description A logo, an intro or an outro replaces the one before.
         *
         *     Needs the permission `brands:write`.
         */
        post: operations["complete_brand_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clip_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a clip
         * @description Needs the permission `jobs:read`.
         */
        get: operations["get_clip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a clip
         * @description Its files stay as they are and become `stale`, until the clip is rendered. The cut is given by the parts that stay, by time or by word; several parts leave out what lies between them.
         *
         *     Needs the permission `clips:write`.
         */
        patch: operations["edit_clip"];
        trace?: never;
    };
    "/v1/clips/{clip_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a clip that is held back
         * @description A clip that breaks a clause of the output contract is made and held back; its `breaches` and `message` say why. With `force` it is published as it stands, which the event, the manifest and the clip tell of.
         *
         *     Needs the permission `clips:write`.
         */
        post: operations["publish_clip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clip_id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render a clip as it stands
         * @description Only what is needed runs: stages whose requests are as before bring their results from memory. The files that are published stay until the new ones are ready; the job's events tell of it.
         *
         *     Needs the permission `clips:write`.
         */
        post: operations["render_clip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clip_id}/shots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the shots of a clip with the faces in them
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_shots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clips/{clip_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a clip to another editing program
         * @description A ZIP with the cut list of the clip as it stands, rendered or not, and its captions as SRT and VTT.
         *
         *     Needs the permission `jobs:read`.
         */
        get: operations["export_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dubs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dubs, newest first
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_dubs"];
        put?: never;
        /**
         * Order a dub of a video
         * @description Its job starts at once; what an earlier job has found out about the video is not done again. Dubs can also be ordered with a job, as `spec.dubs`.
         *
         *     Needs the permission `jobs:read` and `jobs:write`.
         */
        post: operations["create_dub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dubs/{dub_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a dub
         * @description Needs the permission `jobs:read`.
         */
        get: operations["get_dub"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the mix or the voices of a dub
         * @description Its files stay as they are and become `stale`, until the dub is rendered.
         *
         *     Needs the permission `clips:write`.
         */
        patch: operations["edit_dub"];
        trace?: never;
    };
    "/v1/dubs/{dub_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lines of a dub
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_dub_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dubs/{dub_id}/lines/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a line of a dub
         * @description Needs the permission `jobs:read`.
         */
        get: operations["get_dub_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a line of a dub
         * @description The dub gets a new revision and becomes `stale`; rendering it speaks this line again and no other.
         *
         *     Needs the permission `clips:write` and `jobs:read`.
         */
        patch: operations["edit_dub_line"];
        trace?: never;
    };
    "/v1/dubs/{dub_id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a dub again as it stands
         * @description Only what is needed runs. The files that are published stay until the new ones are ready; the events of the dub's job tell of it.
         *
         *     Needs the permission `clips:write`.
         */
        post: operations["render_dub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all jobs of the organisation (Server-Sent Events)
         * @description Each event has its number in the organisation as `id`, its kind as `event` and JSON as `data`. The stream begins with what happens from now on, or after `Last-Event-ID`; `after=0` tells everything from the start. Its first words are the `id` that it begins after.
         *
         *     Needs the permission `jobs:read`.
         */
        get: operations["follow_organisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/glossaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List glossaries, newest first
         * @description Needs the permission `projects:read`.
         */
        get: operations["list_glossaries"];
        put?: never;
        /**
         * Make a glossary
         * @description A term without `target` is not translated. Orders take the terms that hold when they are made.
         *
         *     Needs the permission `projects:write`.
         */
        post: operations["create_glossary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/glossaries/{glossary_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a glossary
         * @description Needs the permission `projects:read`.
         */
        get: operations["get_glossary"];
        put?: never;
        post?: never;
        /**
         * Delete a glossary
         * @description Needs the permission `projects:write`.
         */
        delete: operations["delete_glossary"];
        options?: never;
        head?: never;
        /**
         * Change a glossary
         * @description Needs the permission `projects:write`.
         */
        patch: operations["update_glossary"];
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations, newest first
         * @description Needs the permission `members:read`.
         */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invite somebody
         * @description The answer holds the token, this one time. Hand it to the person: they sign up with it, or accept it with an account of the same e-mail address.
         *
         *     Needs the permission `members:write`.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an invitation
         * @description Needs the permission `members:read`.
         */
        get: operations["get_invitation"];
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description Needs the permission `members:write`.
         */
        delete: operations["revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation to your e-mail address */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, newest first
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Order a job for a video
         * @description Needs the permission `jobs:write`.
         */
        post: operations["create_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job
         * @description Needs the permission `jobs:read`.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a job to stop
         * @description The job has stopped when its status is `cancelled`. Asking again changes nothing.
         *
         *     Needs the permission `jobs:write`.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/clips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the clips of a job, best first
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_clips"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job's events (Server-Sent Events)
         * @description Each event has its number in the job as `id`, its kind as `event` and JSON as `data`. The stream begins with the first event, or after `Last-Event-ID`, and ends with the job.
         *
         *     Needs the permission `jobs:read`.
         */
        get: operations["follow_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/render-stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render all stale clips of a job
         * @description Needs the permission `clips:write`.
         */
        post: operations["render_stale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the review gates of a job
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/reviews/{gate}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a review gate
         * @description The answer tells at once whether the decision took. The gate's policy says which role is needed.
         *
         *     Needs the permission `reviews:decide`.
         */
        post: operations["decide_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/worker-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See every step of a job: its pool, worker, attempt, progress and times
         * @description Needs the permission `jobs:read`.
         */
        get: operations["worker_status"];
        put?: never;
        post?: never;
        delete?: never;
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
         * List members, newest first
         * @description Needs the permission `members:read`.
         */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member
         * @description Needs the permission `members:read`.
         */
        get: operations["get_member"];
        put?: never;
        post?: never;
        /**
         * Remove a member, or leave
         * @description The last owner cannot leave.
         *
         *     Needs the permission `members:write`.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Change a member's role
         * @description Nobody hands out or takes away a role that may do more than they may themselves.
         *
         *     Needs the permission `members:write`.
         */
        patch: operations["change_role"];
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your organisations
         * @description Needs the permission `organisation:read`.
         */
        get: operations["list_organisations"];
        put?: never;
        /**
         * Found an organisation
         * @description You own it. Switch to it to work in it.
         */
        post: operations["create_organisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the organisation that you work in
         * @description Of yours, that is the one that your token or key is for.
         *
         *     Needs the permission `organisation:read`.
         */
        get: operations["get_organisation"];
        put?: never;
        post?: never;
        /**
         * End the organisation
         * @description From then on nobody gets in: tokens and keys for it are refused.
         *
         *     Needs the permission `organisation:delete`.
         */
        delete: operations["delete_organisation"];
        options?: never;
        head?: never;
        /**
         * Rename the organisation
         * @description Needs the permission `organisation:write`.
         */
        patch: operations["rename_organisation"];
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projects, newest first
         * @description Needs the permission `projects:read`.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Make a project
         * @description Needs the permission `projects:write`.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a project
         * @description Needs the permission `projects:read`.
         */
        get: operations["get_project"];
        put?: never;
        post?: never;
        /**
         * Delete a project
         * @description Its videos and jobs stay, without a project.
         *
         *     Needs the permission `projects:write`.
         */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Needs the permission `projects:write`.
         */
        patch: operations["change_project"];
        trace?: never;
    };
    "/v1/projects/{project_id}/brand-kit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose the brand kit of a project
         * @description Needs the permission `projects:write`.
         */
        put: operations["assign_brand_kit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/review-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the review policy of a project
         * @description Needs the permission `projects:read`.
         */
        get: operations["get_policy"];
        /**
         * Set the review policy of a project
         * @description It holds for jobs that are ordered later, where their orders say nothing else.
         *
         *     Needs the permission `projects:write`.
         */
        put: operations["set_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List retells, newest first
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_retells"];
        put?: never;
        /**
         * Order a retell of a video
         * @description Its job starts at once; what an earlier job has found out about the video is not done again. A retell can also be ordered with a job, as `spec.retell`.
         *
         *     Needs the permission `jobs:read` and `jobs:write`.
         */
        post: operations["create_retell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retells/{retell_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a retell
         * @description Needs the permission `jobs:read`.
         */
        get: operations["get_retell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the narrator or the captions of a retell
         * @description Its file stays as it is and becomes `stale`, until the retell is rendered.
         *
         *     Needs the permission `clips:write`.
         */
        patch: operations["edit_retell"];
        trace?: never;
    };
    "/v1/retells/{retell_id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a retell again as it stands
         * @description Only what is needed runs. The file that is published stays until the new one is ready; the events of the retell's job tell of it.
         *
         *     Needs the permission `clips:write`.
         */
        post: operations["render_retell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retells/{retell_id}/script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lines of a retell's script
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retells/{retell_id}/script/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a line of a retell's script
         * @description The retell gets a new revision and becomes `stale`; rendering it makes again only what follows from the change.
         *
         *     Needs the permission `clips:write` and `jobs:read`.
         */
        patch: operations["edit_script_line"];
        trace?: never;
    };
    "/v1/retells/{retell_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a retell to another editing program
         * @description A ZIP with the cut list of the retell as it was made last (pictures, the original where it is heard, the narrator, music), its captions as SRT and VTT, and the narrator's lines. An EDL holds the pictures alone.
         *
         *     Needs the permission `jobs:read`.
         */
        get: operations["export_retell_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket for a WebSocket
         * @description Good once, for half a minute. Show it as `ticket` in the first message on `/v1/stream` or `/v1/jobs/{job_id}/stream`, or as the sub-protocol `cutdown.ticket.<ticket>` beside `cutdown.v1`; never in the address.
         *
         *     Needs the permission `jobs:read`.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads, newest first
         * @description Needs the permission `media:read`.
         */
        get: operations["list_uploads"];
        put?: never;
        /**
         * Announce a file
         * @description PUT the file to `url` with exactly `headers`, then complete the upload. With `parts` true, or above 5 GiB, there is no `url`: ask for the parts' addresses instead, send them in any order, and again after a break. With `sha256` given, bytes that are here already need not be sent again (`exists`).
         *
         *     Needs the permission `media:write`.
         */
        post: operations["create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an upload
         * @description Needs the permission `media:read`.
         */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /**
         * Abort an upload and drop what has arrived
         * @description Needs the permission `media:write`.
         */
        delete: operations["abort_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the file has been sent
         * @description Needs the permission `media:write`.
         */
        post: operations["complete_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload_id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the parts that have arrived
         * @description Needs the permission `media:read`.
         */
        get: operations["list_parts"];
        put?: never;
        /**
         * Ask where parts are to be sent
         * @description PUT each part to its `url` with exactly its `headers` within an hour. A part may be sent again until the upload is complete.
         *
         *     Needs the permission `media:write`.
         */
        post: operations["sign_parts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List videos, newest first
         * @description Needs the permission `media:read`.
         */
        get: operations["list_videos"];
        put?: never;
        /**
         * Make a video of an upload, an address or known bytes
         * @description Needs the permission `media:write`.
         */
        post: operations["create_video"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{video_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a video
         * @description Needs the permission `media:read`.
         */
        get: operations["get_video"];
        put?: never;
        post?: never;
        /**
         * Forget a video that no job was made of
         * @description Needs the permission `media:write`.
         */
        delete: operations["delete_video"];
        options?: never;
        head?: never;
        /**
         * Rename a video, or move it to a project
         * @description Needs the permission `media:write`.
         */
        patch: operations["update_video"];
        trace?: never;
    };
    "/v1/videos/{video_id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the transcript of a video
         * @description Needs the permission `media:read`.
         */
        get: operations["get_transcript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a transcript
         * @description All operations or none. Words that no operation names keep their times exactly; clips that show a changed word become stale.
         *
         *     Needs the permission `clips:write`.
         */
        patch: operations["edit_transcript"];
        trace?: never;
    };
    "/v1/videos/{video_id}/transcript/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the revisions of a transcript, newest first
         * @description Needs the permission `media:read`.
         */
        get: operations["list_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{video_id}/transcript/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a transcript as it was at a revision
         * @description Needs the permission `media:read`.
         */
        get: operations["get_revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the voices that are installed, the best of each language first
         * @description Needs the permission `jobs:read`.
         */
        get: operations["list_voices"];
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
        /**
         * Acceptance
         * @description The token of an invitation.
         */
        Acceptance: {
            /** Token */
            token: string;
        };
        /**
         * AccessView
         * @description An access token; the refresh token stays the same.
         */
        AccessView: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /** Organisation Id */
            organisation_id: string;
            /**
             * Token Type
             * @default Bearer
             * @constant
             */
            token_type?: "Bearer";
        };
        /**
         * ArtifactRef
         * @description Names bytes in object storage by their content; `size` in bytes.
         */
        ArtifactRef: {
            /** Digest */
            digest: string;
            /** Media Type */
            media_type: string;
            /** Size */
            size: number;
        };
        /**
         * AssetKind
         * @description What a file is for.
         * @enum {string}
         */
        AssetKind: "logo" | "font" | "intro" | "outro";
        /**
         * AssetOrder
         * @description A file for a kit that a client is about to send; `size` in bytes.
         */
        AssetOrder: {
            /** Filename */
            filename: string;
            kind: components["schemas"]["AssetKind"];
            /** Media Type */
            media_type: string;
            /** Sha256 */
            sha256?: string | null;
            /** Size */
            size: number;
        };
        /**
         * AudioChoice
         * @description Which track is heard: its `number`, None for the mix of all; `reason` decided it, `message` says it to people.
         */
        AudioChoice: {
            /** Message */
            message: string;
            /** Number */
            number: number | null;
            /** Ordered */
            ordered: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "only" | "ordered" | "speech" | "sound" | "language" | "default" | "first";
        };
        /**
         * AudioStream
         * @description The sound of a source that is worked on: the track `index` of the file (from 0), mended by `repair`; or the sum
         *     of the tracks `mixed`.
         */
        AudioStream: {
            /** Channels */
            channels: number;
            /** Codec */
            codec: string;
            /**
             * Index
             * @default 0
             */
            index?: number;
            /** Layout */
            layout: string;
            /**
             * Mixed
             * @default []
             */
            mixed?: components["schemas"]["TrackPart"][];
            repair?: components["schemas"]["SoundRepair"] | null;
            /** Sample Rate */
            sample_rate: number;
        };
        /**
         * AudioTrack
         * @description A sound track of a source. `number` counts from 1 as players do; `language`: ISO 639-2 as tagged; `aside`: tagged
         *     as commentary or as a description for the blind. `speech`: share of the measured time in which somebody speaks, None
         *     where it was not listened for. Without a `profile` nothing of it could be decoded, with 0 `channels` nothing here
         *     knows how to.
         */
        AudioTrack: {
            /**
             * Aside
             * @default false
             */
            aside?: boolean;
            /**
             * Channels
             * @default 0
             */
            channels?: number;
            /** Codec */
            codec: string;
            /**
             * Default
             * @default false
             */
            default?: boolean;
            /** Language */
            language?: string | null;
            /**
             * Layout
             * @default
             */
            layout?: string;
            /** Number */
            number: number;
            profile?: components["schemas"]["SoundProfile"] | null;
            /**
             * Sample Rate
             * @default 0
             */
            sample_rate?: number;
            /** Speech */
            speech?: number | null;
            /**
             * Title
             * @default
             */
            title?: string;
        };
        /**
         * AuditView
         * @description Who changed what.
         */
        AuditView: {
            /** Action */
            action: string;
            /** Actor Id */
            actor_id: string;
            /** Actor Kind */
            actor_kind: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Data */
            data: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /** Subject */
            subject: string;
        };
        /**
         * BedSpan
         * @description How loud the original is over a stretch of the output, whatever the profile says: `full`, `under` or `off`.
         */
        BedSpan: {
            /**
             * Level
             * @enum {string}
             */
            level: "full" | "under" | "off";
            span: components["schemas"]["TimeRange"];
        };
        /**
         * BrandAssetView
         * @description A file of a brand kit.
         */
        BrandAssetView: {
            artifact: components["schemas"]["ArtifactRef"];
            /** Filename */
            filename: string;
            /** Id */
            id: string;
            kind: components["schemas"]["AssetKind"];
        };
        /**
         * BrandAssignment
         * @description Which kit a project uses; null: none.
         */
        BrandAssignment: {
            /** Brand Kit Id */
            brand_kit_id: string | null;
        };
        /**
         * BrandChanges
         * @description What of a kit can be changed; what is not given stays, colours and fonts are replaced as a whole.
         */
        BrandChanges: {
            colours?: components["schemas"]["BrandColours"] | null;
            fonts?: components["schemas"]["BrandFonts"] | null;
            /** Name */
            name?: string | null;
        };
        /**
         * BrandColours
         * @description Colours by their role; None: Cutdown's own.
         */
        BrandColours: {
            /** Accent */
            accent?: string | null;
            /** Background */
            background?: string | null;
            /** Primary */
            primary?: string | null;
            /** Secondary */
            secondary?: string | null;
            /** Text */
            text?: string | null;
        };
        /**
         * BrandFonts
         * @description Font families by their role; None: the caption style's own.
         */
        BrandFonts: {
            /** Captions */
            captions?: string | null;
            /** Titles */
            titles?: string | null;
        };
        /**
         * BrandKitView
         * @description A brand kit with its files.
         */
        BrandKitView: {
            /** Assets */
            assets: components["schemas"]["BrandAssetView"][];
            colours: components["schemas"]["BrandColours"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            fonts: components["schemas"]["BrandFonts"];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * BrandOrder
         * @description A brand kit as it is made.
         */
        BrandOrder: {
            /** @default {} */
            colours?: components["schemas"]["BrandColours"];
            /** @default {} */
            fonts?: components["schemas"]["BrandFonts"];
            /** Name */
            name: string;
        };
        /**
         * Breach
         * @description One broken clause: a stable `clause` name, and what was found against what was promised. What is `hold` keeps a
         *     clip from being published unless somebody forces it; a `warning` does not.
         */
        Breach: {
            /**
             * Aspect
             * @enum {string}
             */
            aspect: "9:16" | "1:1" | "4:5" | "16:9";
            /** Clause */
            clause: string;
            /** Found */
            found: string;
            /** Promised */
            promised: string;
            /**
             * Severity
             * @default hold
             * @enum {string}
             */
            severity?: "hold" | "warning";
        };
        /**
         * BurnedCaptions
         * @description The ASS file of one aspect, with its measured layout.
         */
        BurnedCaptions: {
            /**
             * Aspect
             * @enum {string}
             */
            aspect: "9:16" | "1:1" | "4:5" | "16:9";
            ass: components["schemas"]["ArtifactRef"];
            layout: components["schemas"]["CaptionLayout"];
        };
        /**
         * CallerView
         * @description Who you are. `user` and `organisations` are of people, not of keys; `permissions` hold in `organisation_id`.
         */
        CallerView: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Organisation Id */
            organisation_id: string | null;
            /** Organisations */
            organisations: components["schemas"]["OwnOrganisationView"][];
            /** Permissions */
            permissions: components["schemas"]["Permission"][];
            user: components["schemas"]["UserView"] | null;
        };
        /**
         * CaptionLayout
         * @description What the renderer really drew: `ink`, the union of all cues' pixels; `missing_glyphs`, characters no font has.
         */
        CaptionLayout: {
            /**
             * Fonts
             * @default []
             */
            fonts?: string[];
            ink: components["schemas"]["PixelBox"] | null;
            /**
             * Missing Glyphs
             * @default []
             */
            missing_glyphs?: string[];
            safe_area: components["schemas"]["PixelBox"];
        };
        /**
         * CaptionText
         * @description How a clip writes a word of the transcript; an empty text leaves the word out of the captions.
         */
        CaptionText: {
            /** Text */
            text: string;
            /** Word */
            word: number;
        };
        /**
         * ChangeSpeaker
         * @description Say who speaks words `first` to `last` (exclusive); null for nobody known.
         */
        ChangeSpeaker: {
            /** First */
            first: number;
            /** Last */
            last: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            op: "change_speaker";
            /** Speaker */
            speaker: string | null;
        };
        /**
         * ClipChanges
         * @description What of a clip to change; what is not given stays. Lists replace the ones before.
         *
         *     The cut is given by time (`ranges`, seconds of the source) or by `words`: the parts that stay, in their order.
         *     A hashtag is `#` and letters, digits or underscores. `rank` moves the clip to this place among the clips of its job.
         *     `style: null` takes the job's style again.
         */
        ClipChanges: {
            /** Description */
            description?: string | null;
            /** Framing */
            framing?: (components["schemas"]["FollowFace"] | components["schemas"]["FixedBox"] | components["schemas"]["Wide"])[] | null;
            /** Hashtags */
            hashtags?: string[] | null;
            /** Ranges */
            ranges?: components["schemas"]["TimeRange"][] | null;
            /** Rank */
            rank?: number | null;
            /** Style */
            style?: ("bold" | "clean" | "neon") | null;
            /** Texts */
            texts?: components["schemas"]["CaptionText"][] | null;
            /** Title */
            title?: string | null;
            /** Words */
            words?: components["schemas"]["WordRun"][] | null;
        };
        /**
         * ClipEdit
         * @description A reviewer's word on one proposed clip: keep or drop it, another title.
         */
        ClipEdit: {
            /**
             * Keep
             * @default true
             */
            keep?: boolean;
            /** Rank */
            rank: number;
            /** Title */
            title?: string | null;
        };
        /**
         * ClipFileView
         * @description A finished file: the `revision` of the clip that it was made from, and whether something it shows was changed
         *     since.
         */
        ClipFileView: {
            /**
             * Aspect
             * @enum {string}
             */
            aspect: "9:16" | "1:1" | "4:5" | "16:9";
            /** Frames */
            frames: number;
            loudness: components["schemas"]["Loudness"];
            poster: components["schemas"]["ArtifactRef"];
            /** Revision */
            revision?: number | null;
            /**
             * Stale
             * @default false
             */
            stale?: boolean;
            video: components["schemas"]["ArtifactRef"];
        };
        /**
         * ClipList
         * @description Clips by rank.
         */
        ClipList: {
            /** Items */
            items: components["schemas"]["ClipView"][];
        };
        /**
         * ClipPlan
         * @description A proposed clip. `range` starts and ends on frames; words `first_word` to `last_word` (exclusive) are spoken in
         *     it. `ranges`: the parts of it that an editor has left, where something inside is cut out. `description`: whole
         *     sentences of the clip; `hashtags`: of its own words, each with its `#`.
         */
        ClipPlan: {
            /**
             * Description
             * @default
             */
            description?: string;
            /** First Word */
            first_word: number;
            /**
             * Hashtags
             * @default []
             */
            hashtags?: string[];
            /** Last Word */
            last_word: number;
            range: components["schemas"]["TimeRange"];
            /**
             * Ranges
             * @default []
             */
            ranges?: components["schemas"]["TimeRange"][];
            /** Rank */
            rank: number;
            /** Reason */
            reason: string;
            /** Score */
            score: number;
            /** Sub Scores */
            sub_scores: components["schemas"]["SubScore"][];
            /** Title */
            title: string;
        };
        /**
         * ClipPublication
         * @description `force` publishes a clip although a clause of the output contract is broken; who said so is recorded.
         */
        ClipPublication: {
            /**
             * Force
             * @default false
             */
            force?: boolean;
        };
        /**
         * ClipRender
         * @description The newest render of an edited clip, of this revision of it. `error_code` and `message` say why it failed; with
         *     `force` it is published whatever the check of it finds.
         */
        ClipRender: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Error Code */
            error_code?: string | null;
            /** Finished At */
            finished_at?: string | null;
            /**
             * Force
             * @default false
             */
            force?: boolean;
            /**
             * Message
             * @default
             */
            message?: string;
            /** Revision */
            revision: number;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "completed" | "failed";
        };
        /**
         * ClipSettings
         * @description What an editor has chosen for a clip beside its cut; None and empty leave it to the job and the heuristics.
         */
        ClipSettings: {
            /**
             * Framing
             * @default []
             */
            framing?: (components["schemas"]["FollowFace"] | components["schemas"]["FixedBox"] | components["schemas"]["Wide"])[];
            /** Style */
            style?: ("bold" | "clean" | "neon") | null;
            /**
             * Texts
             * @default []
             */
            texts?: components["schemas"]["CaptionText"][];
        };
        /**
         * ClipState
         * @description The life of a clip.
         * @enum {string}
         */
        ClipState: "proposed" | "ready" | "dropped" | "published" | "failed";
        /**
         * ClipView
         * @description A clip: why it was chosen, how it was edited and, once published, its files.
         *
         *     `revision` grows with every change; `rendered` is the one that the files, subtitles and manifest were made from,
         *     `transcript_revision` the transcript's then, and `stale` tells that something they show was changed since.
         */
        ClipView: {
            /** Breaches */
            breaches: components["schemas"]["Breach"][];
            /** Burned */
            burned: components["schemas"]["BurnedCaptions"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Files */
            files: components["schemas"]["ClipFileView"][];
            /** Id */
            id: string;
            /** Job Id */
            job_id: string;
            manifest: components["schemas"]["ArtifactRef"] | null;
            /** Message */
            message: string;
            plan: components["schemas"]["ClipPlan"];
            render: components["schemas"]["ClipRender"] | null;
            /** Rendered */
            rendered: number | null;
            /** Revision */
            revision: number;
            settings: components["schemas"]["ClipSettings"];
            srt: components["schemas"]["ArtifactRef"] | null;
            /** Stale */
            stale: boolean;
            state: components["schemas"]["ClipState"];
            /** Style */
            style: string | null;
            /** Transcript Revision */
            transcript_revision: number | null;
            /** Video Id */
            video_id: string;
            vtt: components["schemas"]["ArtifactRef"] | null;
        };
        /**
         * ClipWishes
         * @description What the customer wants of each clip; lengths in seconds. `writer`: who chooses the sentences of a description
         *     and the hashtags, `extractive` by arithmetic, `llm` a language model where this server has one.
         */
        ClipWishes: {
            /**
             * Count
             * @default 4
             */
            count?: number;
            /**
             * Keywords
             * @default []
             */
            keywords?: string[];
            /**
             * Max Seconds
             * @default 60
             */
            max_seconds?: number;
            /**
             * Min Seconds
             * @default 15
             */
            min_seconds?: number;
            /**
             * Writer
             * @default extractive
             * @enum {string}
             */
            writer?: "extractive" | "llm";
        };
        /**
         * DownloadView
         * @description An address that hands out the file for an hour, to whoever has it.
         */
        DownloadView: {
            /** Url */
            url: string;
        };
        /**
         * DubbedSound
         * @description What is heard: the mixed `sound` (FLAC), the dub's own `transcript` of it, and `placed`, stored PlacedLines: what
         *     became of each line. All on the timeline of the source, or of a clip's `parts` of it, one after the other.
         */
        DubbedSound: {
            /** Clip Id */
            clip_id?: string | null;
            /**
             * Parts
             * @default []
             */
            parts?: components["schemas"]["TimeRange"][];
            placed: components["schemas"]["ArtifactRef"];
            sound: components["schemas"]["ArtifactRef"];
            transcript: components["schemas"]["ArtifactRef"];
        };
        /**
         * DubChanges
         * @description What of a dub to change; what is not given stays. `voices`: of the speakers that they name.
         */
        DubChanges: {
            /** Mix */
            mix?: ("replace" | "voice_over" | "keep_music") | null;
            /** Voices */
            voices?: components["schemas"]["SpeakerVoice"][] | null;
        };
        /**
         * DubLineList
         * @description Lines in the order of time.
         */
        DubLineList: {
            /** Items */
            items: components["schemas"]["DubLineView"][];
        };
        /**
         * DubLineView
         * @description A line: its slot in the source, what is said there and by whom; once made, where it is heard and what an editor
         *     should look at (`flags`). `stale`: changed since the files were made. `corrected`: what the original says there now,
         *     where the transcript was corrected after the line was translated. Times in seconds of the source.
         */
        DubLineView: {
            /** Corrected */
            corrected: string | null;
            /** Edited */
            edited: boolean;
            /** End */
            end: number | null;
            /** Flags */
            flags: ("too_long" | "stretched" | "borrowed" | "empty" | "untranslated" | "wrong_language" | "term")[];
            /** Number */
            number: number;
            /** Slot End */
            slot_end: number;
            /** Slot Start */
            slot_start: number;
            /** Source */
            source: string;
            /** Speaker */
            speaker: string;
            /** Speed */
            speed: number | null;
            /** Stale */
            stale: boolean;
            /** Start */
            start: number | null;
            /** Text */
            text: string;
            /** Voice */
            voice: string;
            /** Voiced */
            voiced: boolean;
        };
        /**
         * DubOrder
         * @description A dub of a video, made in a job of its own. With `gate` somebody reads the lines before voices are made.
         */
        DubOrder: {
            gate?: components["schemas"]["GatePolicy"] | null;
            /**
             * Source Language
             * @description ISO 639-1 code of the speech; null: heard.
             */
            source_language?: string | null;
            /** Video Id */
            video_id: string;
            wish: components["schemas"]["DubWish"];
        };
        /**
         * DubPlanView
         * @description What a render takes. `needed` is false when the files show the dub as it stands, or somebody makes them yet.
         */
        DubPlanView: {
            dub: components["schemas"]["DubView"];
            /** Needed */
            needed: boolean;
            /** Stages */
            stages: components["schemas"]["StageForecastView"][];
        };
        /**
         * DubResult
         * @description `files`, and the `sounds` in them: one of the whole source, or one for each clip.
         */
        DubResult: {
            /** Files */
            files: components["schemas"]["ProductFile"][];
            /** Sounds */
            sounds: components["schemas"]["DubbedSound"][];
            /**
             * Translator
             * @default
             */
            translator?: string;
            /**
             * Violations
             * @default []
             */
            violations?: string[];
            /** Voices */
            voices: components["schemas"]["SpeakerVoice"][];
        };
        /**
         * DubSettings
         * @description What an editor has changed since a dub was ordered; None leaves it to the order.
         */
        DubSettings: {
            /**
             * Edits
             * @default []
             */
            edits?: components["schemas"]["LineEdit"][];
            /** Mix */
            mix?: ("replace" | "voice_over" | "keep_music") | null;
            /** Voices */
            voices?: components["schemas"]["SpeakerVoice"][] | null;
        };
        /**
         * DubView
         * @description A dub and, once published, its files.
         */
        DubView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Error Code */
            error_code: string | null;
            /** Id */
            id: string;
            /** Job Id */
            job_id: string;
            /** Language */
            language: string;
            /** Message */
            message: string;
            render: components["schemas"]["ClipRender"] | null;
            /** Rendered */
            rendered: number | null;
            result: components["schemas"]["DubResult"] | null;
            /** Revision */
            revision: number;
            settings: components["schemas"]["DubSettings"];
            /** Stale */
            stale: boolean;
            state: components["schemas"]["ProductState"];
            /** Video Id */
            video_id: string;
            wish: components["schemas"]["DubWish"];
        };
        /**
         * DubWish
         * @description What a customer wants of a dub. `scope`: the whole video, or only the job's clips.
         *
         *     `voices` names voices for speakers (A, B, … in the order in which they are first heard); for others one is chosen.
         *     `translator`: an engine by name, else the first that serves the pair. `glossary`: terms that hold for this dub.
         */
        DubWish: {
            /**
             * Glossary
             * @default []
             */
            glossary?: components["schemas"]["GlossaryTerm"][];
            /** Language */
            language: string;
            /**
             * Mix
             * @default replace
             * @enum {string}
             */
            mix?: "replace" | "voice_over" | "keep_music";
            /**
             * Scope
             * @default video
             * @enum {string}
             */
            scope?: "video" | "clips";
            /** Translator */
            translator?: string | null;
            /**
             * Voices
             * @default []
             */
            voices?: components["schemas"]["SpeakerVoice"][];
        };
        /**
         * EventView
         * @description An event. `org_seq` numbers the organisation's events, `seq` those of the job, both without gaps.
         */
        EventView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            data: components["schemas"]["JsonValue"];
            /** Job Id */
            job_id: string;
            /** Kind */
            kind: string;
            /** Org Seq */
            org_seq: number;
            /** Seq */
            seq: number;
        };
        /**
         * FaceView
         * @description Where a face is first seen in a shot: centre in shares of the frame, `time` in seconds of the source.
         */
        FaceView: {
            /** Time */
            time: number;
            /** X */
            x: number;
            /** Y */
            y: number;
        };
        /**
         * FieldProblem
         * @description What is wrong with one field; `field` is its place in the request, e.g. `body.spec.style`.
         */
        FieldProblem: {
            /** Field */
            field: string;
            /** Message */
            message: string;
        };
        /**
         * FixedBox
         * @description Hold the window still: its centre in shares of the source frame, and how much of the largest window it shows.
         */
        FixedBox: {
            /** Center X */
            center_x: number;
            /** Center Y */
            center_y: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            mode: "box";
            /** Shot */
            shot: number;
            /**
             * Size
             * @default 1
             */
            size?: number;
        };
        /**
         * FixWord
         * @description Write a word as it was said, with its punctuation; its times stay.
         */
        FixWord: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            op: "fix_word";
            /** Text */
            text: string;
            /** Word */
            word: number;
        };
        /**
         * FollowFace
         * @description Follow one face through a shot; `face` is its letter in the list of the clip's shots.
         */
        FollowFace: {
            /** Face */
            face: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            mode: "follow";
            /** Shot */
            shot: number;
        };
        /**
         * FrameRate
         * @description Frames per second as an exact ratio, e.g. 30000/1001.
         */
        FrameRate: {
            /** Den */
            den: number;
            /** Num */
            num: number;
        };
        /**
         * GatePolicies
         * @description The gates of a job; None where nothing was said, so that a project's word or `auto` holds.
         */
        GatePolicies: {
            clips?: components["schemas"]["GatePolicy"] | null;
            dub?: components["schemas"]["GatePolicy"] | null;
            export?: components["schemas"]["GatePolicy"] | null;
            retell?: components["schemas"]["GatePolicy"] | null;
            transcript?: components["schemas"]["GatePolicy"] | null;
        };
        /**
         * GatePolicy
         * @description One gate. `auto` goes on at once; `manual` waits up to `deadline_seconds`, then takes `default`.
         *
         *     `decided_by`: the least role that may decide. After `reminder_seconds` the gate is told of again, and after
         *     `escalation_seconds` it is told of to whoever has the role `escalate_to`, who alone may decide from then on.
         */
        GatePolicy: {
            /**
             * Deadline Seconds
             * @default 86400
             */
            deadline_seconds?: number;
            /** @default reviewer */
            decided_by?: components["schemas"]["Role"];
            /**
             * Default
             * @default approve
             * @enum {string}
             */
            default?: "approve" | "reject";
            /** @default admin */
            escalate_to?: components["schemas"]["Role"];
            /** Escalation Seconds */
            escalation_seconds?: number | null;
            /**
             * Mode
             * @default auto
             * @enum {string}
             */
            mode?: "auto" | "manual";
            /** Reminder Seconds */
            reminder_seconds?: number | null;
        };
        /**
         * GlossaryChanges
         * @description What of a glossary to change; what is not given stays. `terms` replace the ones before.
         */
        GlossaryChanges: {
            /** Name */
            name?: string | null;
            /** Terms */
            terms?: components["schemas"]["GlossaryTerm"][] | null;
        };
        /**
         * GlossaryOrder
         * @description A glossary; without `project_id` it holds for all projects, without languages for every pair.
         */
        GlossaryOrder: {
            /** Name */
            name: string;
            /** Project Id */
            project_id?: string | null;
            /** Source Language */
            source_language?: string | null;
            /** Target Language */
            target_language?: string | null;
            /** Terms */
            terms?: components["schemas"]["GlossaryTerm"][];
        };
        /**
         * GlossaryTerm
         * @description How a term is translated; without a `target` it stays as it is.
         */
        GlossaryTerm: {
            /** Source */
            source: string;
            /** Target */
            target?: string | null;
        };
        /**
         * GlossaryView
         * @description A glossary with its terms.
         */
        GlossaryView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Project Id */
            project_id: string | null;
            /** Revision */
            revision: number;
            /** Source Language */
            source_language: string | null;
            /** Target Language */
            target_language: string | null;
            /** Terms */
            terms: components["schemas"]["GlossaryTerm"][];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * Health
         * @description What can be reached: `ok`, or the code of what is wrong.
         */
        Health: {
            /**
             * Checks
             * @default {}
             */
            checks?: {
                [key: string]: string;
            };
            /** Status */
            status: string;
        };
        /**
         * InvitationOrder
         * @description Whom to invite, as what.
         */
        InvitationOrder: {
            /** Email */
            email: string;
            role: components["schemas"]["Role"];
        };
        /**
         * InvitationView
         * @description An invitation; good until `expires_at`, for one time.
         */
        InvitationView: {
            /** Accepted At */
            accepted_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Id */
            id: string;
            /** Invited By */
            invited_by: string;
            /** Revoked At */
            revoked_at: string | null;
            role: components["schemas"]["Role"];
        };
        /**
         * JobOrder
         * @description What to make of a video. `transcript`: the text of an SRT, VTT or JSON file with what is said in it, whose words
         *     are taken instead of recognised ones; what of it does not fit the sound is told in the transcript's `warnings`.
         */
        JobOrder: {
            /**
             * @default {
             *       "aspects": [
             *         "9:16"
             *       ],
             *       "audio_track": "auto",
             *       "clips": true,
             *       "dubs": [],
             *       "gates": {},
             *       "review": {
             *         "deadline_seconds": 86400,
             *         "default": "approve",
             *         "mode": "auto"
             *       },
             *       "style": "bold",
             *       "wishes": {
             *         "count": 4,
             *         "keywords": [],
             *         "max_seconds": 60,
             *         "min_seconds": 15,
             *         "writer": "extractive"
             *       }
             *     }
             */
            spec?: components["schemas"]["JobSpec"];
            /** Transcript */
            transcript?: string | null;
            /** Video Id */
            video_id: string;
        };
        /**
         * JobSpec
         * @description What a customer orders. `language` is ISO 639-1, or None to detect it. `gates` say more than `review` can: where
         *     they name no policy, `review` holds for the clips, then the word of the video's project.
         *
         *     `dubs` and `retell` are made beside the clips, or, with `clips` false, instead of them. `audio_track`: the sound
         *     that is heard: `auto`, the number of a track (from 1), a language code, or `mix` for all together. `transcript`: a
         *     stored GivenTranscript, whose words are taken instead of recognised ones.
         */
        JobSpec: {
            /**
             * Aspects
             * @default [
             *       "9:16"
             *     ]
             */
            aspects?: ("9:16" | "1:1" | "4:5" | "16:9")[];
            /**
             * Audio Track
             * @default auto
             */
            audio_track?: string;
            /**
             * Clips
             * @default true
             */
            clips?: boolean;
            /**
             * Dubs
             * @default []
             */
            dubs?: components["schemas"]["DubWish"][];
            /** @default {} */
            gates?: components["schemas"]["GatePolicies"];
            /** Language */
            language?: string | null;
            retell?: components["schemas"]["RetellWish"] | null;
            /**
             * @default {
             *       "deadline_seconds": 86400,
             *       "default": "approve",
             *       "mode": "auto"
             *     }
             */
            review?: components["schemas"]["ReviewPolicy"];
            /**
             * Style
             * @default bold
             * @enum {string}
             */
            style?: "bold" | "clean" | "neon";
            transcript?: components["schemas"]["ArtifactRef"] | null;
            /**
             * @default {
             *       "count": 4,
             *       "keywords": [],
             *       "max_seconds": 60,
             *       "min_seconds": 15,
             *       "writer": "extractive"
             *     }
             */
            wishes?: components["schemas"]["ClipWishes"];
        };
        /**
         * JobStatus
         * @description The life of a job; the last three are final.
         * @enum {string}
         */
        JobStatus: "queued" | "running" | "awaiting_review" | "completed" | "failed" | "cancelled";
        /**
         * JobView
         * @description A job. `error_code` and `message` say why it failed.
         */
        JobView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Error Code */
            error_code: string | null;
            /** Finished At */
            finished_at: string | null;
            /** Id */
            id: string;
            /** Message */
            message: string;
            /** Phase */
            phase: string;
            /** Project Id */
            project_id: string | null;
            spec: components["schemas"]["JobSpec"];
            status: components["schemas"]["JobStatus"];
            /** Video Id */
            video_id: string;
        };
        /**
         * JoinedView
         * @description The organisation that you belong to now.
         */
        JoinedView: {
            /** Organisation Id */
            organisation_id: string;
        };
        JsonValue: unknown;
        /**
         * KeyOrder
         * @description A key for a program: what it may do, and until when; without `expires_at` until it is revoked.
         */
        KeyOrder: {
            /** Expires At */
            expires_at?: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes: components["schemas"]["Permission"][];
        };
        /**
         * KeyView
         * @description A key. `prefix` tells it apart; `last_used_at` is noted at most once a minute.
         */
        KeyView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Revision */
            revision: number;
            /** Revoked At */
            revoked_at: string | null;
            /** Scopes */
            scopes: components["schemas"]["Permission"][];
        };
        /**
         * LineChanges
         * @description What of a line to change; what is not given stays. `text: null` and `voice: null` take what was made again.
         */
        LineChanges: {
            /** Text */
            text?: string | null;
            /** Voice */
            voice?: string | null;
            /**
             * Voiced
             * @default true
             */
            voiced?: boolean;
        };
        /**
         * LineEdit
         * @description What an editor wants of one line; None leaves it as it was made. With `voiced` false the
         *     original is heard there.
         */
        LineEdit: {
            /** Number */
            number: number;
            /** Text */
            text?: string | null;
            /** Voice */
            voice?: string | null;
            /**
             * Voiced
             * @default true
             */
            voiced?: boolean;
        };
        /**
         * Login
         * @description `organisation_id`: which organisation to work in first; yours since longest without it.
         */
        Login: {
            /** Email */
            email: string;
            /** Organisation Id */
            organisation_id?: string | null;
            /** Password */
            password: string;
        };
        /**
         * Loudness
         * @description EBU R128: integrated loudness in LUFS and true peak in dBTP; -70 and below means silence.
         */
        Loudness: {
            /** Integrated Lufs */
            integrated_lufs: number;
            /** True Peak Dbtp */
            true_peak_dbtp: number;
        };
        /**
         * MediaInfo
         * @description The result of inspecting a source; `duration` in seconds, times count from `start_time` of the container.
         *
         *     `audio`: the sound that is worked on, chosen from `audio_tracks` as `audio_choice` says. `title` and `artist` are
         *     the file's own tags, empty where it has none.
         */
        MediaInfo: {
            /**
             * Artist
             * @default
             */
            artist?: string;
            audio: components["schemas"]["AudioStream"] | null;
            audio_choice?: components["schemas"]["AudioChoice"] | null;
            /**
             * Audio Tracks
             * @default []
             */
            audio_tracks?: components["schemas"]["AudioTrack"][];
            /** Bit Rate */
            bit_rate?: number | null;
            /** Container */
            container: string;
            /** Duration */
            duration: number;
            /**
             * Start Time
             * @default 0
             */
            start_time?: number;
            /**
             * Title
             * @default
             */
            title?: string;
            video: components["schemas"]["VideoStream"] | null;
        };
        /**
         * MemberView
         * @description A person in an organisation.
         */
        MemberView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            role: components["schemas"]["Role"];
            /** User Id */
            user_id: string;
        };
        /**
         * MergeSegments
         * @description Join the segment that begins with this word to the one before it.
         */
        MergeSegments: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            op: "merge_segments";
            /** Word */
            word: number;
        };
        /**
         * Naming
         * @description A name.
         */
        Naming: {
            /** Name */
            name: string;
        };
        /**
         * NewInvitationView
         * @description An invitation and its token, which is told this one time: hand it to the person.
         */
        NewInvitationView: {
            invitation: components["schemas"]["InvitationView"];
            /** Token */
            token: string;
        };
        /**
         * NewKeyView
         * @description A key and its secret, which is told this one time.
         */
        NewKeyView: {
            api_key: components["schemas"]["KeyView"];
            /** Secret */
            secret: string;
        };
        /**
         * OrganisationList
         * @description Your organisations, the oldest membership first.
         */
        OrganisationList: {
            /** Items */
            items: components["schemas"]["OrganisationView"][];
        };
        /**
         * OrganisationView
         * @description An organisation.
         */
        OrganisationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
        };
        /**
         * OwnOrganisationView
         * @description An organisation of yours, and what you are there.
         */
        OwnOrganisationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            role: components["schemas"]["Role"];
        };
        /** Page[AuditView] */
        Page_AuditView_: {
            /** Items */
            items: components["schemas"]["AuditView"][];
            /** Next */
            next: string | null;
        };
        /** Page[BrandKitView] */
        Page_BrandKitView_: {
            /** Items */
            items: components["schemas"]["BrandKitView"][];
            /** Next */
            next: string | null;
        };
        /** Page[DubView] */
        Page_DubView_: {
            /** Items */
            items: components["schemas"]["DubView"][];
            /** Next */
            next: string | null;
        };
        /** Page[GlossaryView] */
        Page_GlossaryView_: {
            /** Items */
            items: components["schemas"]["GlossaryView"][];
            /** Next */
            next: string | null;
        };
        /** Page[InvitationView] */
        Page_InvitationView_: {
            /** Items */
            items: components["schemas"]["InvitationView"][];
            /** Next */
            next: string | null;
        };
        /** Page[JobView] */
        Page_JobView_: {
            /** Items */
            items: components["schemas"]["JobView"][];
            /** Next */
            next: string | null;
        };
        /** Page[KeyView] */
        Page_KeyView_: {
            /** Items */
            items: components["schemas"]["KeyView"][];
            /** Next */
            next: string | null;
        };
        /** Page[MemberView] */
        Page_MemberView_: {
            /** Items */
            items: components["schemas"]["MemberView"][];
            /** Next */
            next: string | null;
        };
        /** Page[ProjectView] */
        Page_ProjectView_: {
            /** Items */
            items: components["schemas"]["ProjectView"][];
            /** Next */
            next: string | null;
        };
        /** Page[RetellView] */
        Page_RetellView_: {
            /** Items */
            items: components["schemas"]["RetellView"][];
            /** Next */
            next: string | null;
        };
        /** Page[TranscriptRevisionView] */
        Page_TranscriptRevisionView_: {
            /** Items */
            items: components["schemas"]["TranscriptRevisionView"][];
            /** Next */
            next: string | null;
        };
        /** Page[UploadView] */
        Page_UploadView_: {
            /** Items */
            items: components["schemas"]["UploadView"][];
            /** Next */
            next: string | null;
        };
        /** Page[VideoView] */
        Page_VideoView_: {
            /** Items */
            items: components["schemas"]["VideoView"][];
            /** Next */
            next: string | null;
        };
        /**
         * PartList
         * @description Parts by number.
         */
        PartList: {
            /** Items */
            items: components["schemas"]["PartView"][];
        };
        /**
         * PartOrder
         * @description The parts that are sent next, by their numbers from 1 on.
         */
        PartOrder: {
            /** Numbers */
            numbers: number[];
        };
        /**
         * PartTicketList
         * @description One ticket for each part that was asked for.
         */
        PartTicketList: {
            /** Items */
            items: components["schemas"]["PartTicketView"][];
        };
        /**
         * PartTicketView
         * @description Where to PUT a part, of exactly `size` bytes, with exactly these headers.
         */
        PartTicketView: {
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Number */
            number: number;
            /** Size */
            size: number;
            /** Url */
            url: string;
        };
        /**
         * PartView
         * @description A part that has arrived.
         */
        PartView: {
            /** Number */
            number: number;
            /** Size */
            size: number;
        };
        /**
         * PasswordChange
         * @description The password until now, and from now on.
         */
        PasswordChange: {
            /** Current */
            current: string;
            /** Wanted */
            wanted: string;
        };
        /**
         * Permission
         * @description What a use case asks for; API keys carry a subset of these as their scopes.
         * @enum {string}
         */
        Permission: "organisation:read" | "organisation:write" | "organisation:delete" | "members:read" | "members:write" | "keys:read" | "keys:write" | "audit:read" | "projects:read" | "projects:write" | "media:read" | "media:write" | "jobs:read" | "jobs:write" | "reviews:decide" | "clips:write" | "brands:read" | "brands:write";
        /**
         * PixelBox
         * @description A rectangle in output pixels.
         */
        PixelBox: {
            /** Bottom */
            bottom: number;
            /** Left */
            left: number;
            /** Right */
            right: number;
            /** Top */
            top: number;
        };
        /**
         * Problem
         * @description The body of every error. `code` never changes its meaning, `detail` is a sentence that a person can act on.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Errors
             * @default []
             */
            errors?: components["schemas"]["FieldProblem"][];
            /** Request Id */
            request_id?: string | null;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * ProductFile
         * @description A finished file: of a clip, where it has one, or of the whole. `poster` where the picture was rendered.
         */
        ProductFile: {
            /** Aspect */
            aspect?: ("9:16" | "1:1" | "4:5" | "16:9") | null;
            /** Clip Id */
            clip_id?: string | null;
            loudness: components["schemas"]["Loudness"];
            poster?: components["schemas"]["ArtifactRef"] | null;
            /** Seconds */
            seconds: number;
            srt: components["schemas"]["ArtifactRef"];
            video: components["schemas"]["ArtifactRef"];
            vtt: components["schemas"]["ArtifactRef"];
        };
        /**
         * ProductState
         * @description The life of a dub or a retell. `ready`: its lines or script can be read and corrected.
         * @enum {string}
         */
        ProductState: "planned" | "ready" | "running" | "published" | "failed";
        /**
         * ProjectChange
         * @description What is given is changed.
         */
        ProjectChange: {
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * ProjectOrder
         * @description A folder of videos and jobs.
         */
        ProjectOrder: {
            /**
             * Description
             * @default
             */
            description?: string;
            /** Name */
            name: string;
        };
        /**
         * ProjectView
         * @description A project.
         */
        ProjectView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
        };
        /**
         * Refresh
         * @description The refresh token of the answer before; each is good for one time.
         */
        Refresh: {
            /** Refresh Token */
            refresh_token: string;
        };
        /**
         * RenderPlanList
         * @description One entry for each stale clip.
         */
        RenderPlanList: {
            /** Items */
            items: components["schemas"]["RenderPlanView"][];
        };
        /**
         * RenderPlanView
         * @description What a render takes. `needed` is false when the files show the clip as it stands, or somebody makes them yet.
         */
        RenderPlanView: {
            clip: components["schemas"]["ClipView"];
            /** Needed */
            needed: boolean;
            /** Stages */
            stages: components["schemas"]["StageForecastView"][];
        };
        /**
         * RetellChanges
         * @description What of a retell to change; what is not given stays.
         */
        RetellChanges: {
            /** Style */
            style?: ("bold" | "clean" | "neon") | null;
            /** Voice */
            voice?: string | null;
        };
        /**
         * RetellOrder
         * @description A retell of a video, made in a job of its own. With `gate` somebody reads the script before it is told.
         */
        RetellOrder: {
            gate?: components["schemas"]["GatePolicy"] | null;
            /**
             * Source Language
             * @description ISO 639-1 code of the speech; null: heard.
             */
            source_language?: string | null;
            /** Video Id */
            video_id: string;
            /**
             * @default {
             *       "aspect": "16:9",
             *       "glossary": [],
             *       "mode": "narration",
             *       "originals": 0.25,
             *       "seconds": 60,
             *       "style": "clean",
             *       "tone": "neutral",
             *       "writer": "extractive"
             *     }
             */
            wish?: components["schemas"]["RetellWish"];
        };
        /**
         * RetellPlanView
         * @description What a render takes. `needed` is false when the file shows the retell as it stands, or somebody makes it yet.
         */
        RetellPlanView: {
            /** Needed */
            needed: boolean;
            retell: components["schemas"]["RetellView"];
            /** Stages */
            stages: components["schemas"]["StageForecastView"][];
        };
        /**
         * RetellResult
         * @description `files` holds one; `edl`: a stored Edl; `kept`: the numbers of the script's lines that are told. `placed`: stored
         *     PlacedLines of the narrator, `bed`: how loud the original is.
         */
        RetellResult: {
            /**
             * Bed
             * @default []
             */
            bed?: components["schemas"]["BedSpan"][];
            edl: components["schemas"]["ArtifactRef"];
            /** Files */
            files: components["schemas"]["ProductFile"][];
            /** Kept */
            kept: number[];
            /** Parts */
            parts: components["schemas"]["TimeRange"][];
            placed?: components["schemas"]["ArtifactRef"] | null;
            /** Seconds */
            seconds: number;
            sound: components["schemas"]["ArtifactRef"];
            transcript: components["schemas"]["ArtifactRef"];
            /**
             * Violations
             * @default []
             */
            violations?: string[];
        };
        /**
         * RetellSettings
         * @description What an editor has changed since a retell was ordered; None leaves it to the order.
         */
        RetellSettings: {
            /**
             * Edits
             * @default []
             */
            edits?: components["schemas"]["ScriptEdit"][];
            /** Style */
            style?: ("bold" | "clean" | "neon") | null;
            /** Voice */
            voice?: string | null;
        };
        /**
         * RetellView
         * @description A retell and, once published, its file.
         */
        RetellView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Error Code */
            error_code: string | null;
            /** Id */
            id: string;
            /** Job Id */
            job_id: string;
            /** Message */
            message: string;
            render: components["schemas"]["ClipRender"] | null;
            /** Rendered */
            rendered: number | null;
            result: components["schemas"]["RetellResult"] | null;
            /** Revision */
            revision: number;
            settings: components["schemas"]["RetellSettings"];
            /** Stale */
            stale: boolean;
            state: components["schemas"]["ProductState"];
            /** Video Id */
            video_id: string;
            wish: components["schemas"]["RetellWish"];
        };
        /**
         * RetellWish
         * @description What a customer wants of a retell: `seconds` long, in `language` (none: the source's).
         *
         *     `mode`: of lines that are told by the narrator; with `both` the original goes on under them, which suits a retell in
         *     another language: in its own, both would say the same at once. `originals`: share of the length, 0..1, that is left
         *     to the original's own words. `writer`: `extractive` chooses the source's own sentences, `llm` lets a model write.
         */
        RetellWish: {
            /**
             * Aspect
             * @default 16:9
             * @enum {string}
             */
            aspect?: "9:16" | "1:1" | "4:5" | "16:9";
            /**
             * Glossary
             * @default []
             */
            glossary?: components["schemas"]["GlossaryTerm"][];
            /** Language */
            language?: string | null;
            /**
             * Mode
             * @default narration
             * @enum {string}
             */
            mode?: "narration" | "both";
            music?: components["schemas"]["ArtifactRef"] | null;
            /**
             * Originals
             * @default 0.25
             */
            originals?: number;
            /**
             * Seconds
             * @default 60
             */
            seconds?: number;
            /**
             * Style
             * @default clean
             * @enum {string}
             */
            style?: "bold" | "clean" | "neon";
            /**
             * Tone
             * @default neutral
             * @enum {string}
             */
            tone?: "neutral" | "dramatic" | "playful";
            /** Translator */
            translator?: string | null;
            /** Voice */
            voice?: string | null;
            /**
             * Writer
             * @default extractive
             * @enum {string}
             */
            writer?: "extractive" | "llm";
        };
        /**
         * RetimeWord
         * @description Move a word's start and end, in seconds of the source.
         */
        RetimeWord: {
            /** End */
            end: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            op: "retime_word";
            /** Start */
            start: number;
            /** Word */
            word: number;
        };
        /**
         * ReviewDecision
         * @description A decision at a review gate; `edits` name clips by rank, clips not named are kept as proposed.
         *
         *     `decided_by` is a name for people to read; `actor` is who was logged in, which the API fills in by itself.
         */
        ReviewDecision: {
            /**
             * Actor
             * @default
             */
            actor?: string;
            /** Decided By */
            decided_by: string;
            /**
             * Decision
             * @enum {string}
             */
            decision: "approve" | "reject";
            /**
             * Edits
             * @default []
             */
            edits?: components["schemas"]["ClipEdit"][];
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /**
         * ReviewList
         * @description Gates in the order in which they were opened.
         */
        ReviewList: {
            /** Items */
            items: components["schemas"]["ReviewView"][];
        };
        /**
         * ReviewPolicy
         * @description Who decides before rendering. `auto` goes on at once; `manual` waits up to `deadline_seconds`,
         *     then takes `default`.
         */
        ReviewPolicy: {
            /**
             * Deadline Seconds
             * @default 86400
             */
            deadline_seconds?: number;
            /**
             * Default
             * @default approve
             * @enum {string}
             */
            default?: "approve" | "reject";
            /**
             * Mode
             * @default auto
             * @enum {string}
             */
            mode?: "auto" | "manual";
        };
        /**
         * ReviewPolicyView
         * @description The gates of a project's jobs; null where nothing was said, which is `auto`.
         */
        ReviewPolicyView: {
            gates: components["schemas"]["GatePolicies"];
            /** Project Id */
            project_id: string;
            /** Revision */
            revision: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ReviewView
         * @description A review gate of a job: its policy, when it was told of, and who decided what, when, why and by which way.
         */
        ReviewView: {
            /** Actor */
            actor: string | null;
            /** Decided At */
            decided_at: string | null;
            decision: components["schemas"]["ReviewDecision"] | null;
            /** Escalated At */
            escalated_at: string | null;
            /** Gate */
            gate: string;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            policy: components["schemas"]["GatePolicy"] | null;
            /** Reason */
            reason: string | null;
            /** Reminded At */
            reminded_at: string | null;
            /** Source */
            source: string | null;
        };
        /**
         * Role
         * @description What a member is in an organisation, from most to least.
         * @enum {string}
         */
        Role: "owner" | "admin" | "editor" | "reviewer" | "viewer";
        /**
         * RoleChange
         * @description What a member is from now on.
         */
        RoleChange: {
            role: components["schemas"]["Role"];
        };
        /**
         * ScriptChanges
         * @description What of a script's line to change; what is not given stays, and null takes what was written again.
         */
        ScriptChanges: {
            /**
             * Drop
             * @default false
             */
            drop?: boolean;
            /** Mode */
            mode?: ("narration" | "original" | "both") | null;
            range?: components["schemas"]["TimeRange"] | null;
            /** Text */
            text?: string | null;
        };
        /**
         * ScriptEdit
         * @description What an editor wants of one line of a script; None leaves it. `drop` leaves the line out of the retell.
         *
         *     `range` is the stretch of the source whose picture is shown, `mode` what is heard.
         */
        ScriptEdit: {
            /**
             * Drop
             * @default false
             */
            drop?: boolean;
            /** Mode */
            mode?: ("narration" | "original" | "both") | null;
            /** Number */
            number: number;
            range?: components["schemas"]["TimeRange"] | null;
            /** Text */
            text?: string | null;
        };
        /**
         * ScriptLineList
         * @description Lines in their order.
         */
        ScriptLineList: {
            /** Items */
            items: components["schemas"]["ScriptLineView"][];
        };
        /**
         * ScriptLineView
         * @description A line of a script: what is heard (`mode`), the narrator's text, and the words of the source that it stands on.
         *     `told`: whether the published file has it; null before there is one.
         */
        ScriptLineView: {
            /** Dropped */
            dropped: boolean;
            /** Edited */
            edited: boolean;
            /**
             * Mode
             * @enum {string}
             */
            mode: "narration" | "original" | "both";
            /** Number */
            number: number;
            /** Quote */
            quote: string;
            range: components["schemas"]["TimeRange"];
            /** Text */
            text: string;
            /** Told */
            told: boolean | null;
        };
        /**
         * ShotList
         * @description Shots in the source's order.
         */
        ShotList: {
            /** Items */
            items: components["schemas"]["ShotView"][];
        };
        /**
         * ShotView
         * @description A shot that a clip shows; `faces` by the letters that a framing choice names them by.
         */
        ShotView: {
            /** Choice */
            choice: (components["schemas"]["FollowFace"] | components["schemas"]["FixedBox"] | components["schemas"]["Wide"]) | null;
            /** End */
            end: number;
            /** Faces */
            faces: {
                [key: string]: components["schemas"]["FaceView"];
            };
            /** Index */
            index: number;
            /** Start */
            start: number;
        };
        /**
         * SignUp
         * @description A new person: with an `organisation` to found, or with the token of an `invitation` to accept.
         */
        SignUp: {
            /** Email */
            email: string;
            /** Invitation */
            invitation?: string | null;
            /** Name */
            name: string;
            /** Organisation */
            organisation?: string | null;
            /** Password */
            password: string;
        };
        /**
         * SoundProfile
         * @description What a track measures, over stretches spread over all of it. Levels are dBFS (RMS) of what is no pause, floor
         *     -120.
         *
         *     `level_db` of all, `channels_db` of each channel, `left_db` and `right_db` of the stereo downmix, `correlation` of
         *     its sides (-1..1; 1 where there is one channel), the last four of what lies in the band of speech. `offset`: the
         *     largest constant share of a channel (0..1); `peak_db`: the highest sample; `seconds`: how much was measured.
         */
        SoundProfile: {
            /** Channels Db */
            channels_db: number[];
            /** Correlation */
            correlation: number;
            /** Left Db */
            left_db: number;
            /** Level Db */
            level_db: number;
            /** Offset */
            offset: number;
            /** Peak Db */
            peak_db: number;
            /** Right Db */
            right_db: number;
            /** Seconds */
            seconds: number;
        };
        /**
         * SoundRepair
         * @description What is mended of a track before it is heard or published; as it stands by itself, nothing.
         *
         *     `downmix`: how more channels than two become two; `equal` gives both sides the mean of `channels`, those that
         *     carry something, whatever their places are called. `sides`: what happens to the two; `invert_right` turns the right
         *     one round, `spread` gives both sides their sum. `high_pass`: a constant offset is taken away; `gain_db`: at last.
         */
        SoundRepair: {
            /**
             * Channels
             * @default []
             */
            channels?: number[];
            /**
             * Downmix
             * @default standard
             * @enum {string}
             */
            downmix?: "standard" | "equal";
            /**
             * Gain Db
             * @default 0
             */
            gain_db?: number;
            /**
             * High Pass
             * @default false
             */
            high_pass?: boolean;
            /**
             * Sides
             * @default as_is
             * @enum {string}
             */
            sides?: "as_is" | "invert_right" | "spread";
        };
        /**
         * SpeakerVoice
         * @description Which voice speaks for a speaker. `reference`: the speaker's own clean speech (FLAC), where the voice clones it;
         *     only with `consent` of the speaker.
         */
        SpeakerVoice: {
            /**
             * Consent
             * @default false
             */
            consent?: boolean;
            reference?: components["schemas"]["ArtifactRef"] | null;
            /** Speaker */
            speaker: string;
            /** Voice */
            voice: string;
        };
        /**
         * SpeechWarning
         * @description What of a stretch of speech a person should look at: `text` as it was written, and why, in a sentence.
         *
         *     `wrong_script`: the words are not in the script of their language. `no_words`: somebody seems to speak, and no word
         *     was understood. `not_spoken`, `other_words`: a line of a given transcript that the sound does not have, or has in
         *     other words. `added_words`: words that were recognised where a given transcript has no line.
         */
        SpeechWarning: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "wrong_script" | "no_words" | "not_spoken" | "other_words" | "added_words";
            /** Message */
            message: string;
            span: components["schemas"]["TimeRange"];
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * SplitSegment
         * @description Let a new segment begin with this word.
         */
        SplitSegment: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            op: "split_segment";
            /** Word */
            word: number;
        };
        /**
         * StageForecastView
         * @description A stage that will run, or whose remembered result will be reused. `why` it runs: there is no such result, its
         *     request follows from a stage that runs, or it always does.
         */
        StageForecastView: {
            /** Stage */
            stage: string;
            /**
             * Why
             * @enum {string}
             */
            why: "" | "not_remembered" | "follows_from_another" | "always";
            /**
             * Will
             * @enum {string}
             */
            will: "run" | "reuse";
        };
        /**
         * StageState
         * @description The life of one stage run.
         * @enum {string}
         */
        StageState: "running" | "completed" | "failed" | "cancelled";
        /**
         * StageView
         * @description The newest attempt of one step. `progress` 0..1; `eta_seconds`: how long it will still take, where that can be
         *     said; `reused`: the result was remembered from before.
         */
        StageView: {
            /** Attempt */
            attempt: number;
            /** Elapsed Seconds */
            elapsed_seconds: number;
            /** Error Code */
            error_code: string | null;
            /** Eta Seconds */
            eta_seconds: number | null;
            /** Finished At */
            finished_at: string | null;
            /** Message */
            message: string;
            /** Pool */
            pool: string;
            /** Progress */
            progress: number;
            /** Reused */
            reused: boolean;
            /** Stage */
            stage: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            state: components["schemas"]["StageState"];
            /** Step */
            step: string;
            /** Title */
            title: string;
            /** Worker */
            worker: string;
        };
        /**
         * StreamTicketView
         * @description A ticket, and until when it opens a stream.
         */
        StreamTicketView: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Ticket */
            ticket: string;
        };
        /**
         * SubScore
         * @description One feature's share of a score: `value` 0..1, `weight` its share of the total, `note` what was seen.
         */
        SubScore: {
            /** Name */
            name: string;
            /**
             * Note
             * @default
             */
            note?: string;
            /** Value */
            value: number;
            /** Weight */
            weight: number;
        };
        /**
         * Switch
         * @description Another organisation of yours.
         */
        Switch: {
            /** Organisation Id */
            organisation_id: string;
        };
        /**
         * TicketView
         * @description An upload and, unless its bytes are here already (`exists`) or it is sent in parts, where to PUT them, with
         *     exactly these headers.
         */
        TicketView: {
            /** Exists */
            exists: boolean;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            upload: components["schemas"]["UploadView"];
            /** Url */
            url: string | null;
        };
        /**
         * TimeRange
         * @description A half-open stretch of the source, in seconds from its start.
         */
        TimeRange: {
            /** End */
            end: number;
            /** Start */
            start: number;
        };
        /**
         * TokensView
         * @description Send `access_token` as `Authorization: Bearer …` for `expires_in` seconds, then refresh.
         */
        TokensView: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /** Organisation Id */
            organisation_id: string | null;
            /** Refresh Token */
            refresh_token: string;
            /**
             * Token Type
             * @default Bearer
             * @constant
             */
            token_type?: "Bearer";
            /** User Id */
            user_id: string;
        };
        /**
         * TrackPart
         * @description One of the tracks that a mix is made of: its place among the file's sound tracks, from 0.
         */
        TrackPart: {
            /** Index */
            index: number;
            repair?: components["schemas"]["SoundRepair"] | null;
        };
        /**
         * TranscriptEdit
         * @description Corrections, applied in their order, all of them or none; `note` says why.
         */
        TranscriptEdit: {
            /**
             * Note
             * @default
             */
            note?: string;
            /** Operations */
            operations: (components["schemas"]["FixWord"] | components["schemas"]["RetimeWord"] | components["schemas"]["SplitSegment"] | components["schemas"]["MergeSegments"] | components["schemas"]["ChangeSpeaker"])[];
        };
        /**
         * TranscriptRevisionView
         * @description A state of a transcript: who brought it there, when, how and why.
         */
        TranscriptRevisionView: {
            /** Actor Id */
            actor_id: string;
            /** Actor Kind */
            actor_kind: string;
            artifact: components["schemas"]["ArtifactRef"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /**
             * Made By
             * @enum {string}
             */
            made_by: "engine" | "editor";
            /** Note */
            note: string;
            /** Operations */
            operations: (components["schemas"]["FixWord"] | components["schemas"]["RetimeWord"] | components["schemas"]["SplitSegment"] | components["schemas"]["MergeSegments"] | components["schemas"]["ChangeSpeaker"])[];
            /** Revision */
            revision: number;
        };
        /**
         * TranscriptSegment
         * @description Words `first` to `last` (exclusive): a sentence, unless somebody split or merged it. `language`: ISO 639-1.
         */
        TranscriptSegment: {
            /** End */
            end: number;
            /** First */
            first: number;
            /**
             * Language
             * @default
             */
            language?: string;
            /** Last */
            last: number;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /**
         * TranscriptView
         * @description A transcript at a revision. `language` is the main one of `languages`; `warnings`: what to look at, by time.
         */
        TranscriptView: {
            artifact: components["schemas"]["ArtifactRef"];
            /** Duration */
            duration: number;
            /** Language */
            language: string;
            /**
             * Languages
             * @default []
             */
            languages?: string[];
            /**
             * Made By
             * @enum {string}
             */
            made_by: "engine" | "editor";
            /** Revision */
            revision: number;
            /** Segments */
            segments: components["schemas"]["TranscriptSegment"][];
            /** Speakers */
            speakers: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Video Id */
            video_id: string;
            /**
             * Warnings
             * @default []
             */
            warnings?: components["schemas"]["SpeechWarning"][];
            /** Words */
            words: components["schemas"]["TranscriptWord"][];
        };
        /**
         * TranscriptWord
         * @description A word; `index` stays its own through every correction. Times in seconds of the source, `probability` 0..1.
         *     `language` (ISO 639-1) where it is another than the transcript's.
         */
        TranscriptWord: {
            /** End */
            end: number;
            /** Index */
            index: number;
            /** Language */
            language?: string | null;
            /** Probability */
            probability: number;
            /** Speaker */
            speaker: string | null;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /**
         * UploadOrder
         * @description What a client is about to send; `size` in bytes. `parts`: send it in parts; None: where one request won't do.
         */
        UploadOrder: {
            /** Filename */
            filename: string;
            /**
             * Media Type
             * @default application/octet-stream
             */
            media_type?: string;
            /** Parts */
            parts?: boolean | null;
            /** Sha256 */
            sha256?: string | null;
            /** Size */
            size: number;
        };
        /**
         * UploadPurpose
         * @description What the bytes are for.
         * @enum {string}
         */
        UploadPurpose: "source" | "logo" | "font" | "intro" | "outro";
        /**
         * UploadStatus
         * @description The life of an upload.
         * @enum {string}
         */
        UploadStatus: "pending" | "completed" | "aborted" | "expired";
        /**
         * UploadView
         * @description An upload. `part_size` and `part_count` are given where it is sent in parts; every part but the last has
         *     `part_size` bytes. What is not complete by `expires_at` is dropped.
         */
        UploadView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Filename */
            filename: string;
            /** Id */
            id: string;
            /** Media Type */
            media_type: string;
            /**
             * Part Count
             * @description How many parts there are.
             */
            readonly part_count: number | null;
            /** Part Size */
            part_size: number | null;
            purpose: components["schemas"]["UploadPurpose"];
            /** Sha256 */
            sha256: string | null;
            /** Size */
            size: number;
            status: components["schemas"]["UploadStatus"];
        };
        /**
         * UserView
         * @description A person.
         */
        UserView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
        };
        /**
         * VideoChanges
         * @description What of a video can be changed; what is not given stays.
         */
        VideoChanges: {
            /** Filename */
            filename?: string | null;
            /** Project Id */
            project_id?: string | null;
        };
        /**
         * VideoOrder
         * @description Where the source is: exactly one of an upload, a public http(s) address, or the digest of bytes you own.
         */
        VideoOrder: {
            /** Digest */
            digest?: string | null;
            /** Filename */
            filename?: string | null;
            /** Upload Id */
            upload_id?: string | null;
            /** Url */
            url?: string | null;
        };
        /**
         * VideoStream
         * @description The picture of a source as it is shown: width and height in pixels after rotation and square pixels.
         *
         *     `frame_rate` is the constant grid that all stages use; `phase`: seconds by which frames lie after its points.
         *     `stream`: its place among the file's video streams, None for the first that is no cover; `reason`: why this one was
         *     taken. `key_seconds`: the longest way between key frames of a file without an index, 0 where it is not known.
         *     `ends`: where the last picture's own time is over, in seconds, when the sound goes on; it then stays. `drawn`: the
         *     file has no moving picture, so that one is drawn of its sound, over the `cover` (a place among the video streams).
         */
        VideoStream: {
            /**
             * Bit Depth
             * @default 8
             */
            bit_depth?: number;
            /** Codec */
            codec: string;
            /**
             * Color Primaries
             * @default unknown
             */
            color_primaries?: string;
            /**
             * Color Space
             * @default unknown
             */
            color_space?: string;
            /**
             * Color Transfer
             * @default unknown
             */
            color_transfer?: string;
            /** Cover */
            cover?: number | null;
            /**
             * Drawn
             * @default false
             */
            drawn?: boolean;
            /** Ends */
            ends?: number | null;
            frame_rate: components["schemas"]["FrameRate"];
            /**
             * Hdr
             * @default false
             */
            hdr?: boolean;
            /** Height */
            height: number;
            /**
             * Interlaced
             * @default false
             */
            interlaced?: boolean;
            /**
             * Key Seconds
             * @default 0
             */
            key_seconds?: number;
            /**
             * Phase
             * @default 0
             */
            phase?: number;
            /** Pixel Format */
            pixel_format: string;
            /**
             * Reason
             * @default
             */
            reason?: string;
            /**
             * Rotation
             * @default 0
             */
            rotation?: number;
            /** Stream */
            stream?: number | null;
            /**
             * Variable Frame Rate
             * @default false
             */
            variable_frame_rate?: boolean;
            /** Width */
            width: number;
        };
        /**
         * VideoView
         * @description A video and what is known of it.
         */
        VideoView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Filename */
            filename: string;
            /** Id */
            id: string;
            /** Language */
            language: string | null;
            media: components["schemas"]["MediaInfo"] | null;
            peaks: components["schemas"]["ArtifactRef"] | null;
            /** Project Id */
            project_id: string | null;
            proxy: components["schemas"]["ArtifactRef"] | null;
            /** Revision */
            revision: number;
            source: components["schemas"]["ArtifactRef"] | null;
            sprite: components["schemas"]["ArtifactRef"] | null;
            sprite_index: components["schemas"]["ArtifactRef"] | null;
            transcript: components["schemas"]["ArtifactRef"] | null;
        };
        /**
         * VoiceList
         * @description Voices, the best of each language first.
         */
        VoiceList: {
            /** Items */
            items: components["schemas"]["VoiceView"][];
        };
        /**
         * VoiceView
         * @description A voice that can be chosen here. A voice that `clones` needs a recording and its speaker's consent.
         */
        VoiceView: {
            /** Clones */
            clones: boolean;
            /** Commercial */
            commercial: boolean;
            /** Engine */
            engine: string;
            /** Id */
            id: string;
            /** Languages */
            languages: string[];
            /** Licence */
            licence: string;
            /** Name */
            name: string;
            /** Sample Rate */
            sample_rate: number;
            /**
             * Sex
             * @enum {string}
             */
            sex: "female" | "male" | "unknown";
        };
        /**
         * Wide
         * @description Show the whole frame of a shot over a blurred copy of itself.
         */
        Wide: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            mode: "wide";
            /** Shot */
            shot: number;
        };
        /**
         * WordRun
         * @description Words `first` to `last` (exclusive) of the transcript.
         */
        WordRun: {
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * WorkerStatus
         * @description Every step of a job that was begun, in order.
         */
        WorkerStatus: {
            job: components["schemas"]["JobView"];
            /** Stages */
            stages: components["schemas"]["StageView"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Acceptance = components['schemas']['Acceptance'];
export type AccessView = components['schemas']['AccessView'];
export type ArtifactRef = components['schemas']['ArtifactRef'];
export type AssetKind = components['schemas']['AssetKind'];
export type AssetOrder = components['schemas']['AssetOrder'];
export type AudioChoice = components['schemas']['AudioChoice'];
export type AudioStream = components['schemas']['AudioStream'];
export type AudioTrack = components['schemas']['AudioTrack'];
export type AuditView = components['schemas']['AuditView'];
export type BedSpan = components['schemas']['BedSpan'];
export type BrandAssetView = components['schemas']['BrandAssetView'];
export type BrandAssignment = components['schemas']['BrandAssignment'];
export type BrandChanges = components['schemas']['BrandChanges'];
export type BrandColours = components['schemas']['BrandColours'];
export type BrandFonts = components['schemas']['BrandFonts'];
export type BrandKitView = components['schemas']['BrandKitView'];
export type BrandOrder = components['schemas']['BrandOrder'];
export type Breach = components['schemas']['Breach'];
export type BurnedCaptions = components['schemas']['BurnedCaptions'];
export type CallerView = components['schemas']['CallerView'];
export type CaptionLayout = components['schemas']['CaptionLayout'];
export type CaptionText = components['schemas']['CaptionText'];
export type ChangeSpeaker = components['schemas']['ChangeSpeaker'];
export type ClipChanges = components['schemas']['ClipChanges'];
export type ClipEdit = components['schemas']['ClipEdit'];
export type ClipFileView = components['schemas']['ClipFileView'];
export type ClipList = components['schemas']['ClipList'];
export type ClipPlan = components['schemas']['ClipPlan'];
export type ClipPublication = components['schemas']['ClipPublication'];
export type ClipRender = components['schemas']['ClipRender'];
export type ClipSettings = components['schemas']['ClipSettings'];
export type ClipState = components['schemas']['ClipState'];
export type ClipView = components['schemas']['ClipView'];
export type ClipWishes = components['schemas']['ClipWishes'];
export type DownloadView = components['schemas']['DownloadView'];
export type DubbedSound = components['schemas']['DubbedSound'];
export type DubChanges = components['schemas']['DubChanges'];
export type DubLineList = components['schemas']['DubLineList'];
export type DubLineView = components['schemas']['DubLineView'];
export type DubOrder = components['schemas']['DubOrder'];
export type DubPlanView = components['schemas']['DubPlanView'];
export type DubResult = components['schemas']['DubResult'];
export type DubSettings = components['schemas']['DubSettings'];
export type DubView = components['schemas']['DubView'];
export type DubWish = components['schemas']['DubWish'];
export type EventView = components['schemas']['EventView'];
export type FaceView = components['schemas']['FaceView'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FixedBox = components['schemas']['FixedBox'];
export type FixWord = components['schemas']['FixWord'];
export type FollowFace = components['schemas']['FollowFace'];
export type FrameRate = components['schemas']['FrameRate'];
export type GatePolicies = components['schemas']['GatePolicies'];
export type GatePolicy = components['schemas']['GatePolicy'];
export type GlossaryChanges = components['schemas']['GlossaryChanges'];
export type GlossaryOrder = components['schemas']['GlossaryOrder'];
export type GlossaryTerm = components['schemas']['GlossaryTerm'];
export type GlossaryView = components['schemas']['GlossaryView'];
export type Health = components['schemas']['Health'];
export type InvitationOrder = components['schemas']['InvitationOrder'];
export type InvitationView = components['schemas']['InvitationView'];
export type JobOrder = components['schemas']['JobOrder'];
export type JobSpec = components['schemas']['JobSpec'];
export type JobStatus = components['schemas']['JobStatus'];
export type JobView = components['schemas']['JobView'];
export type JoinedView = components['schemas']['JoinedView'];
export type JsonValue = components['schemas']['JsonValue'];
export type KeyOrder = components['schemas']['KeyOrder'];
export type KeyView = components['schemas']['KeyView'];
export type LineChanges = components['schemas']['LineChanges'];
export type LineEdit = components['schemas']['LineEdit'];
export type Login = components['schemas']['Login'];
export type Loudness = components['schemas']['Loudness'];
export type MediaInfo = components['schemas']['MediaInfo'];
export type MemberView = components['schemas']['MemberView'];
export type MergeSegments = components['schemas']['MergeSegments'];
export type Naming = components['schemas']['Naming'];
export type NewInvitationView = components['schemas']['NewInvitationView'];
export type NewKeyView = components['schemas']['NewKeyView'];
export type OrganisationList = components['schemas']['OrganisationList'];
export type OrganisationView = components['schemas']['OrganisationView'];
export type OwnOrganisationView = components['schemas']['OwnOrganisationView'];
export type PageAuditView = components['schemas']['Page_AuditView_'];
export type PageBrandKitView = components['schemas']['Page_BrandKitView_'];
export type PageDubView = components['schemas']['Page_DubView_'];
export type PageGlossaryView = components['schemas']['Page_GlossaryView_'];
export type PageInvitationView = components['schemas']['Page_InvitationView_'];
export type PageJobView = components['schemas']['Page_JobView_'];
export type PageKeyView = components['schemas']['Page_KeyView_'];
export type PageMemberView = components['schemas']['Page_MemberView_'];
export type PageProjectView = components['schemas']['Page_ProjectView_'];
export type PageRetellView = components['schemas']['Page_RetellView_'];
export type PageTranscriptRevisionView = components['schemas']['Page_TranscriptRevisionView_'];
export type PageUploadView = components['schemas']['Page_UploadView_'];
export type PageVideoView = components['schemas']['Page_VideoView_'];
export type PartList = components['schemas']['PartList'];
export type PartOrder = components['schemas']['PartOrder'];
export type PartTicketList = components['schemas']['PartTicketList'];
export type PartTicketView = components['schemas']['PartTicketView'];
export type PartView = components['schemas']['PartView'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type Permission = components['schemas']['Permission'];
export type PixelBox = components['schemas']['PixelBox'];
export type Problem = components['schemas']['Problem'];
export type ProductFile = components['schemas']['ProductFile'];
export type ProductState = components['schemas']['ProductState'];
export type ProjectChange = components['schemas']['ProjectChange'];
export type ProjectOrder = components['schemas']['ProjectOrder'];
export type ProjectView = components['schemas']['ProjectView'];
export type Refresh = components['schemas']['Refresh'];
export type RenderPlanList = components['schemas']['RenderPlanList'];
export type RenderPlanView = components['schemas']['RenderPlanView'];
export type RetellChanges = components['schemas']['RetellChanges'];
export type RetellOrder = components['schemas']['RetellOrder'];
export type RetellPlanView = components['schemas']['RetellPlanView'];
export type RetellResult = components['schemas']['RetellResult'];
export type RetellSettings = components['schemas']['RetellSettings'];
export type RetellView = components['schemas']['RetellView'];
export type RetellWish = components['schemas']['RetellWish'];
export type RetimeWord = components['schemas']['RetimeWord'];
export type ReviewDecision = components['schemas']['ReviewDecision'];
export type ReviewList = components['schemas']['ReviewList'];
export type ReviewPolicy = components['schemas']['ReviewPolicy'];
export type ReviewPolicyView = components['schemas']['ReviewPolicyView'];
export type ReviewView = components['schemas']['ReviewView'];
export type Role = components['schemas']['Role'];
export type RoleChange = components['schemas']['RoleChange'];
export type ScriptChanges = components['schemas']['ScriptChanges'];
export type ScriptEdit = components['schemas']['ScriptEdit'];
export type ScriptLineList = components['schemas']['ScriptLineList'];
export type ScriptLineView = components['schemas']['ScriptLineView'];
export type ShotList = components['schemas']['ShotList'];
export type ShotView = components['schemas']['ShotView'];
export type SignUp = components['schemas']['SignUp'];
export type SoundProfile = components['schemas']['SoundProfile'];
export type SoundRepair = components['schemas']['SoundRepair'];
export type SpeakerVoice = components['schemas']['SpeakerVoice'];
export type SpeechWarning = components['schemas']['SpeechWarning'];
export type SplitSegment = components['schemas']['SplitSegment'];
export type StageForecastView = components['schemas']['StageForecastView'];
export type StageState = components['schemas']['StageState'];
export type StageView = components['schemas']['StageView'];
export type StreamTicketView = components['schemas']['StreamTicketView'];
export type SubScore = components['schemas']['SubScore'];
export type Switch = components['schemas']['Switch'];
export type TicketView = components['schemas']['TicketView'];
export type TimeRange = components['schemas']['TimeRange'];
export type TokensView = components['schemas']['TokensView'];
export type TrackPart = components['schemas']['TrackPart'];
export type TranscriptEdit = components['schemas']['TranscriptEdit'];
export type TranscriptRevisionView = components['schemas']['TranscriptRevisionView'];
export type TranscriptSegment = components['schemas']['TranscriptSegment'];
export type TranscriptView = components['schemas']['TranscriptView'];
export type TranscriptWord = components['schemas']['TranscriptWord'];
export type UploadOrder = components['schemas']['UploadOrder'];
export type UploadPurpose = components['schemas']['UploadPurpose'];
export type UploadStatus = components['schemas']['UploadStatus'];
export type UploadView = components['schemas']['UploadView'];
export type UserView = components['schemas']['UserView'];
export type VideoChanges = components['schemas']['VideoChanges'];
export type VideoOrder = components['schemas']['VideoOrder'];
export type VideoStream = components['schemas']['VideoStream'];
export type VideoView = components['schemas']['VideoView'];
export type VoiceList = components['schemas']['VoiceList'];
export type VoiceView = components['schemas']['VoiceView'];
export type Wide = components['schemas']['Wide'];
export type WordRun = components['schemas']['WordRun'];
export type WorkerStatus = components['schemas']['WorkerStatus'];
export type $defs = Record<string, never>;
export interface operations {
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: {
                            [key: string]: string;
                        }[];
                    };
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_KeyView_"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyView"];
                };
            };
        };
    };
    get_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example key_1d7e93b0a4c8f265e9b3 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example key_1d7e93b0a4c8f265e9b3 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rename_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example key_1d7e93b0a4c8f265e9b3 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Naming"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
        };
    };
    download: {
        parameters: {
            query?: {
                /** @description Name of the saved file. */
                filename?: string;
                redirect?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description SHA-256 of the file.
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address, with `redirect=false`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadView"];
                };
            };
            /** @description Found */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_audit_log: {
        parameters: {
            query?: {
                /** @description Only this action, e.g. `key.created`. */
                action?: string | null;
                /** @description Only what this user or key did. */
                actor_id?: string | null;
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditView_"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerView"];
                };
            };
        };
    };
    rename_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Naming"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
        };
    };
    switch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessView"];
                };
            };
        };
    };
    list_brand_kits: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BrandKitView_"];
                };
            };
        };
    };
    create_brand_kit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandKitView"];
                };
            };
        };
    };
    get_brand_kit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandKitView"];
                };
            };
        };
    };
    delete_brand_kit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_brand_kit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandKitView"];
                };
            };
        };
    };
    announce_brand_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    remove_brand_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example upl_5b8c3e17d0a24f96b1e7 */
                asset_id: string;
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandKitView"];
                };
            };
        };
    };
    complete_brand_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example brand_e2a7c05d91b84f63a7c9 */
                kit_id: string;
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandKitView"];
                };
            };
        };
    };
    get_clip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipView"];
                };
            };
        };
    };
    edit_clip: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClipChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipView"];
                };
            };
        };
    };
    publish_clip: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClipPublication"];
            };
        };
        responses: {
            /** @description It is published already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanView"];
                };
            };
        };
    };
    render_clip: {
        parameters: {
            query?: {
                /** @description Say what would run and what would be reused, and run nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing was started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanView"];
                };
            };
        };
    };
    list_shots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShotList"];
                };
            };
        };
    };
    export_timeline: {
        parameters: {
            query?: {
                format?: "otio" | "fcpxml" | "edl";
            };
            header?: never;
            path: {
                /** @example clip_4f7a2d9c81b06e35f2aa */
                clip_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    list_dubs: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                job_id?: string | null;
                /** @description How many items at most. */
                limit?: number;
                video_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DubView_"];
                };
            };
        };
    };
    create_dub: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DubOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubView"];
                };
            };
        };
    };
    get_dub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubView"];
                };
            };
        };
    };
    edit_dub: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DubChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubView"];
                };
            };
        };
    };
    list_dub_lines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubLineList"];
                };
            };
        };
    };
    get_dub_line: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
                /**
                 * @description The line's number.
                 * @example 1
                 */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubLineView"];
                };
            };
        };
    };
    edit_dub_line: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
                /**
                 * @description The line's number.
                 * @example 1
                 */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LineChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubLineView"];
                };
            };
        };
    };
    render_dub: {
        parameters: {
            query?: {
                /** @description Say what would run and what would be reused, and run nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example dub_5d1f80c3b9a2e647d0c1 */
                dub_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing was started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubPlanView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubPlanView"];
                };
            };
        };
    };
    follow_organisation: {
        parameters: {
            query?: {
                /** @description Continue after this entry, where a header cannot be sent. */
                after?: number | null;
                /** @description false: end when everything that has happened so far was told. */
                follow?: boolean;
                /** @description Only these jobs. */
                job_id?: string[];
                /** @description Only events of these kinds; `job.*` is all that begin with `job.`. */
                kind?: string[];
            };
            header?: {
                /** @description Continue after this entry; browsers send it themselves. */
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. `data` is an `EventView` in JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventView"];
                };
            };
        };
    };
    list_glossaries: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
                project_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GlossaryView_"];
                };
            };
        };
    };
    create_glossary: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlossaryOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlossaryView"];
                };
            };
        };
    };
    get_glossary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example gls_2c7d9e40b15f83a6d4e0 */
                glossary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlossaryView"];
                };
            };
        };
    };
    delete_glossary: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example gls_2c7d9e40b15f83a6d4e0 */
                glossary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_glossary: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example gls_2c7d9e40b15f83a6d4e0 */
                glossary_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlossaryChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlossaryView"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InvitationView_"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitationView"];
                };
            };
        };
    };
    get_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example inv_b5f20d8c6e1a9347d0f8 */
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example inv_b5f20d8c6e1a9347d0f8 */
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinedView"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
                project_id?: string | null;
                status?: components["schemas"]["JobStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JobView_"];
                };
            };
        };
    };
    create_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    list_clips: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipList"];
                };
            };
        };
    };
    follow_job: {
        parameters: {
            query?: {
                /** @description Continue after this entry, where a header cannot be sent. */
                after?: number | null;
                /** @description false: end when everything that has happened so far was told. */
                follow?: boolean;
                /** @description Only events of these kinds; `job.*` is all that begin with `job.`. */
                kind?: string[];
            };
            header?: {
                /** @description Continue after this entry; browsers send it themselves. */
                "Last-Event-ID"?: number | null;
            };
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. `data` is an `EventView` in JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventView"];
                };
            };
        };
    };
    render_stale: {
        parameters: {
            query?: {
                /** @description Say what would run and what would be reused, and run nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing was started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanList"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderPlanList"];
                };
            };
        };
    };
    list_reviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewList"];
                };
            };
        };
    };
    decide_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The review gate: `transcript`, `clips` or `export`.
                 * @example clips
                 */
                gate: string;
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    worker_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example job_7c1f0a9be2d34f5a6b71 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerStatus"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberView_"];
                };
            };
        };
    };
    get_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example usr_c83b5e7d20f14a96b8e2 */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example usr_c83b5e7d20f14a96b8e2 */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example usr_c83b5e7d20f14a96b8e2 */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    list_organisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationList"];
                };
            };
        };
    };
    create_organisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Naming"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    get_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example org_0a4e6b1c9d8f27a35e64 */
                organisation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    delete_organisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example org_0a4e6b1c9d8f27a35e64 */
                organisation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rename_organisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example org_0a4e6b1c9d8f27a35e64 */
                organisation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Naming"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProjectView_"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
        };
    };
    assign_brand_kit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandAssignment"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPolicyView"];
                };
            };
        };
    };
    set_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example prj_61d0e8f2b5a94c7d3e10 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatePolicies"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPolicyView"];
                };
            };
        };
    };
    list_retells: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                job_id?: string | null;
                /** @description How many items at most. */
                limit?: number;
                video_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RetellView_"];
                };
            };
        };
    };
    create_retell: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetellOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetellView"];
                };
            };
        };
    };
    get_retell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetellView"];
                };
            };
        };
    };
    edit_retell: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetellChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetellView"];
                };
            };
        };
    };
    render_retell: {
        parameters: {
            query?: {
                /** @description Say what would run and what would be reused, and run nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing was started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetellPlanView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetellPlanView"];
                };
            };
        };
    };
    list_script: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptLineList"];
                };
            };
        };
    };
    edit_script_line: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /**
                 * @description The line's number.
                 * @example 1
                 */
                number: number;
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptLineView"];
                };
            };
        };
    };
    export_retell_timeline: {
        parameters: {
            query?: {
                format?: "otio" | "fcpxml" | "edl";
            };
            header?: never;
            path: {
                /** @example retell_90c2e7b4a1d83f65e2b7 */
                retell_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketView"];
                };
            };
        };
    };
    list_uploads: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
                /** @description Find the upload of a file that was torn off. */
                sha256?: string | null;
                status?: components["schemas"]["UploadStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UploadView_"];
                };
            };
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadView"];
                };
            };
        };
    };
    abort_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    complete_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadView"];
                };
            };
        };
    };
    list_parts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartList"];
                };
            };
        };
    };
    sign_parts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example upl_9e4d1c02b7a86f53c1d0 */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartTicketList"];
                };
            };
        };
    };
    list_videos: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
                project_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VideoView_"];
                };
            };
        };
    };
    create_video: {
        parameters: {
            query?: never;
            header?: {
                /** @description Requests with one key have one effect, however often they are sent within 24 hours; the answer is told again, with `Idempotent-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoView"];
                };
            };
        };
    };
    get_video: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoView"];
                };
            };
        };
    };
    delete_video: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_video: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoView"];
                };
            };
        };
    };
    get_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptView"];
                };
            };
        };
    };
    edit_transcript: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made on; the change is refused (412) when it is another by now. Without it, or with `*`, the last one wins. */
                "If-Match"?: string | null;
            };
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranscriptEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptView"];
                };
            };
        };
    };
    list_revisions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TranscriptRevisionView_"];
                };
            };
        };
    };
    get_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The revision.
                 * @example 2
                 */
                revision: number;
                /** @example vid_2b90c4d7e1f8a6350d4e */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptView"];
                };
            };
        };
    };
    list_voices: {
        parameters: {
            query?: {
                /** @description ISO 639-1 code. */
                language?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceList"];
                };
            };
        };
    };
}

/** The codes that the API answers with, as its description knows them. */
export type KnownCode =
  | "account.by_invitation"
  | "account.email_taken"
  | "account.one_way"
  | "account.password_changed"
  | "account.weak_password"
  | "artifact.not_found"
  | "auth.bad_credentials"
  | "auth.expired"
  | "auth.forbidden"
  | "auth.invalid"
  | "auth.missing"
  | "auth.no_session"
  | "auth.refresh_refused"
  | "auth.refresh_reused"
  | "brand.asset_not_found"
  | "brand.asset_pixels"
  | "brand.asset_type"
  | "brand.in_use"
  | "brand.not_found"
  | "brand.too_many_fonts"
  | "captions.no_font"
  | "clip.changed"
  | "clip.cut_order"
  | "clip.cut_outside"
  | "clip.dropped"
  | "clip.held_back"
  | "clip.job_running"
  | "clip.no_words"
  | "clip.not_editable"
  | "clip.not_found"
  | "clip.part_too_short"
  | "clip.too_long"
  | "clip.too_short"
  | "clip.unknown_word"
  | "database.conflict"
  | "database.unavailable"
  | "dub.changed"
  | "dub.job_running"
  | "dub.not_editable"
  | "dub.not_found"
  | "dub.unknown_speaker"
  | "fetch.bad_url"
  | "fetch.forbidden_address"
  | "fetch.unavailable"
  | "fetch.unknown_host"
  | "framing.no_such_face"
  | "framing.no_such_shot"
  | "glossary.not_found"
  | "http.bad_request"
  | "idempotency.answer_lost"
  | "idempotency.in_flight"
  | "idempotency.mismatch"
  | "idempotency.overtaken"
  | "internal.error"
  | "invitation.accepted"
  | "invitation.not_found"
  | "job.finished"
  | "job.not_found"
  | "key.expired"
  | "key.not_found"
  | "key.scope_above_you"
  | "line.not_found"
  | "media.empty"
  | "media.no_such_track"
  | "member.above_you"
  | "member.exists"
  | "member.last_owner"
  | "member.not_found"
  | "organisation.not_found"
  | "page.cursor_invalid"
  | "project.not_found"
  | "rate.limited"
  | "request.invalid"
  | "request.too_deep"
  | "request.too_large"
  | "retell.changed"
  | "retell.job_running"
  | "retell.not_cut"
  | "retell.not_editable"
  | "retell.not_found"
  | "review.already_decided"
  | "review.not_open"
  | "review.role_too_low"
  | "review.unknown_clip"
  | "revision.stale"
  | "storage.cache_lost"
  | "storage.damaged"
  | "storage.disk_full"
  | "storage.missing"
  | "storage.refused"
  | "storage.unavailable"
  | "temporal.unavailable"
  | "text.unstorable"
  | "timeline.rate_unsupported"
  | "transcript.already_a_boundary"
  | "transcript.backward_word"
  | "transcript.bad_times"
  | "transcript.empty"
  | "transcript.no_such_revision"
  | "transcript.not_a_boundary"
  | "transcript.not_found"
  | "transcript.outside"
  | "transcript.overlap"
  | "transcript.too_long"
  | "transcript.unknown_word"
  | "transcript.unreadable"
  | "transcript.unreadable_text"
  | "translator.unknown"
  | "translator.unsupported"
  | "upload.completed"
  | "upload.digest_mismatch"
  | "upload.ended"
  | "upload.incomplete"
  | "upload.incomplete_parts"
  | "upload.missing"
  | "upload.needs_parts"
  | "upload.not_found"
  | "upload.not_in_parts"
  | "upload.part_unknown"
  | "upload.parts_changed"
  | "upload.size_mismatch"
  | "upload.swapped"
  | "upload.too_large"
  | "video.in_use"
  | "video.not_found"
  | "video.source_missing";
