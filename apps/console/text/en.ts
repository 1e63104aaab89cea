const requests = (n: string) => (n === '1' ? '1 request' : `${n} requests`);

/** Every word that the page shows, in English. Another language is another file of this shape. */
export const en = {
  /** How dates and numbers are written: 26 Feb 2027, 13:34 GMT+1. */
  locale: 'en-001',
  brand: 'Keyward',
  skip: 'Skip to content',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  unknown: '–',
  never: 'Never',
  justNow: 'just now',
  request: (id: string) => `Request ${id}`,
  breadcrumb: 'Breadcrumb',
  views: 'Views',
  crumbs: ['Settings', 'Security', 'API Keys'],
  colors: { toLight: 'Switch to light mode', toDark: 'Switch to dark mode' },
  scopes: { 'read-only': 'Read-only', 'read-write': 'Read-write' },
  modes: { live: 'Live', test: 'Test' },
  offline: 'You are offline. What you see may be old; changes wait until you are back.',
  waitFor: (seconds: number) => (seconds === 1 ? 'Try again in 1 second.' : `Try again in ${String(seconds)} seconds.`),
  stale: 'The list could not be brought up to date. What you see may be old.',
  broken: {
    title: 'A part of the page could not be loaded',
    text: 'Your keys go on working. Load the page again, and look whether what you last pressed was done.',
    reload: 'Reload the page',
  },
  noAnswer:
    'Keyward does not answer. Nobody can tell whether the change was made; trying again does not make it twice.',

  signIn: {
    title: 'Signing in',
    waiting: 'Signing in',
    failed: 'You are not signed in',
    off: 'This Keyward makes no sign-in links. Sign in to the product that it belongs to, then come back.',
    again:
      'Each start of Keyward prints one link, which works once, for ten minutes. Stop Keyward and start it again to get a new one.',
    toKeys: 'Back to API Keys',
  },
  signOut: { label: 'Sign out', failed: 'You are still signed in: Keyward does not answer. Try again.' },

  keys: {
    title: 'API Keys',
    intro:
      'Keys let scripts and integrations use your account without your password. Create one key per integration, so that you can revoke one without breaking the others.',
    guide: 'Authentication: JWT Tokens vs. API Keys',
    reference: 'API reference',
    create: '+ Create API Key',
    revokeAll: 'Revoke All Keys',
    caption: (order: string) => `Your API keys, ${order}`,
    orders: {
      newest: 'newest first',
      age: 'oldest first',
      'last-used': 'latest used first',
      requests: 'most requests first',
    },
    columns: {
      key: 'Key',
      age: 'Age',
      lastUsed: 'Last used',
      requests: 'Requests 24 h, 7 days',
      expires: 'Expires',
      actions: 'Actions',
    },
    cardLabels: { age: 'Age', lastUsed: 'Last used', requests: 'Requests 24 h · 7 d', expires: 'Expires' },
    search: 'Search keys',
    searchHint: 'Search by name or key',
    filterLabel: 'Filter keys',
    filters: {
      all: (n: number) => `All ${String(n)}`,
      due: (n: number) => `Rotation due ${String(n)}`,
      unused: (n: number) => `Unused ${String(n)}`,
      busy: (n: number) => `High traffic ${String(n)}`,
      paused: (n: number) => `Paused ${String(n)}`,
    },
    showRevoked: 'Show revoked',
    shown: (shown: number, all: number) => `${String(shown)} of ${String(all)} keys shown`,
    days: (n: number) => (n === 1 ? '1 day' : `${String(n)} days`),
    olderThan90: 'Older than 90 days',
    created: (at: string) => `Created ${at}`,
    rotated: (at: string) => `Rotated ${at}`,
    expiredAgo: (ago: string) => `Expired ${ago}`,
    revokedAgo: (ago: string) => `Revoked ${ago}`,
    oldKeyStops: (ago: string) => `Old key stops ${ago}`,
    until: (at: string) => `Until ${at}`,
    busy: 'High traffic',
    idle: 'Unused for 30 days',
    reminderEvery: 'Rotation reminder every ',
    reminder: (days: number) => `${String(days)} days`,
    reminderDue: (at: string) => `Rotation reminder, due ${at}`,
    statuses: { active: 'Active', paused: 'Paused', expired: 'Expired', revoked: 'Revoked' },
    requests: (last24h: string, last7d: string, last30d: string) =>
      `${last24h} in 24 hours, ${last7d} in 7 days, ${last30d} in 30 days`,
    bars: (name: string, total: string) => `${name}: ${requests(total)} in 7 days`,
    rotate: 'Rotate',
    revoke: 'Revoke',
    rotateNamed: (name: string) => `Rotate ${name}`,
    revokeNamed: (name: string) => `Revoke ${name}`,
    moreFor: (name: string) => `More for ${name}`,
    setReminder: 'Set Rotation Reminder',
    details: 'Activity and history',
    stopOldKey: 'Stop the old key now',
    edit: 'Edit',
    pause: 'Pause',
    resume: 'Resume',
    copyId: 'Copy key ID',
    copiedId: 'Key ID copied',
    loading: 'Loading keys',
    empty: {
      title: 'No API keys yet',
      text: 'A key lets one script or service use your account. Its secret is shown once, when you create it.',
      practices: [
        'One key per integration: you can revoke it without affecting others.',
        'Use read-only when possible.',
        'Set an expiration for temporary use.',
        'Keep keys out of version control: use environment variables or a secrets manager.',
        'Rotate every 90 days, with a reminder.',
      ],
    },
    noMatch: {
      title: 'No key matches',
      text: 'No key has this in its name or start, under this filter.',
      clear: 'Clear search and filter',
    },
    failed: { title: 'Your keys could not be loaded', text: 'Your keys go on working.' },
    activityFailed: 'What the keys were used for cannot be loaded now. The keys themselves are up to date.',
    signedOut: {
      title: 'You are signed out',
      text: 'Sign in again, then come back to this page. Your keys go on working.',
      here: 'Your keys go on working.',
      link: 'Sign in',
    },
    inactive: {
      title: 'Your account is deactivated',
      text: 'Your keys do not work and cannot be changed. Ask an administrator of your organization to reactivate it.',
    },
  },

  create: {
    title: 'Create API Key',
    name: 'Name',
    nameHint: 'What uses it, for example “Weekly Report Script”',
    nameMissing: 'Enter a name that says what uses the key.',
    nameTooLong: 'Use at most 100 characters.',
    scope: 'Scope',
    scopeWithin: (role: string) => `Within your role (${role}). If your role changes, the key changes with it.`,
    can: 'Can',
    cannot: 'Cannot',
    scopes: {
      'read-only': {
        can: 'fetch data: data sources, dashboards, reports, analytics results, organization and user information, billing usage',
        cannot: 'create, update or delete anything, trigger data syncs or report generation, change settings',
      },
      'read-write': {
        can: 'do all of that, and create, update and delete within your role',
        cannot: 'go beyond your role, manage other users’ API keys, change billing or subscription settings',
      },
    },
    inYourRole: (what: string) => `: ${what}`,
    permissions: (n: number) => (n === 1 ? '1 permission' : `${String(n)} permissions`),
    more: 'More',
    mode: 'Mode',
    modeHint: 'Test keys are for sandboxes.',
    expiration: 'Expiration',
    presets: { 30: '30 days', 90: '90 days', 365: '1 year', never: 'No expiration', date: 'Choose a date and time …' },
    date: 'Date and time',
    datePlaceholder: 'Choose a date and time',
    hours: 'Hours',
    minutes: 'Minutes',
    setDate: 'Set date and time',
    calendar: {
      nextMonth: 'Next month',
      previousMonth: 'Previous month',
      nextYear: 'Next year',
      previousYear: 'Previous year',
      nextDecade: 'Next decade',
      previousDecade: 'Previous decade',
    },
    dateMissing: 'Choose a date and time in the future.',
    stops: (at: string) => `Stops working ${at}.`,
    staysActive: 'Stays active until you revoke it.',
    submit: 'Create',
    practice: 'Give each script a key of its own. Use read-only if it only reads.',
    limitLink: 'Show unused keys',
  },

  secret: {
    ready: (name: string) => `“${name}” is ready`,
    once: 'This is the only time the key is shown. Copy it and store it securely now: it cannot be shown again.',
    forms: { key: 'Key', env: '.env line', curl: 'curl' },
    formLabel: 'How to write it',
    copy: 'Copy',
    notCopied: 'Not copied yet.',
    copied: 'Copied.',
    copyFailed: 'Your browser does not allow copying. The text is selected: press Ctrl+C or ⌘C.',
    stored: 'I have stored this key',
    done: 'Done',
    oldKey: (hint: string, at: string) =>
      `The old key (${hint}…) works until ${at}. “Activity and history” shows who still uses it.`,
    oldKeyStopped: (hint: string) => `The old key (${hint}…) has stopped.`,
    lostTitle: (name: string) => `“${name}” has no secret here`,
    lost: 'The key was made but its secret was not delivered. Rotate or revoke it.',
  },

  rotate: {
    title: (name: string) => `Rotate “${name}”`,
    text: 'A new key with the same name, scope and permissions. The old key keeps working for a grace period, so that you can update your scripts without downtime.',
    stops: 'The old key stops',
    graces: {
      0: 'Now (it has leaked)',
      1: 'In 1 hour',
      24: 'In 24 hours (recommended)',
      72: 'In 3 days',
      168: 'In 7 days',
    },
    at: (at: string) => `The old key works until ${at}.`,
    cutAtExpiry: 'It stops earlier because the key itself expires then.',
    now: 'The old key stops at once.',
    inUse: (n: string) => `${requests(n)} in the last 24 hours.`,
    inUseNow: (n: string) =>
      `In use: ${requests(n)} in the last 24 hours. Those to come fail until you have put the new key in place.`,
    submit: 'Rotate',
  },

  revoke: {
    title: (name: string) => `Revoke “${name}”?`,
    text: (hint: string) => `Every request with this key (${hint}…) gets 401 from now on. This cannot be undone.`,
    inUse: (n: string, ago: string) => `In use: ${requests(n)} in the last 24 hours, latest ${ago}`,
    at: (endpoint: string) => ` at ${endpoint}`,
    quiet: (ago: string) => `Not used in the last 24 hours, latest ${ago}.`,
    neverUsed: 'Never used.',
    useUnknown: 'What it is used for cannot be loaded now.',
    submit: 'Revoke',
    waiting: 'Waiting for every replica …',
    offline: 'Not sent: you are offline. It is sent when you are back.',
    confirmed: (ms: string) => `Revoked. Confirmed everywhere in ${ms} ms.`,
    unconfirmed: 'Revoked. It stands, but is not confirmed everywhere yet.',
    check: 'Check again',
  },

  revokeAll: {
    title: 'Revoke all keys?',
    text: (n: number) =>
      n === 1
        ? 'The one key that works stops working at once.'
        : `All ${String(n)} keys that work stop working at once.`,
    inUse: (n: number) =>
      n === 1 ? '1 of them was used in the last 24 hours.' : `${String(n)} of them were used in the last 24 hours.`,
    useUnknown: 'What they are used for cannot be loaded now.',
    paused: (n: number) =>
      n === 1 ? 'The one that is paused is revoked, too.' : `The ${String(n)} that are paused are revoked, too.`,
    after: 'Create new keys for the integrations that still need access.',
    word: 'revoke all',
    type: (word: string) => `Type “${word}” to confirm`,
    submit: 'Revoke All Keys',
    confirmed: (n: number, ms: string) =>
      `${n === 1 ? '1 key' : `${String(n)} keys`} revoked. Confirmed everywhere in ${ms} ms.`,
    unconfirmed: (n: number) =>
      `${n === 1 ? '1 key' : `${String(n)} keys`} revoked. It stands, but is not confirmed everywhere yet.`,
  },

  edit: {
    title: (name: string) => `Edit “${name}”`,
    expired: 'The key has expired. With a later expiration it works again.',
    submit: 'Save',
    saved: 'Saved.',
    confirmed: (ms: string) => `Saved. Confirmed everywhere in ${ms} ms.`,
    unconfirmed: 'Saved. The new expiration stands, but is not confirmed everywhere yet.',
  },

  pause: {
    title: (name: string) => `Pause “${name}”?`,
    text: (hint: string) =>
      `Every request with this key (${hint}…) gets 401 until you resume it. Its secret stays the same.`,
    submit: 'Pause',
    confirmed: (ms: string) => `Paused. Confirmed everywhere in ${ms} ms.`,
    unconfirmed: 'Paused. It stands, but is not confirmed everywhere yet.',
  },

  resume: {
    title: (name: string) => `Resume “${name}”?`,
    text: (hint: string) => `The key (${hint}…) works again, with the secret that it has.`,
    submit: 'Resume',
    confirmed: (ms: string) => `Resumed. Confirmed everywhere in ${ms} ms.`,
    unconfirmed: 'Resumed. It stands, but is not confirmed everywhere yet.',
  },

  stopOldKey: {
    title: (name: string) => `Stop the old key of “${name}”?`,
    text: (hint: string) =>
      `Every request with the old key (${hint}) gets 401 from now on. The new key goes on working.`,
    inUse: (n: string, ago: string) =>
      `The old key is still in use: ${requests(n)} in the last 24 hours, latest ${ago}.`,
    submit: 'Stop the old key',
  },

  reminder: {
    title: (name: string) => `Rotation reminder for “${name}”`,
    text: 'You get an email when the key approaches its rotation date.',
    interval: 'Remind me to rotate every',
    days: (n: number) => `${String(n)} days`,
    due: (at: string) => `Rotation is due ${at}.`,
    mail: (at: string) => `The next mail comes ${at}.`,
    mailNow: 'A mail comes now.',
    noMail: 'No more mail comes before you rotate the key.',
    to: (email: string) => `It goes to ${email}.`,
    save: 'Save',
    remove: 'Remove reminder',
    saved: 'Reminder set.',
    removed: 'Reminder removed.',
  },

  activity: {
    windows: { last24h: 'Requests in 24 hours', last7d: 'in 7 days', last30d: 'in 30 days' },
    neverUsed: 'Never used.',
    expires: (ago: string, at: string) => `Expires ${ago} (${at})`,
    expired: (ago: string, at: string) => `Expired ${ago} (${at})`,
    neverExpires: 'Never expires.',
    lastUsed: (ago: string, at: string) => `Last used ${ago} (${at})`,
    at: ' at ',
    requestsOf7Days: 'Requests, last 7 days',
    highest: (n: string) => `Up to ${n} in 4 hours`,
    asTable: 'Show as a table',
    tableCaption: 'Requests of the last 7 days',
    day: 'Day',
    accepted: 'Accepted',
    denied: 'Denied',
    secrets: 'Secrets of this key',
    current: 'Current',
    grace: 'Old, still works',
    retired: 'Retired',
    usedIn24h: (n: string) => `${n} in 24 hours`,
    lastUsedAgo: (ago: string) => `Last used ${ago}`,
    stopsAt: (at: string) => `stops ${at}`,
    safe: 'Not used since the rotation: safe to stop.',
    stillUsed: 'Still in use: something has the old key.',
    stopped: (ms: string) => `The old key has stopped. Confirmed everywhere in ${ms} ms.`,
    stoppedUnconfirmed: 'The old key has stopped. It stands, but is not confirmed everywhere yet.',
    history: 'History',
    by: (actor: string) => `by ${actor}`,
    you: 'you',
    more: 'Show older',
    failed: 'This cannot be loaded now.',
    events: {
      KeyCreated: 'Created',
      KeyRotated: 'Rotated',
      KeyRevoked: 'Revoked',
      GraceEnded: 'Old key stopped by hand',
      AllKeysRevoked: 'Revoked with all keys',
      OwnerRoleChanged: 'Role changed',
      OwnerSeen: 'Signed in for the first time',
      OwnerDeactivated: 'Account deactivated: the key rests',
      OwnerReactivated: 'Account reactivated',
      KeyRenamed: 'Renamed',
      KeyExpiryChanged: 'Expiration changed',
      KeyPaused: 'Paused',
      KeyResumed: 'Resumed',
      RotationReminderSet: 'Rotation reminder set',
      RotationReminderCleared: 'Rotation reminder removed',
    },
    reason: (reason: string) => `Reason: ${reason}`,
  },

  members: {
    title: 'Members',
    intro:
      'The people of your organization. You can stop all keys of a person who has left or lost a device. A single key is managed by the person it belongs to.',
    onlyManagers: 'Only administrators and owners of your organization see its members.',
    caption: 'Members of your organization',
    columns: { member: 'Member', role: 'Role', state: 'Account', keys: 'Keys in force' },
    roles: { viewer: 'Viewer', member: 'Member', analyst: 'Analyst', administrator: 'Administrator', owner: 'Owner' },
    active: 'Active',
    inactive: 'Deactivated',
    rest: 'Resting',
    you: 'You',
    search: 'Find a member',
    searchHint: 'Find by user ID',
    shown: (n: number, isMore: boolean) =>
      `${n === 1 ? '1 member' : `${String(n)} members`} shown${isMore ? '; there are more' : ''}`,
    more: 'Show more',
    loading: 'Loading members',
    failed: { title: 'The members could not be loaded', text: 'Their keys go on working.' },
    noMatch: {
      title: 'No member matches',
      text: 'Nobody has this in their user ID. Members appear here once they have signed in, or once your product has told their role.',
      clear: 'Clear search',
    },
    untouchable: {
      self: 'Your own keys are under API Keys.',
      owner: 'Owners cannot be changed by other people here.',
      unknown: 'Their role is not known yet: nothing can be changed here.',
    },
    named: (action: string, userId: string) => `${action} ${userId}`,
    deactivate: 'Deactivate',
    reactivate: 'Reactivate',
    changeRole: 'Change role',
    details: 'Details and history',
    revoke: 'Revoke All Keys',
    revokeNamed: (userId: string) => `Revoke all keys of ${userId}`,
    revokeKeys: {
      title: (userId: string) => `Revoke all keys of ${userId}?`,
      text: (n: number) =>
        n === 0
          ? 'None of their keys works now. Keys that are paused are revoked, too.'
          : n === 1
            ? 'Their one key stops working at once.'
            : `All ${String(n)} keys stop working at once.`,
      resting:
        'Their keys rest while the account is deactivated. Revoked keys do not come back when it is reactivated.',
      after:
        'This cannot be undone. They can create new keys while their account is active; deactivate it to prevent that.',
      confirmed: (userId: string, n: number, ms: string) =>
        `${n === 1 ? '1 key' : `${String(n)} keys`} of ${userId} revoked. Confirmed everywhere in ${ms} ms.`,
      unconfirmed: (userId: string, n: number) =>
        `${n === 1 ? '1 key' : `${String(n)} keys`} of ${userId} revoked. It stands, but is not confirmed everywhere yet.`,
    },
    deactivation: {
      title: (userId: string) => `Deactivate ${userId}?`,
      text: (n: number) =>
        n === 0
          ? 'None of their keys works now.'
          : n === 1
            ? 'Their one key stops working at once.'
            : `All ${String(n)} keys stop working at once.`,
      after:
        'They cannot use this page or create keys until they are reactivated. Their keys rest: you choose then whether they work again.',
      confirmed: (userId: string, n: number, ms: string) =>
        `${userId} is deactivated; ${n === 1 ? '1 key' : `${String(n)} keys`} stopped. Confirmed everywhere in ${ms} ms.`,
      unconfirmed: (userId: string, n: number) =>
        `${userId} is deactivated; ${n === 1 ? '1 key stops' : `${String(n)} keys stop`}. It stands, but is not confirmed everywhere yet.`,
    },
    reactivation: {
      title: (userId: string) => `Reactivate ${userId}?`,
      text: 'They can use this page again and create keys within their role.',
      choice: 'What becomes of the keys that rested',
      restore: {
        label: 'They work again',
        description: 'Except those that have expired. Integrations go on where they stopped.',
        confirmed: (userId: string, n: number, ms: string) =>
          `${userId} is active again; ${n === 1 ? '1 key works' : `${String(n)} keys work`}. Confirmed everywhere in ${ms} ms.`,
        unconfirmed: (userId: string, n: number) =>
          `${userId} is active again; ${n === 1 ? '1 key works' : `${String(n)} keys work`} soon. It is not confirmed everywhere yet.`,
      },
      revoke: {
        label: 'They are revoked',
        description: 'For good, before the account is active again. Choose this when a key may have leaked.',
        confirmed: (userId: string, n: number, ms: string) =>
          `${userId} is active again; ${n === 1 ? '1 key was' : `${String(n)} keys were`} revoked. Confirmed everywhere in ${ms} ms.`,
        unconfirmed: (userId: string, n: number) =>
          `${userId} is active again; ${n === 1 ? '1 key was' : `${String(n)} keys were`} revoked. It stands, but is not confirmed everywhere yet.`,
      },
    },
    roleChange: {
      title: (userId: string) => `Change the role of ${userId}`,
      text: 'Their keys change with it at once: a key can never do more than the person it belongs to.',
      fromToken:
        'Roles come with people’s sign-in here, so they cannot be changed on this page. Change the role where you manage your users; it arrives when the person signs in next.',
      confirmed: (userId: string, role: string | null, ms: string) =>
        `${userId} has the role ${String(role)}. Confirmed everywhere in ${ms} ms.`,
      unconfirmed: (userId: string, role: string | null) =>
        `${userId} has the role ${String(role)}. It stands, but is not confirmed everywhere yet.`,
    },
    events: {
      KeyCreated: 'Key created',
      KeyRotated: 'Key rotated',
      KeyRevoked: 'Key revoked',
      GraceEnded: 'Old secret of a key stopped',
      AllKeysRevoked: 'All keys revoked',
      OwnerRoleChanged: 'Role',
      OwnerSeen: 'Signed in for the first time',
      OwnerDeactivated: 'Account deactivated',
      OwnerReactivated: 'Account reactivated',
      KeyRenamed: 'Key renamed',
      KeyExpiryChanged: 'Expiration of a key changed',
      KeyPaused: 'Key paused',
      KeyResumed: 'Key resumed',
      RotationReminderSet: 'Rotation reminder set',
      RotationReminderCleared: 'Rotation reminder removed',
    },
  },
};

export type Text = typeof en;
