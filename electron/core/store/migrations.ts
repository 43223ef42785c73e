/**
 * The steps from an empty file to the present tables; `user_version` counts how many were taken. A step that was released
 * is never edited: what changes is added as the next one. Free text is kept as JSON, which alone carries NUL and lone
 * surrogates whole; columns named *_sealed hold what the vault sealed, all else may be read by anyone who has the file.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE hosts (
    id TEXT PRIMARY KEY,
    profile TEXT NOT NULL CHECK (json_valid(profile)),
    password_sealed BLOB,
    private_key_sealed BLOB,
    passphrase_sealed BLOB,
    sudo_password_sealed BLOB,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE host_keys (
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    algorithm TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    PRIMARY KEY (address, port)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    host_id TEXT REFERENCES hosts (id) ON DELETE SET NULL,
    step TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    plan_id TEXT,
    run_id TEXT,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX drafts_by_host ON drafts (host_id);

  CREATE TABLE draft_passwords (
    draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (json_valid(name)),
    password_sealed BLOB NOT NULL,
    PRIMARY KEY (draft_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
    draft_id TEXT REFERENCES drafts (id) ON DELETE SET NULL,
    view TEXT NOT NULL CHECK (json_valid(view)),
    plan_sealed BLOB NOT NULL,
    passwords_sealed BLOB NOT NULL,
    created_at TEXT NOT NULL,
    applied_at TEXT
  ) STRICT;
  CREATE INDEX plans_by_host ON plans (host_id, created_at);
  CREATE INDEX plans_by_draft ON plans (draft_id);

  CREATE TABLE runs (
    id TEXT NOT NULL,
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
    domain TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    operator TEXT NOT NULL,
    changes INTEGER NOT NULL,
    PRIMARY KEY (host_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE run_events (
    host_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    journal TEXT NOT NULL,
    n INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (json_valid(event)),
    PRIMARY KEY (host_id, run_id, journal, n),
    FOREIGN KEY (host_id, run_id) REFERENCES runs (host_id, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE mail_accounts (
    id TEXT PRIMARY KEY,
    host_id TEXT REFERENCES hosts (id) ON DELETE CASCADE,
    made_by_plan TEXT,
    account TEXT NOT NULL CHECK (json_valid(account)),
    password_sealed BLOB,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX mail_accounts_by_host ON mail_accounts (host_id);
  `,
  `
  CREATE TABLE kept_files (
    host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    kept_at TEXT NOT NULL,
    PRIMARY KEY (host_id, path)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN took INTEGER;
  ALTER TABLE plans ADD COLUMN proved_at TEXT;
  `,
]
