# Read by other scripts: the pnpm that installs this checkout's packages, which package.json names too, and the hash of
# its tarball.
pnpm_package=pnpm@10.34.9
pnpm_integrity=sha512-9JtajqD97bRLs8DB1ldQkqU8KVDZW3rRXfEfF5dId6LeOgHAfpNOmyjOcW5RwJqUlixzBtCb4uHksYqMh2L9Mg==
