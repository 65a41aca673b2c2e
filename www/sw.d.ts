/** What `cargo xtask dist` writes before sw.js: the version's name, and each file's name with its SHA-256 in base64. */
declare const SITE: { version: string; files: [string, string][] };
